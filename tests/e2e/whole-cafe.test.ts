/** Story A: a facilitator and four remote people at two tables, the rest simulated; heard by tone, on a real livekit-server. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingMedia } from './kit/app.ts';
import { BoardPage } from './kit/board-page.ts';
import { TONES, validity, type GuestPage } from './kit/guest-page.ts';
import { findInsight } from './kit/results-page.ts';
import { GUESTS, NUMBER_OF, SEATS, type Guest } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const IDEAS: Readonly<Record<Guest, string>> = {
	amina: 'Fill the can from the rain, not from the tap.',
	bruno: 'Show the price of a litre on every tap.',
	clara: 'Dim the lights after the last tram.',
	dario: 'Let libraries stay open until midnight.'
};

/** Who of the four sits with her in that round. */
const tablemates = (who: Guest, round: 1 | 2): Guest[] =>
	GUESTS.filter((other) => other !== who && SEATS[other][round - 1] === SEATS[who][round - 1]);

describe.skipIf(missingMedia)(`story A: a whole café (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	const guest = {} as Record<Guest, GuestPage>;
	const all = <T>(act: (who: Guest, page: GuestPage) => Promise<T>) =>
		Promise.all(GUESTS.map((who) => act(who, guest[who])));
	const hearEachOther = (round: 1 | 2) =>
		all(async (who, { ear }) => {
			const expected = tablemates(who, round).map((mate) => TONES[mate]!);
			await ear.forget();
			expect(await ear.voices(expected), `${who} in round ${round}`).toEqual(expected);
		});

	beforeAll(async () => {
		story = await Story.begin();
		await Promise.all([story.openDesk(), story.simulateTheOthers()]);
	});
	playChapters(() => story);

	test('by personal links through the steps and the device check to the gate', async () => {
		await Promise.all(
			GUESTS.map(async (who) => {
				guest[who] = await story.device(who, { speaks: true });
				await guest[who].open(story.app.link(who));
				await guest[who].doSteps(async (step) => {
					if (step === 'device') await guest[who].checkDevices();
				});
				await guest[who].takePart();
			})
		);
	});

	test('[REL-6] round 1: each hears exactly the tablemates, once they switch on', async () => {
		const { desk } = story;
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.pause(1);
		await all((who, page) => page.atTable(NUMBER_OF[SEATS[who][0]], 1));
		await all((_, page) => page.microphone(true));
		await hearEachOther(1);
	});

	test('ideas are seen by tablemates and by nobody else', async () => {
		await all((who, page) => page.write(IDEAS[who]));
		await all(async (who, page) => {
			for (const mate of tablemates(who, 1)) await page.idea(IDEAS[mate]).waitFor();
			for (const other of GUESTS.filter((one) => one !== who && !tablemates(who, 1).includes(one)))
				expect(await page.idea(IDEAS[other]).count()).toBe(0);
		});
		await all((who, page) => page.markKey(IDEAS[who]));
	});

	test('[REL-6] the bell: new tables, new voices, microphones as they were, and old tokens refused', async () => {
		const { desk } = story;
		const old = GUESTS.map((who) => guest[who].tableToken);
		expect(await Promise.all(old.map(validity))).toEqual([200, 200, 200, 200]);
		await desk.resume(1);
		await desk.ringBell();
		await all((who, page) => page.atTable(NUMBER_OF[SEATS[who][1]], 2));
		await desk.startNextRound(2);
		await desk.pause(2);
		await hearEachOther(2);
		await expect.poll(() => Promise.all(old.map(validity)), { timeout: 30_000 }).toEqual([404, 404, 404, 404]);
		expect(await Promise.all(GUESTS.map((who) => validity(guest[who].tableToken)))).toEqual([200, 200, 200, 200]);
	});

	test('harvest: themes, the vote of everybody, words, publication', async () => {
		const { desk } = story;
		await desk.resume(2);
		await desk.ringBell();
		await desk.heading('console_after').waitFor();
		await desk.moveOn('Harvest and vote');
		const board = await BoardPage.open(desk);
		await board.nameThemeOf(IDEAS.amina, 'Water that falls');
		await board.nameThemeOf(IDEAS.clara, 'Dark and quiet');
		await board.place(IDEAS.bruno, 'Water that falls');
		await board.place(IDEAS.dario, 'Dark and quiet');
		await board.openVote();
		await all(async (_, page) => {
			await page.heading('harvest_vote_title').waitFor();
			await page.giveDot('Water that falls');
		});
		await desk.page.getByText(words('board_ballots_of', { committed: 13 })).waitFor();
		await story.fleet.desk.until('every ballot but the one on paper', ({ tally }) => tally?.ballots === 12, 30_000);
		await board.closeVote();
		await guest.amina.heading('harvest_result_title').waitFor();
		await board.word('Water that falls', 'Rain is the tap of the city.');
		await board.publish();
	});

	test('the results hold every idea with its table, for everybody', async () => {
		await guest.amina.page.getByRole('link', { name: words('results_see') }).click();
		await guest.amina.page.waitForURL(/\/results\//);
		for (const idea of Object.values(IDEAS)) await findInsight(guest.amina.page, idea);
		await guest.amina.page.getByText('Rain is the tap of the city.').first().waitFor();
		const report = await fetch(`${story.app.origin}/results/${story.app.cafe.event}/report.json`);
		const { insights } = (await report.json()) as { insights: { text: string }[] };
		expect(insights.map(({ text }) => text).sort()).toEqual(Object.values(IDEAS).sort());
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
