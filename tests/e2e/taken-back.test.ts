/** What was opened too early is taken back: a vote, the results; and who has not said yes finds the way to the vote. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingBrowser } from './kit/app.ts';
import { BoardPage } from './kit/board-page.ts';
import type { GuestPage } from './kit/guest-page.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const THEMES = ['Rivers', 'Nights'];

describe.skipIf(missingBrowser)(`taken back at the harvest (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let board: BoardPage;
	let amina: GuestPage, bruno: GuestPage;

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: ['amina', 'bruno'] } });
		await story.openDesk({ viewport: { width: 1440, height: 900 } });
		amina = await story.arrive('amina');
		bruno = await story.device('bruno', { viewport: { width: 390, height: 844 } });
		await bruno.open(story.app.link('bruno'));
		await bruno.doSteps();
		await story.desk.moveOn('Arriving', 'World Café', 'Harvest and vote');
		board = await BoardPage.open(story.desk);
		for (const name of THEMES) await board.makeTheme(name);
	});
	playChapters(() => story);

	test('somebody who has not said that she takes part does so where the vote is, and votes', async () => {
		await board.openVote();
		await amina.giveDot('Rivers');
		await bruno.heading('harvest_vote_title').waitFor();
		await bruno.page.getByText(words('vote_gate_title'), { exact: true }).waitFor();
		expect(await bruno.button('vote_give', { title: 'Rivers' }).count()).toBe(0);
		await bruno.button('lobby_take_part').click();
		await bruno.giveDot('Nights');
	});

	test('[I13] the desk withdraws the vote: pages say so, dots are gone, and no result is told', async () => {
		await board.withdrawVote();
		for (const guest of [amina, bruno]) {
			await guest.page.getByText(words('vote_withdrawn_title'), { exact: true }).waitFor();
			expect(await guest.button('vote_give', { title: 'Rivers' }).count()).toBe(0);
		}
	});

	test('opened again nobody has given a dot yet; what is given now counts', async () => {
		await board.openVote();
		await amina.button('vote_give', { title: 'Rivers' }).waitFor();
		expect(await amina.page.getByText(words('vote_dots', { count: 1 }), { exact: true }).count()).toBe(0);
		expect(await amina.page.getByText(words('vote_withdrawn_title'), { exact: true }).count()).toBe(0);
		await amina.giveDot('Nights');
		await board.closeVote();
		await bruno.page.getByRole('heading', { level: 1, name: words('harvest_result_title', { count: 1 }) }).waitFor();
	});

	test('[I18] results are published, taken off the page with their files, and published again as a new version', async () => {
		const page = `${story.app.origin}/results/${story.app.cafe.event}`;
		const read = async (path = '') => (await fetch(`${page}${path}`)).text();
		await board.publish();
		await amina.page.getByRole('link', { name: words('results_see') }).waitFor();
		const first = await (await fetch(`${page}/report.json`)).json();
		expect(first).toMatchObject({ version: 1, participation: { ballots: 1 } });

		await board.unpublish(1);
		await amina.page.getByText(words('results_off'), { exact: true }).waitFor();
		expect(await read()).toContain(words('results_withdrawn'));
		for (const format of ['json', 'md', 'csv', 'html', 'zip'])
			expect((await fetch(`${page}/report.${format}`)).status).toBe(404);

		await board.publish(2);
		const second = (await (await fetch(`${page}/report.json`)).json()) as { publishedAt: number };
		expect(second).toEqual({ ...(first as object), version: 2, publishedAt: second.publishedAt });
		expect(await read()).not.toContain(words('results_withdrawn'));
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
