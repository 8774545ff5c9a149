/**
 * A newcomer with the instance link: the Leipzig example, its simulated people, two real ones on free seats, three rounds,
 * a published report.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App, missingMedia } from './kit/app.ts';
import { BoardPage } from './kit/board-page.ts';
import { Browsers } from './kit/browsers.ts';
import { DeskPage } from './kit/desk-page.ts';
import { GuestPage } from './kit/guest-page.ts';
import { findInsight } from './kit/results-page.ts';
import { words, wordsLike } from './kit/words.ts';

/** A round of 20 minutes is one; the two in browsers are given more when they need it. */
const FAST = 20;
const THEME = 'What we heard';
/** Two of the four free seats, with the tables that their owners are told: they meet in round 2, and only there. */
const AMINA = { name: 'Amina Osman Warsame', tables: [33, 35] } as const;
const YASMINA = { name: 'Yasmina Delvaux', tables: [40, 35] } as const;
const APART = 'Tea on every platform.';

/** As an operator would on the command line: the example itself runs at a speed that real people can follow. */
const markFast = (page: Page): Promise<number> =>
	page.evaluate(async (timeScale) => {
		const entry = /\/e\/([\w-]+)/.exec(location.pathname)![1]!;
		const headers = { 'Content-Type': 'application/json' };
		const body = JSON.stringify({ action: 'mark', timeScale });
		return (await fetch(`/api/e/${entry}/rehearsal`, { method: 'POST', headers, body })).status;
	}, FAST);

/** How many people take part, as the head of the console counts them. */
const committed = async (page: Page): Promise<number> => {
	const counts = page.getByRole('list', { name: words('console_counts') }).getByRole('listitem');
	return Number.parseInt(await counts.nth(1).innerText(), 10);
};

type Seat = typeof AMINA | typeof YASMINA;

/** A free seat in a tab next to the console. */
async function openInTab(desk: DeskPage, { name }: Seat): Promise<GuestPage> {
	const tab = desk.page.waitForEvent('popup');
	await desk.button('links_free_open', { name }).click();
	const guest = await GuestPage.on(await tab, name);
	await guest.page.waitForURL(/\/e\/[\w-]+/);
	return guest;
}

/** A free seat on another device: this browser opens no tab, so the page shows the link that is to be carried there. */
async function openElsewhere(desk: DeskPage, device: BrowserContext, { name }: Seat): Promise<GuestPage> {
	await desk.page.evaluate(() => void (window.open = () => null));
	await desk.button('links_free_open', { name }).click();
	await desk.page.getByText(words('links_free_blocked')).waitFor();
	const guest = await GuestPage.in(device, name);
	await guest.open(await desk.page.getByRole('group', { name }).getByRole('code').innerText());
	return guest;
}

/** By the rehearsal's own button to *Links*, and from there to the lobby. */
async function takeFreeSeats(desk: DeskPage, device: BrowserContext): Promise<[GuestPage, GuestPage]> {
	await desk.page.getByRole('link', { name: words('console_rehearsal_seats'), exact: true }).click();
	await desk.page.waitForURL(/\/links$/);
	const guests: [GuestPage, GuestPage] = [await openInTab(desk, AMINA), await openElsewhere(desk, device, YASMINA)];
	for (const guest of guests) {
		await guest.doSteps();
		await guest.takePart();
	}
	await desk.go('console');
	return guests;
}

/** Each at her own table, where the other does not read what she writes. */
async function writeApart(amina: GuestPage, yasmina: GuestPage): Promise<void> {
	await Promise.all([
		amina.atTable(AMINA.tables[0], 1, { rounds: 3 }),
		yasmina.atTable(YASMINA.tables[0], 1, { rounds: 3 })
	]);
	await Promise.all([amina.write(APART), yasmina.write('Bread for everybody who waits.')]);
	expect(await yasmina.idea(APART).count()).toBe(0);
}

/** The bell has brought them to one tablecloth: both write, both read. */
async function writeTogether(amina: GuestPage, yasmina: GuestPage): Promise<void> {
	await Promise.all([
		amina.atTable(AMINA.tables[1], 2, { rounds: 3 }),
		yasmina.atTable(YASMINA.tables[1], 2, { rounds: 3 })
	]);
	const [hers, theirs] = ['A bench at every bus stop.', 'A roof over every bench.'] as const;
	await Promise.all([amina.write(hers), yasmina.write(theirs)]);
	await Promise.all([yasmina.idea(hers).waitFor(), amina.idea(theirs).waitFor()]);
	expect(await yasmina.idea(APART).count()).toBe(0);
}

describe.skipIf(missingMedia)(`the example as a newcomer (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let app: App;
	let browsers: Browsers;

	beforeAll(async () => {
		app = await App.open();
		browsers = new Browsers();
	});
	afterAll(async () => {
		await browsers?.close();
		await app?.close();
	});

	test('from the instance link to the results page', { timeout: 400_000 }, async () => {
		const context = await browsers.device();
		const home = await context.newPage();
		await home.goto(app.instanceLink);
		await home.getByRole('button', { name: words('home_example'), exact: true }).click();
		await home.waitForURL(/\/e\/[\w-]+\/console$/, { timeout: 40_000 });
		const desk = await DeskPage.open(context, home.url());
		await home.close();
		const { page } = desk;
		await desk.heading('console_before').waitFor();
		expect(await markFast(page)).toBe(200);

		expect(await desk.button('console_rehearsal_stop').count()).toBe(0);
		await desk.button('console_rehearsal_start').click();
		await page.getByText(wordsLike('console_rehearsal_connected')).waitFor({ timeout: 60_000 });
		expect(await desk.button('console_rehearsal_start').count()).toBe(0);
		await desk.button('console_rehearsal_stop').waitFor();
		await expect.poll(() => committed(page), { timeout: 60_000 }).toBeGreaterThan(180);
		const [amina, yasmina] = await takeFreeSeats(desk, await browsers.device());
		await desk.plan();
		await desk.startFirstRound();
		await desk.extend(10);
		await writeApart(amina, yasmina);

		// The tables mark what is worth telling all, while they still talk.
		const board = await BoardPage.open(desk);
		const first = page
			.getByRole('region', { name: new RegExp(words('board_new')) })
			.getByRole('article')
			.first();
		await first.waitFor({ timeout: 80_000 });
		const insight = await first.locator('[lang]').first().innerText();
		await board.nameThemeOf(insight, THEME);

		await desk.go('console');
		for (const round of [1, 2, 3]) {
			await desk.heading('console_running', { round }).waitFor({ timeout: 60_000 });
			if (round === 2) {
				await desk.extend(5);
				await writeTogether(amina, yasmina);
			}
			await desk.ringBell();
			if (round < 3) await desk.startNextRound(round + 1);
		}
		await desk.heading('console_after').waitFor({ timeout: 60_000 });
		await desk.go('harvest');
		await board.publish();
		const results = await page.getByRole('link', { name: words('board_results_open') }).getAttribute('href');

		// Somebody who was never here, without a link.
		const reader = await (await browsers.device()).newPage();
		await reader.goto(app.origin + results!);
		await reader.getByText(THEME).first().waitFor();
		await findInsight(reader, insight);
		expect([desk, amina, yasmina].flatMap(({ faults }) => faults)).toEqual([]);
	});
});
