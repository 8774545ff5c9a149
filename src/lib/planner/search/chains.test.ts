import fc from 'fast-check';
import { expect, test } from 'vitest';
import { construct } from '../construct/construct.ts';
import { parseInstance } from '../index.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { tablesOf } from '../kernel/seating.ts';
import { totalOf } from '../kernel/total.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { population } from '../testing/populations.ts';
import { arenaOf } from './arena.ts';
import { settleByChains } from './chains.ts';
import { settle } from './settle.ts';
import { seatAll } from '../kernel/seat-all.ts';

const FOREVER = (): boolean => false;

function settled(seed: number, people: number, linked: boolean, locks: boolean) {
	const draft = population(seed, people, { linked, languages: true, groups: true, locks, spare: 0 });
	const parsed = parseInstance({ ...draft, rules: { language: 'avoid' } });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const { tables, placing } = openTables(parsed.value);
	const problem = compile(parsed.value, tables);
	const layout = layOut(problem, placing);
	const s = seatAll(problem, layout, construct(problem, layout));
	const arena = arenaOf(s, layout);
	// Until no exchange or move of anybody makes the plan better.
	settle(s, arena, { trouble: 1, passes: 50, from: 0, stop: FOREVER });
	return { s, arena, anew: () => totalOf(seatAll(problem, layout, tablesOf(s))) };
}

test('a chain gains what counting anew says, never loses, breaks no hard rule and moves no lock', () => {
	fc.assert(
		fc.property(
			fc.nat(10_000),
			fc.integer({ min: 6, max: 80 }),
			fc.boolean(),
			fc.boolean(),
			(seed, n, linked, locks) => {
				const { s, arena, anew } = settled(seed, n, linked, locks);
				const [before, breaches, seats] = [anew().cost, breachesOf(s), tablesOf(s)];
				const gain = settleByChains(s, arena, { weighs: 50_000, stop: FOREVER });
				expect(gain).toBeLessThanOrEqual(0);
				expect(anew().cost - before).toBe(gain);
				expect(totalOf(s)).toEqual(anew());
				expect(breachesOf(s)).toBeLessThanOrEqual(breaches);
				const after = tablesOf(s);
				after.forEach((t, i) => s.held[i] === 1 && expect(t).toBe(seats[i]));
			}
		),
		{ numRuns: 40 }
	);
}, 60_000);

test('chains find better plans where no single change does, the same ones every time', () => {
	const gains = [1, 2, 3, 4, 5, 6].map((seed) => {
		const [one, other] = [settled(seed, 120, true, false), settled(seed, 120, true, false)];
		const gain = settleByChains(one.s, one.arena, { weighs: 1_000_000, stop: FOREVER });
		settleByChains(other.s, other.arena, { weighs: 1_000_000, stop: FOREVER });
		expect(tablesOf(one.s)).toEqual(tablesOf(other.s));
		return gain;
	});
	expect(gains.filter((gain) => gain < 0).length).toBeGreaterThan(2);
});

test('nothing to weigh and no time: nothing changes', () => {
	const { s, arena } = settled(1, 120, true, false);
	const seats = tablesOf(s);
	expect(settleByChains(s, arena, { weighs: 0, stop: FOREVER })).toBe(0);
	expect(settleByChains(s, arena, { weighs: 1e6, stop: () => true })).toBe(0);
	expect(tablesOf(s)).toEqual(seats);
});
