/** A newcomer with the instance link: the Leipzig example, its simulated people, three rounds, a published report. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App, missingBrowser } from './kit/app.ts';
import { BoardPage } from './kit/board-page.ts';
import { Browsers } from './kit/browsers.ts';
import { DeskPage } from './kit/desk-page.ts';
import { findInsight } from './kit/results-page.ts';
import { words, wordsLike } from './kit/words.ts';

/** Nobody takes part in a browser here, so it may run as fast as it can: a round of 20 minutes is one. */
const FAST = 20;
const THEME = 'What we heard';

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

describe.skipIf(missingBrowser)(`the example as a newcomer (${missingBrowser ?? 'Chromium'})`, () => {
	let app: App;
	let browsers: Browsers;

	beforeAll(async () => {
		app = await App.open({ media: 'off' });
		browsers = new Browsers();
	});
	afterAll(async () => {
		await browsers?.close();
		await app?.close();
	});

	test('from the instance link to the results page', { timeout: 180_000 }, async () => {
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
		await desk.plan();
		await desk.startFirstRound();

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
		expect(desk.faults).toEqual([]);
	});
});
