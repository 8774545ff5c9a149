/** FAULT-1: `kill -9` of the app around a rotation. */
import { describe, expect, test } from 'vitest';
import { Chance } from '../../tools/fleet/chance.ts';
import type { Fleet } from '../../tools/fleet/fleet.ts';
import { SILENT, type Habits } from '../../tools/fleet/habits.ts';
import { seedOf } from './app-process.ts';
import { everybodyBack, openCafe, STORES, type OpenCafe } from './open-cafe.ts';

const NIGHTLY = process.env.RONDO_TEST_NIGHTLY === '1';
/** Kills in one café; an event has fifty rounds at most. */
const KILLS = NIGHTLY ? 140 : 20;
/** A thousand in the night, over both stores. */
const CAFES = NIGHTLY ? [1, 2, 3, 4] : [1];
const ROUNDS = Math.ceil(KILLS / 3) + 2;
/** A round has to outlast its kills; the bell is rung by hand. */
const LONG = { minutes: 60, rounds: ROUNDS, moveMinutes: 1, timeScale: 20 };
const WRITING: Habits = { ...SILENT, ideasPerRound: [1_000, 1_000], pauseMs: 2_500 };

describe.for(CAFES)('[FAULT-1] the app is killed around a rotation (café %i)', { concurrent: true }, () => {
	test.for(STORES)(
		`${KILLS} times on %s: before or after, nobody lost, one effect of one press`,
		{ timeout: 120_000 + KILLS * 15_000 },
		async (kind, { onTestFinished }) => {
			const seed = seedOf(`FAULT-1 on ${kind}`);
			const cafe = await openCafe(kind, { hall: 6, online: 2, ...LONG }, onTestFinished);
			const fleet = await cafe.fleet({ seed, habits: WRITING });
			await fleet.arrive();
			const facilitator = await fleet.facilitator();
			await facilitator.moveTo('cafe');
			await facilitator.plan(seed);
			expect(await fleet.desk.send({ type: 'start_round', round: 1 })).toMatchObject({ ok: true });
			const killer = new Killer(cafe, fleet, new Chance(seed));
			for (let round = 1; killer.kills < KILLS && round < ROUNDS; round++) await rotation(killer, round);
			expect(await fleet.check()).toEqual([]);
			expect(killer.kills).toBe(KILLS);
			console.log(`FAULT-1 on ${kind}: back after ${killer.summary()}`);
			expect(fleet.ledger.repeated).toBeGreaterThan(0);
		}
	);
});

/** Kills at the press of the bell, in the grace, at the switch and at the start of the next round. */
async function rotation(killer: Killer, round: number): Promise<void> {
	const { fleet, chance } = killer;
	const { desk } = fleet;
	const before = desk.everyone.versionsUsed;
	const rung = desk.send({ type: 'ring_bell', round });
	await killer.killAfter(chance.between(0, 40));
	expect(await rung, 'the retry of the bell').toMatchObject({ ok: true });
	expect(desk.everyone.versionsUsed).toBe(before + 1);
	await killer.killAfter(chance.between(0, 1_500));
	const { clock } = desk.everyone;
	if (clock.phase === 'ending') await killer.killAfter(clock.switchAt - desk.clock.now() + chance.between(-40, 80));
	await desk.until('moving', ({ everyone }) => everyone.clock.phase !== 'ending', 60_000);
	const started = desk.send({ type: 'start_next_round', round: round + 1 });
	await killer.killAfter(chance.between(0, 40));
	// The program may have started it by itself when everybody was there.
	const answer = await started;
	if (!answer.ok) expect(answer.code).toBe('already_done');
	await desk.until(
		'the next round',
		({ everyone: now }) => now.clock.phase === 'running' && now.clock.round === round + 1
	);
	expect(desk.everyone.versionsUsed, 'one press, one seating').toBe(before + 1);
}

class Killer {
	readonly fleet: Fleet;
	readonly chance: Chance;
	kills = 0;
	readonly #cafe: OpenCafe;
	readonly #backMs: number[] = [];

	constructor(cafe: OpenCafe, fleet: Fleet, chance: Chance) {
		this.#cafe = cafe;
		this.fleet = fleet;
		this.chance = chance;
	}

	/** Kills, starts again at once, waits until everybody is back, and compares. */
	async killAfter(ms: number): Promise<void> {
		if (this.kills >= KILLS) return;
		this.kills++;
		await new Promise((resolve) => setTimeout(resolve, ms));
		const { fleet } = this;
		const { seating } = fleet.desk.desk;
		await this.#cafe.app.kill9();
		await this.#cafe.app.start();
		this.#backMs.push(await everybodyBack(fleet));
		const now = fleet.desk.desk.seating;
		// Presence is empty after a start: nobody is freed, merged or moved for that.
		if (now && now.version === seating?.version) expect(now.seats).toEqual(seating.seats);
		expect(Object.keys(now?.seats ?? {}).length).toBe(Object.keys(seating?.seats ?? {}).length);
		expect(fleet.ledger.breaches).toEqual([]);
	}

	/** How long everybody took to be back after the start, at that share of the kills. */
	#backAfter(share: number): number {
		const sorted = this.#backMs.toSorted((a, b) => a - b);
		return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
	}

	summary(): string {
		return `${this.#backAfter(0.5)} ms (median), ${this.#backAfter(1)} ms (worst) from the start on`;
	}
}
