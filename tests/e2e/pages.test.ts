/** Story H: every page as people meet it: under axe, narrow, without script, in French. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { missingMedia } from './kit/app.ts';
import { PHONE } from './kit/browsers.ts';
import { GuestPage } from './kit/guest-page.ts';
import { englishLeftIn, faultsOf, squeezedFaultsOf } from './kit/inspect.ts';
import { findInsight } from './kit/results-page.ts';
import { crewFile, eventFile, NUMBER_OF, participantsFile } from './kit/small-cafe.ts';
import { playChapters, QUIET, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const WALTER = 'Walter Walkin';
const NOTE = 'A thought to look at.';
/** The hall gets long enough for somebody to look at the page that sends it walking. */
const MOVE_MINUTES = 20;

describe.skipIf(missingMedia)(`story H: every page (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	let amina: GuestPage, bruno: GuestPage, walter: GuestPage;
	/** Told at the end: a page with a fault does not keep the others from being looked at. */
	const faults: string[] = [];
	const inspect = async (...visits: readonly (readonly [name: string, page: Page, path?: string])[]) => {
		for (const [name, page, path] of visits) {
			if (path !== undefined) await page.goto(story.app.origin + path);
			await page.getByRole('heading', { level: 1 }).first().waitFor();
			faults.push(...(await faultsOf(page, name)));
		}
	};
	/** What lies over a page: while it is open nothing else can be reached. */
	const inspectDialog = async (name: string, { page }: GuestPage, key: string) => {
		await page.getByRole('dialog', { name: words(key) }).waitFor();
		faults.push(...(await faultsOf(page, name)));
	};
	const readFrench = async (name: string, page = bruno.page) => {
		await page.getByRole('heading', { level: 1 }).first().waitFor();
		for (const text of await englishLeftIn(page)) faults.push(`${name} in French: “${text}”`);
		// French needs a third more room than English.
		faults.push(...(await squeezedFaultsOf(page, `${name} in French`)));
	};

	beforeAll(async () => {
		story = await Story.begin({ cafe: { guests: ['amina', 'bruno'], moveMinutes: MOVE_MINUTES } });
		await story.simulateTheOthers({ ...QUIET, ideasPerRound: [1, 2], hosts: true });
		await story.openDesk();
	});
	playChapters(() => story);

	test('before anybody is in: home, create, import, code, door, a wrong address', async () => {
		const page = await (await story.browsers.device()).newPage();
		await inspect(
			['home', page, '/?fault=link_unknown'],
			['join', page, '/join'],
			['door', page, `/door/${story.app.cafe.tokens.open}`],
			['wrong address', page, '/nowhere']
		);
		await page.goto(story.app.instanceLink);
		await inspect(['home of a creator', page], ['create', page, '/create'], ['import', page, '/import']);
		await page.context().close();
	});

	test('an organiser imports an event from files, after a mistake, and makes one from a template', async () => {
		const page = await (await story.browsers.device()).newPage();
		const press = (key: string) => page.getByRole('button', { name: words(key), exact: true }).click();
		await page.goto(story.app.instanceLink);
		await page.goto(`${story.app.origin}/import`);
		const choose = (key: string, text: string) =>
			page
				.getByLabel(new RegExp(words(key)))
				.setInputFiles({ name: words(key), mimeType: 'text/plain', buffer: Buffer.from(text) });
		await choose('import_event', eventFile());
		await choose('import_participants', participantsFile().replace('Max Hall', ''));
		await choose('import_crew', crewFile());
		await press('import_check');
		await page.getByText(words('import_some', { people: 15, left: 1 })).waitFor();
		await page.getByText(words('import_rule_name_empty')).waitFor();
		await inspect(['import, with a fault', page]);
		await choose('import_participants', participantsFile());
		await press('import_check');
		await page.getByText(words('import_clean', { people: 16 })).waitFor();
		await press('import_do');
		await page.waitForURL(/\/console$/);
		await page.getByRole('heading', { level: 1, name: words('console_before') }).waitFor();

		await page.goto(`${story.app.origin}/create`);
		await press('create_make');
		await page.getByText(words('create_you_missing')).waitFor();
		await inspect(['create, with faults', page]);
		await page.getByLabel(words('create_you'), { exact: true }).fill('Olga Organiser');
		await page.getByLabel(words('create_name'), { exact: true }).fill('A made café');
		await page.getByLabel(words('create_purpose'), { exact: true }).fill('To see whether it can be made.');
		await press('create_make');
		await page.waitForURL(/\/e\/[\w-]+\/\w+$/);
		await page.getByRole('banner').getByText('A made café').waitFor();
		await page.context().close();
	});

	test('without script: by code and name through the door, also after a mistake', async () => {
		const plain = await story.browsers.device({ javaScriptEnabled: false });
		const page = await plain.newPage();
		await page.goto(`${story.app.origin}/join`);
		await page.getByLabel(words('join_code')).fill('WRONG1');
		await page.getByRole('button', { name: words('guest_continue') }).click();
		await page.getByText(words('join_unknown')).waitFor();
		await page.getByLabel(words('join_code')).fill(story.app.cafe.code.toLowerCase());
		await page.getByRole('button', { name: words('guest_continue') }).click();
		await page.getByRole('button', { name: words('steps_come_in') }).waitFor();
		await page.getByLabel(words('door_name'), { exact: true }).fill(WALTER);
		await page.getByRole('radio', { name: words('steps_hall') }).check();
		await page.getByRole('button', { name: words('steps_come_in') }).click();
		await page.waitForURL(/\/e\/[\w-]+$/);
		// The same browser with script, which everything behind the door needs.
		const context = await story.browsers.device({ storageState: await plain.storageState() });
		walter = await GuestPage.in(context, WALTER);
		story.guests.push(walter);
		await walter.page.goto(page.url());
		await plain.close();
		await walter.doSteps();
		await walter.heading('door_wait_title').waitFor();
		await inspect(['waiting at the door', walter.page]);
		await story.desk.go('people');
		await story.desk.button('people_admit_label', { name: WALTER }).click();
		await walter.takePart();
	});

	test('a guest: steps and lobby, in English and in French', async () => {
		amina = await story.device('amina', { speaks: true });
		await amina.open(story.app.link('amina'));
		await amina.doSteps(async (step) => {
			await inspect([`step ${step}`, amina.page]);
			if (step !== 'device') return;
			await amina.checkDevices();
			await amina.button('device_try_camera').click();
			await amina.button('device_camera_switch_off_label').waitFor();
			await inspect(['step device, microphone and camera on', amina.page]);
		});
		await amina.takePart();
		await inspect(['lobby', amina.page]);
		bruno = await story.device('bruno', { language: 'fr' });
		await bruno.open(story.app.link('bruno'));
		expect(await bruno.page.getAttribute('html', 'lang')).toBe('fr');
		await bruno.doSteps((step) => readFrench(`step ${step}`));
		await bruno.takePart();
		await readFrench('lobby');
		await bruno.button('table_menu').click();
		await bruno.page.getByRole('menuitem', { name: bruno.say('leave_menu_event') }).click();
		await bruno.page
			.getByRole('dialog')
			.getByRole('button', { name: bruno.say('leave_yes') })
			.click();
		await bruno.heading('left_title').waitFor();
		await readFrench('left');
		await inspect(['left', bruno.page]);
		await bruno.button('left_come_back').click();
		await bruno.heading('left_title').waitFor({ state: 'detached' });
	});

	test('her link is opened on a second device: it knocks, and she is asked', async () => {
		const second = await story.device('amina', { viewport: PHONE });
		await second.open(story.app.link('amina'));
		await second.heading('live_knocking_title').waitFor();
		await inspectDialog('asked about a second device', amina, 'live_knock_title');
		await inspect(['knocking', second.page]);
		await amina.page
			.getByRole('dialog')
			.getByRole('button', { name: words('live_knock_no') })
			.click();
		await second.heading('live_not_let_in_title').waitFor();
		await inspect(['not let in', second.page]);
		await second.page.context().close();
	});

	test('the desk before the first round, in English and in French', async () => {
		const { desk } = story;
		for (const name of ['plan', 'people', 'links', 'harvest', 'console'] as const) {
			await desk.go(name);
			await inspect([`${name}, before`, desk.page]);
		}
		const french = await (await story.browsers.device({ locale: 'fr-FR' })).newPage();
		await french.goto(story.app.link('organiser'));
		for (const name of ['console', 'plan', 'people', 'links', 'harvest'] as const) {
			await french.getByRole('link', { name: words(`desk_page_${name}`, {}, 'fr'), exact: true }).click();
			await french.waitForURL(new RegExp(`/${name}$`));
			await readFrench(name, french);
		}
		await french.context().close();
	});

	test('a round: the table, the console with a table, the plan, the room screen', async () => {
		const { desk } = story;
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.extend(5);
		await amina.atTable(NUMBER_OF.N1, 1);
		await amina.write(NOTE);
		await amina.markKey(NOTE);
		await bruno.idea(NOTE).waitFor();
		await readFrench('table');
		await desk.page.getByRole('button', { name: /^Table 3,/ }).click();
		const screen = await (await story.browsers.device()).newPage();
		await screen.goto(story.app.link('screen'));
		await inspect(['table in the hall', walter.page], ['console, round 1', desk.page], ['room screen', screen]);
		await screen.context().close();
		await amina.microphone(true);
		await amina.button('dock_camera_off').click();
		await amina.button('dock_camera_on').waitFor();
		await bruno.page.waitForFunction(() => [...document.querySelectorAll('video')].some((one) => one.videoWidth > 0));
		await readFrench('table with a picture');
		await inspect(['table, speaking, with her picture', amina.page]);
		await desk.go('plan');
		await inspect(['plan, round 1', desk.page]);
		await desk.go('console');
	});

	test('a table whose connection is gone, one without sound, one with sound only', async () => {
		// Sound is refused to him from here on: his network lets it not through.
		await bruno.page.routeWebSocket(/access_token=/, (socket) => socket.close());
		await bruno.page.reload();
		await bruno.page.getByText(bruno.say('ui_media_down')).first().waitFor();
		await readFrench('table without sound');
		await inspect(['table without sound', bruno.page]);
		await amina.button('table_menu').click();
		await amina.page.getByRole('menuitemradio', { name: words('steps_audio_only') }).click();
		await inspect(['table, sound only', amina.page]);
		await amina.page.context().setOffline(true);
		await amina.box.fill('Written while nobody could read it.');
		await amina.button('add_idea_button').click();
		await amina.page
			.getByText(words('ui_pill_saving_paused', { waiting: 1 }))
			.first()
			.waitFor();
		await inspect(['table, offline', amina.page]);
		await amina.page.context().setOffline(false);
		await amina.page
			.getByText(words('ui_pill_saving_paused', { waiting: 1 }))
			.first()
			.waitFor({ state: 'detached' });
	});

	test('on the way between two tables in the hall', async () => {
		const { desk } = story;
		// It may have rung by itself while all this was looked at.
		if (!(await desk.button('console_start_now', { round: 2 }).isVisible())) await desk.ringBell();
		const arrived = walter.page.getByRole('button', { name: walter.like('walk_here') });
		await arrived.waitFor({ timeout: 60_000 });
		await inspect(['walk', walter.page]);
		await arrived.click();
		await walter.box.waitFor();
		await desk.startNextRound(2);
	});

	test('the board, the vote, the end, the results', async () => {
		const { desk } = story;
		await desk.ringBell();
		await desk.heading('console_after').waitFor();
		await desk.moveOn('Harvest and vote');
		const harvesting = (await story.fleet.harvester()).harvest(11);
		await amina.heading('harvest_vote_title').waitFor();
		await readFrench('vote');
		await inspect(['vote', amina.page]);
		await desk.go('harvest');
		await inspect(['board', desk.page]);
		await harvesting;
		await desk.go('console');
		await desk.moveOn('Farewell');
		await amina.heading('after_title').waitFor();
		const results = `/results/${story.app.cafe.event}`;
		const anybody = await (await story.browsers.device()).newPage();
		await inspect(['after', amina.page], ['results', anybody, results]);
		await anybody.context().close();
		await readFrench('after');
		await bruno.page.goto(story.app.origin + results);
		await readFrench('results');
		const plain = await (await story.browsers.device({ javaScriptEnabled: false })).newPage();
		await plain.goto(story.app.origin + results);
		await findInsight(plain, NOTE);
	});

	test('no page has a fault', () => expect(faults).toEqual([]));

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
