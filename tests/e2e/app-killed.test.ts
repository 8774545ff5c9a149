/** Story B: the app and its livekit-server are killed in round 2 and started again on the same data, on both stores. */
import { describe, expect, test } from 'vitest';
import { redisIsHere } from '../contract/redis-server.ts';
import { missingMedia } from './kit/app.ts';
import { TONES } from './kit/guest-page.ts';
import { NUMBER_OF } from './kit/small-cafe.ts';
import { Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const STORES = missingMedia || !redisIsHere() ? (['sqlite'] as const) : (['sqlite', 'redis'] as const);
const BEFORE = 'Said in round 2, before everything went dark.';
const MEANWHILE = 'Written while there was no server at all.';

describe.skipIf(missingMedia)(`story B: kill -9 in round 2 (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	test.for(STORES)('everybody is back where they were, and nothing is lost, on %s', async (store, context) => {
		const story = await Story.begin({ store, cafe: { guests: ['amina', 'dario'] } });
		context.onTestFinished(async () => {
			if (context.task.result?.state === 'fail') await story.photograph(context.task.name);
			await story.end();
		});
		const desk = await story.openDesk();
		const amina = await story.arrive('amina', { speaks: true });
		const dario = await story.arrive('dario', { speaks: true });
		const fleet = await story.simulateTheOthers();
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await Promise.all([amina.atTable(NUMBER_OF.N1, 1), dario.atTable(NUMBER_OF.N2, 1)]);
		await Promise.all([amina.microphone(true), dario.microphone(true)]);
		await desk.ringBell();
		await Promise.all([amina.atTable(NUMBER_OF.N2, 2), dario.atTable(NUMBER_OF.N2, 2)]);
		await desk.startNextRound(2);
		await desk.extend(10);
		await amina.write(BEFORE);
		await dario.idea(BEFORE).waitFor();
		await dario.ear.voices([TONES['amina']!]);
		const { clock } = fleet.desk.everyone;
		const { seating } = fleet.desk.desk;

		await story.app.kill9();
		story.app.killLiveKit();
		await amina.page.getByText(words('ui_coming_back'), { exact: true }).waitFor();
		await amina.write(MEANWHILE);
		await amina.idea(MEANWHILE).getByText(words('idea_not_sent')).waitFor();
		await story.app.start();

		await dario.idea(MEANWHILE).waitFor();
		await amina.idea(MEANWHILE).getByText(words('idea_not_sent')).waitFor({ state: 'detached' });
		for (const page of [amina, dario]) {
			await page.atTable(NUMBER_OF.N2, 2);
			for (const idea of [BEFORE, MEANWHILE]) expect(await page.idea(idea).count()).toBe(1);
		}
		await Promise.all([amina, dario].map(({ ear }) => ear.forget()));
		expect(await amina.ear.voices([TONES['dario']!])).toEqual([TONES['dario']]);
		expect(await dario.ear.voices([TONES['amina']!])).toEqual([TONES['amina']]);

		await desk.heading('console_running', { round: 2 }).waitFor();
		await fleet.desk.until('the desk is back', ({ live }) => live, 30_000);
		expect(fleet.desk.everyone.clock).toEqual(clock);
		expect(fleet.desk.desk.seating).toEqual(seating);
		await desk.pause(2);
		expect(await fleet.check()).toEqual([]);
		expect(story.faults).toEqual([]);
	});
});
