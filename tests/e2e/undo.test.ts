/** Story I: the bell rang too early. The facilitator takes the move back, and nothing is lost. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingBrowser } from './kit/app.ts';
import type { GuestPage } from './kit/guest-page.ts';
import { NUMBER_OF, QUESTIONS } from './kit/small-cafe.ts';
import { playChapters, QUIET, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const RIVER = 'Wash the bus with rain.';
const MEANWHILE = 'Street lamps that ask first.';
const HALF = 'A thought that was cut off by the';
/** The move lasts until somebody presses: no clock hurries this story. */
const MOVE_MINUTES = 40;

describe.skipIf(missingBrowser)(`story I: the move is taken back (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let amina: GuestPage, bruno: GuestPage;

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: ['amina', 'bruno'], moveMinutes: MOVE_MINUTES } });
		await story.openDesk();
		[amina, bruno] = await Promise.all([story.arrive('amina'), story.arrive('bruno')]);
		await story.simulateTheOthers(QUIET);
	});
	playChapters(() => story);

	test('round 1: they write at their table, one thought is not finished when the bell rings', async () => {
		const { desk } = story;
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.extend(10);
		await Promise.all([amina.atTable(NUMBER_OF.N1, 1), bruno.atTable(NUMBER_OF.N1, 1)]);
		await amina.write(RIVER);
		await bruno.idea(RIVER).waitFor();
		await bruno.markKey(RIVER);
		await amina.box.fill(HALF);
		await desk.ringBell();
		await amina.page.getByRole('heading', { level: 1, name: QUESTIONS.night }).waitFor({ timeout: 60_000 });
		await amina.idea(RIVER).waitFor({ state: 'detached' });
		await amina.box.fill(MEANWHILE);
		await amina.button('add_idea_button').click();
		await amina.idea(MEANWHILE).waitFor();
		await amina.box.fill(HALF);
	});

	test('taken back: both are at their table again, with its ideas, its key insight and the unfinished words', async () => {
		const { desk } = story;
		await desk.button('console_undo').click();
		await desk.answer('console_undo_yes').click();
		// The hall has to walk back; the desk does not wait for it here.
		await desk.startNextRound(1);
		await desk.extend(10);
		await Promise.all([amina.atTable(NUMBER_OF.N1, 1), bruno.atTable(NUMBER_OF.N1, 1)]);
		await amina.page.getByRole('heading', { level: 1, name: QUESTIONS.water }).waitFor();
		for (const guest of [amina, bruno])
			await guest.idea(RIVER).getByText(guest.say('idea_key')).waitFor({ state: 'attached' });
		await expect.poll(() => amina.box.inputValue()).toBe(HALF);
		// The round goes on for both, with the same time.
		const minutes = (guest: GuestPage) => guest.page.getByRole('timer').innerText();
		await expect.poll(() => minutes(amina)).toMatch(/[1-9]/);
		await expect.poll(async () => (await minutes(amina)) === (await minutes(bruno))).toBe(true);
		// What was written at the other table meanwhile stays there, and stays hers.
		expect(await amina.idea(MEANWHILE).count()).toBe(0);
		await amina.write(`${HALF} bell.`);
		await bruno.idea(`${HALF} bell.`).waitFor();
	});

	test('it can be taken back once; the next bell moves them as before, and the table kept what was said', async () => {
		const { desk } = story;
		const undo = desk.page.getByRole('button', { name: words('console_undo'), exact: true });
		await expect.poll(() => undo.getAttribute('aria-disabled')).toBe('true');
		await desk.ringBell();
		await amina.page.getByRole('heading', { level: 1, name: QUESTIONS.night }).waitFor({ timeout: 60_000 });
		await amina.atTable(NUMBER_OF.N2, 2);
		await amina.idea(MEANWHILE).waitFor();
		await desk.startNextRound(2);
		await amina.page.reload();
		await amina.atTable(NUMBER_OF.N2, 2);
		await bruno.atTable(NUMBER_OF.N1, 2);
		await bruno.idea(RIVER).waitFor();
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
