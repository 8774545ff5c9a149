/** Story L: an event from a template, and the spreadsheet of those who registered: first by paste, then a newer file. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { App, missingBrowser } from './kit/app.ts';
import { Browsers } from './kit/browsers.ts';
import { GuestPage } from './kit/guest-page.ts';
import { englishLeftIn, faultsOf, squeezedFaultsOf } from './kit/inspect.ts';
import { words, type Params } from './kit/words.ts';

const HEAD = ['id', 'name', 'role', 'attendance', 'device', 'languages'];
const ANNA = ['1', 'Anna Weber', 'participant', 'remote', 'own', 'en'];
const BO = ['2', 'Bo Li', 'participant', 'remote', 'own', 'en'];
const CLEO = ['4', 'Cleo Park', 'participant', 'remote', 'own', 'en'];
const NAMELESS = ['3', '', 'participant', 'remote', 'own', 'en'];
const table = (separator: string, ...rows: string[][]) => rows.map((row) => row.join(separator)).join('\n');

describe.skipIf(missingBrowser)(`story L: a list of people (${missingBrowser ?? 'Chromium'})`, () => {
	const browsers = new Browsers();
	const faults: string[] = [];
	let app: App;
	let desk: Page;

	beforeAll(async () => {
		app = await App.open({ media: 'off' });
		desk = await (await browsers.device()).newPage();
		desk.setDefaultTimeout(30_000);
		desk.on('pageerror', (fault) => faults.push(fault.stack ?? fault.message));
		await desk.goto(app.instanceLink);
		await desk.goto(`${app.origin}/create`);
		await desk.getByLabel(words('create_you'), { exact: true }).fill('Olga Organiser');
		await desk.getByLabel(words('create_name'), { exact: true }).fill('A made café');
		await desk.getByLabel(words('create_purpose'), { exact: true }).fill('To see who comes.');
		await button('create_make').click();
		await desk.waitForURL(/\/links$/);
		await desk.getByRole('link', { name: words('desk_page_people'), exact: true }).click();
		await desk.waitForURL(/\/people$/);
	}, 120_000);
	afterAll(async () => {
		await browsers.close();
		await app.close();
	});

	const button = (key: string, params?: Params) =>
		desk.getByRole('button', { name: words(key, params), exact: true }).first();
	const says = (key: string, params?: Params) => desk.getByText(words(key, params)).first().waitFor();
	const row = (name: string) => desk.getByRole('row', { name: new RegExp(name) });
	const hasFocus = (one: Locator) => one.evaluate((element) => element === document.activeElement);
	const inspect = async (name: string) => faults.push(...(await faultsOf(desk, name)));

	test('rows that are pasted: a fault with its line, the others by keyboard alone', { timeout: 120_000 }, async () => {
		await says('people_empty');
		await inspect('nobody yet');
		await button('people_list_open').press('Enter');
		const heading = desk.getByRole('heading', { name: words('people_list_open') });
		await expect.poll(() => hasFocus(heading)).toBe(true);
		await inspect('the list, before it');
		await desk.getByLabel(words('people_list_paste')).fill(table('\t', HEAD, ANNA, BO, NAMELESS));
		await desk.keyboard.press('Tab');
		await desk.keyboard.press('Enter');
		await says('people_list_fresh', { count: 2 });
		await desk
			.getByRole('row', { name: new RegExp(words('import_rule_name_empty')) })
			.getByText('4')
			.waitFor();
		await inspect('the list, with a fault');
		await button('people_list_add', { count: 2 }).press('Enter');
		await says('people_list_tick_first');
		await desk.getByRole('checkbox', { name: words('people_list_rows', { count: 1 }) }).press('Space');
		await button('people_list_add', { count: 2 }).press('Enter');
		await says('people_list_added', { count: 2 });
		await expect.poll(() => hasFocus(button('people_list_links', { count: 2 }))).toBe(true);
		await row('Bo Li').getByText(words('people_state_invited')).waitFor();
		await row('Bo Li')
			.getByText(/^[2-9A-Z]{6}$/)
			.waitFor();
		await inspect('the list, added');
	});

	test('one of them opens her link and takes part', { timeout: 120_000 }, async () => {
		const [download] = await Promise.all([
			desk.waitForEvent('download'),
			button('people_list_links', { count: 2 }).click()
		]);
		await says('links_personal_done', { count: 2 });
		const saved = readFileSync(await download.path(), 'utf8');
		const link = /Anna Weber.*(\/l\/[\w-]+)/.exec(saved)![1]!;
		expect(saved.match(/\/l\//g)).toHaveLength(2);
		const anna = await GuestPage.in(await browsers.device(), 'Anna Weber');
		await anna.open(app.origin + link);
		await anna.doSteps();
		await anna.takePart();
		await row('Anna Weber').getByText(words('people_state_committed')).waitFor();
		faults.push(...anna.faults);
	});

	test('the newer file the evening before adds who is new', { timeout: 120_000 }, async () => {
		await desk.getByLabel(words('people_list_file')).setInputFiles({
			name: 'registration.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(table(';', HEAD, CLEO, BO, ANNA))
		});
		await says('people_list_fresh', { count: 1 });
		await desk.getByText(words('people_list_who_there'), { exact: true }).click();
		await desk
			.getByRole('list', { name: words('people_list_who_there') })
			.getByText('Bo Li')
			.waitFor();
		await inspect('a newer list');
		await button('people_list_add', { count: 1 }).click();
		await says('people_list_added', { count: 1 });
		await row('Cleo Park').waitFor();
		expect(await desk.getByRole('row', { name: /Anna Weber|Bo Li/ }).count()).toBe(2);
	});

	test('in French, and without a fault on any page', { timeout: 120_000 }, async () => {
		await desk.context().addCookies([{ name: 'lang', value: 'fr', url: app.origin }]);
		await desk.reload();
		await desk.getByRole('button', { name: words('people_list_open', {}, 'fr') }).click();
		await desk.getByLabel(words('people_list_paste', {}, 'fr')).fill('name\nDora\n');
		await desk.getByRole('button', { name: words('people_list_look', {}, 'fr') }).click();
		await desk.getByText(words('people_list_columns_missing', {}, 'fr')).waitFor();
		// Names of columns are the same in every language.
		for (const text of await englishLeftIn(desk)) if (!HEAD.includes(text)) faults.push(`in French: “${text}”`);
		faults.push(...(await squeezedFaultsOf(desk, 'in French')));
		expect(faults).toEqual([]);
	});
});
