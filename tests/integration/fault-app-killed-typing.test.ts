/** FAULT-2: `kill -9` of the app while two hundred people type. */
import { describe, expect, test } from 'vitest';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { TYPING } from '../../tools/fleet/habits.ts';
import type { LivePage } from '../../tools/fleet/live-page.ts';
import { seedOf } from './app-process.ts';
import { everybodyBack, openCafe, STORES, type StoreKind } from './open-cafe.ts';

const TYPING_STORES: readonly StoreKind[] = STORES.map((kind) => (kind === 'redis_url' ? 'redis' : kind));

describe.concurrent('[FAULT-2] the app is killed while two hundred people type', () => {
	test.for(TYPING_STORES)(
		'on %s: no acknowledged idea lost, none twice',
		{ timeout: 180_000 },
		async (kind, { onTestFinished }) => {
			const seed = seedOf(`FAULT-2 on ${kind}`);
			const cafe = await openCafe(kind, { minutes: 60, rounds: 2, timeScale: 20 }, onTestFinished);
			const fleet = await cafe.fleet({ seed, habits: TYPING });
			await fleet.arrive();
			const facilitator = await fleet.facilitator();
			await facilitator.plan(seed);
			await fleet.desk.send({ type: 'start_round', round: 1 });
			for (let kill = 0; kill < 2; kill++) {
				const before = fleet.ledger.of('add_idea').length;
				await written(fleet, before + 400);
				await cafe.app.kill9();
				const flushed = fleet.people.map(({ page }) => flushMs(page));
				await cafe.app.start();
				const backMs = Math.round(await everybodyBack(fleet));
				const ms = (await Promise.all(flushed)).sort((a, b) => a - b);
				const [half, worst] = [ms[ms.length >> 1], ms.at(-1)];
				console.log(
					`FAULT-2 on ${kind}: all ${ms.length} back ${backMs} ms after the start; ` +
						`what each had waiting was saved ${half} ms (median), ${worst} ms (worst) after her own return`
				);
				await written(fleet, fleet.ledger.of('add_idea').length + 200);
			}
			await fleet.desk.send({ type: 'pause_round', round: 1 });
			expect(await fleet.check({ settleMs: 30_000 })).toEqual([]);
			expect(fleet.ledger.repeated).toBeGreaterThan(0);
		}
	);
});

/** From a page's return until nothing of it waits to be saved, in milliseconds. */
async function flushMs(page: LivePage): Promise<number> {
	await page.until('gone', ({ live }) => !live);
	await page.until('back', ({ live }) => live, 60_000);
	const from = performance.now();
	await page.until('nothing waits', ({ waiting }) => waiting === 0, 60_000);
	return Math.round(performance.now() - from);
}

/** Resolves when so many ideas were acknowledged. */
async function written(fleet: Fleet, count: number): Promise<void> {
	const deadline = performance.now() + 60_000;
	while (fleet.ledger.of('add_idea').length < count) {
		if (performance.now() > deadline)
			throw new Error(`${fleet.ledger.of('add_idea').length} of ${count} ideas in 60 s`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
