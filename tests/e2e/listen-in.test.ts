/** The facilitator listens at a table: heard by tone on a real livekit-server, seen by everybody who sits there. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingMedia } from './kit/app.ts';
import { Ear } from './kit/ear.ts';
import { TONES, type GuestPage } from './kit/guest-page.ts';
import { NUMBER_OF } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const SHOWN = words('table_listeners', { names: 'Petra Feldhaus' });

describe.skipIf(missingMedia)(`[I16] listening in (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	let ear: Ear;
	let amina: GuestPage, bruno: GuestPage;
	const choose = (number: number) =>
		story.desk.page.getByRole('button', { name: new RegExp(`^Table ${number},`) }).click();
	const listens = (guest: GuestPage) => guest.page.getByText(SHOWN, { exact: true });

	beforeAll(async () => {
		story = await Story.begin({ cafe: { guests: ['amina', 'bruno'] } });
		const { page } = await story.openDesk({ viewport: { width: 1440, height: 900 } });
		ear = await Ear.on(page, Object.values(TONES));
		await page.reload();
		[amina, bruno] = await Promise.all([story.arrive('amina', { speaks: true }), story.arrive('bruno')]);
		await story.simulateTheOthers();
		await story.desk.moveOn('Arriving', 'World Café');
		await story.desk.plan();
		await story.desk.startFirstRound();
		await story.desk.pause(1);
		for (const guest of [amina, bruno]) await guest.atTable(NUMBER_OF.N1, 1);
		await amina.microphone(true);
	});
	playChapters(() => story);

	test('at a table in the hall there is nothing to listen to', async () => {
		await choose(NUMBER_OF.H1);
		await story.desk.heading('console_paused', { round: 1 }).waitFor();
		expect(await story.desk.button('listen_begin').count()).toBe(0);
	});

	test('she hears the table, and everybody there reads who listens', async () => {
		expect([...(await ear.blocks())]).toEqual([]);
		await choose(NUMBER_OF.N1);
		await story.desk.button('listen_begin').click();
		for (const guest of [amina, bruno]) await listens(guest).waitFor();
		expect(await ear.voices([TONES['amina']!])).toEqual([TONES['amina']]);
		await story.desk.page.getByText(words('listen_hears'), { exact: true }).waitFor();
	});

	test('looking at another table ends it: for her ears, and on every page', async () => {
		await choose(NUMBER_OF.N2);
		for (const guest of [amina, bruno]) await listens(guest).waitFor({ state: 'detached' });
		await expect
			.poll(
				async () => {
					await ear.forget();
					await story.desk.page.waitForTimeout(1_000);
					return (await ear.blocks()).size;
				},
				{ timeout: 30_000 }
			)
			.toBe(0);
	});

	test('a page that is loaded anew shows where she listens; the bell takes nobody along', async () => {
		const { desk } = story;
		await choose(NUMBER_OF.N1);
		await desk.button('listen_begin').click();
		await listens(amina).waitFor();
		await desk.page.reload();
		await desk.button('listen_end').waitFor();
		await desk.resume(1);
		await desk.ringBell();
		await amina.atTable(NUMBER_OF.N2, 2);
		await bruno.atTable(NUMBER_OF.N1, 2);
		for (const guest of [amina, bruno]) await listens(guest).waitFor({ state: 'detached' });
		await desk.button('listen_begin').waitFor();
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
