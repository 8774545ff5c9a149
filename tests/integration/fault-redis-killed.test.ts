/** FAULT-3: `kill -9` of Redis while people type and as the bell is rung. */
import { expect, test } from 'vitest';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import { TYPING } from '../../tools/fleet/habits.ts';
import { redisIsHere } from '../contract/redis-server.ts';
import { seedOf } from './app-process.ts';
import { everybodyBack, openCafe } from './open-cafe.ts';

/** How long Redis stays away. */
const AWAY_MS = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.skipIf(!redisIsHere())(
	'[FAULT-3] Redis is killed: nobody is told "saved", everybody is told "paused"; nothing is lost, nothing twice',
	{ timeout: 150_000 },
	async ({ onTestFinished }) => {
		const seed = seedOf('FAULT-3');
		const shape = { hall: 12, online: 3, minutes: 60, rounds: 2, timeScale: 20, moveMinutes: 1 };
		const cafe = await openCafe('redis_url', shape, onTestFinished);
		const fleet = await cafe.fleet({ seed, habits: TYPING });
		await fleet.arrive();
		const facilitator = await fleet.facilitator();
		await facilitator.moveTo('cafe');
		await facilitator.plan(seed);
		await fleet.desk.send({ type: 'start_round', round: 1 });
		await until(() => fleet.ledger.of('add_idea').length > 150);

		const { versionsUsed } = fleet.desk.everyone;
		const rung = fleet.desk.send({ type: 'ring_bell', round: 1 });
		await cafe.redis!.kill9();
		await everybody(fleet, 'paused');
		await until(() => fleet.progress().waiting > 20);
		const promised = fleet.ledger.acknowledged.length;
		await pause(AWAY_MS);
		expect(fleet.ledger.acknowledged.length, 'no false promise').toBe(promised);
		expect(fleet.people.filter(({ page }) => page.saving !== 'paused')).toEqual([]);
		expect(fleet.progress().connected, 'the pages stay').toBe(fleet.people.length);
		// Whoever comes now is not let in, and is let in later.
		const { page: hers } = fleet.people[0]!;
		hers.drop();
		hers.connect();
		const link = await fetch(cafe.link('facilitator2'), { redirect: 'manual', headers: { accept: 'text/html' } });
		expect([link.status, link.headers.get('retry-after')]).toEqual([503, '2']);
		expect(await link.text()).toMatch(/lang="en"[\s\S]*We cannot read what is saved right now/);
		const french = { accept: 'text/html', 'accept-language': 'fr' };
		const page = await fetch(`${cafe.app.origin}/e/${hers.session.entry}`, {
			headers: { ...french, cookie: `${SESSION_COOKIE}=${hers.session.cookie}` }
		});
		expect([page.status, page.headers.get('refresh')]).toEqual([503, '5']);
		expect(await page.text()).toMatch(/lang="fr"[\s\S]*ne pouvons pas lire/);

		await cafe.redis!.restart();
		await everybody(fleet, 'saved');
		expect(await rung, 'the bell, pressed as Redis died').toMatchObject({ ok: true });
		await everybodyBack(fleet);
		await until(() => fleet.ledger.acknowledged.length > promised + 50);
		await fleet.desk.until(
			'round 2',
			({ everyone: { clock } }) => clock.phase === 'running' && clock.round === 2,
			60_000
		);
		expect(fleet.desk.everyone.versionsUsed, 'one press, one seating').toBe(versionsUsed + 1);
		await fleet.desk.send({ type: 'pause_round', round: 2 });
		expect(await fleet.check({ settleMs: 30_000 })).toEqual([]);
		expect(fleet.ledger.repeated).toBeGreaterThan(0);
	}
);

async function everybody(fleet: Fleet, saving: 'saved' | 'paused'): Promise<void> {
	const pages = [fleet.desk, ...fleet.people.map(({ page }) => page)];
	await Promise.all(pages.map((page) => page.until(saving, (one) => one.saving === saving, 30_000)));
}

async function until(is: () => boolean): Promise<void> {
	const deadline = performance.now() + 60_000;
	while (!is()) {
		if (performance.now() > deadline) throw new Error('not within a minute');
		await pause(20);
	}
}
