import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounds, parseInstance, plan, type Instance } from './index.ts';
import { Random } from './random.ts';

const people = (n: number, hosts = 0): object[] =>
	Array.from({ length: n }, (_, i) => ({ id: `p${i + 1}`, ...(i < hosts ? { hosts: `t${i + 1}` } : {}) }));
const tables = (...seats: number[]): object[] => seats.map((each, t) => ({ id: `t${t + 1}`, seats: each }));

function instanceOf(draft: object): Instance {
	const parsed = parseInstance({ iterations: 300, rules: {}, ...draft });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

function reached(draft: object) {
	const result = plan(instanceOf(draft));
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	const { pairsMeetingAgain, pairsMeetingAgainBound, c2, c2Bound } = result.value.sheet;
	return { again: pairsMeetingAgain, bound: pairsMeetingAgainBound, c2, c2Bound };
}

describe('bounds count with the sizes that the tables have', () => {
	test('12 people at tables of 10 and 2: 72 pairs meet again, whatever the plan', () => {
		expect(reached({ rounds: 3, people: people(12), tables: tables(10, 2) })).toMatchObject({ again: 72, bound: 72 });
	});

	test('36 people at six tables: two pairs meet again in four rounds, which is reached; nobody need in three', () => {
		const six = { people: people(36), tables: tables(6, 6, 6, 6, 6, 6), rules: { tableTwice: 'off' } };
		expect(reached({ ...six, rounds: 4, iterations: 1_500_000 })).toEqual({ again: 2, bound: 2, c2: 2, c2Bound: 2 });
		expect(reached({ ...six, rounds: 3 })).toMatchObject({ again: 0, bound: 0 });
		expect(bounds(instanceOf({ ...six, rounds: 5 }))).toMatchObject({ pairsMeetingAgain: 2, c2: 4 });
	}, 30_000);

	test('sizes that minSeats forces', () => {
		const forced = [
			{ id: 't1', seats: 10, minSeats: 10 },
			{ id: 't2', seats: 10 }
		];
		expect(reached({ rounds: 3, people: people(12), tables: forced })).toMatchObject({ again: 72, bound: 72 });
	});

	test('free sizes are counted as even as they can be', () => {
		expect(bounds(instanceOf({ rounds: 3, people: people(8), tables: tables(8, 8) }))).toMatchObject({
			pairsMeetingAgain: 8
		});
	});

	test('an optional table may stay empty: it does not force a smaller one to fill', () => {
		const optional = [...tables(12), { id: 'o', seats: 12, minSeats: 6, optional: true }];
		const { pairsMeetingAgain } = bounds(instanceOf({ rounds: 2, people: people(12), tables: optional }));
		expect(pairsMeetingAgain).toBeLessThanOrEqual(30);
	});

	test('groups that move on together meet in every round: the bound is what is reached', () => {
		const group = { rounds: 3, people: people(24), tables: tables(6, 6, 6, 6), rules: { policy: 'group' } };
		expect(reached(group)).toEqual({ again: 120, bound: 120, c2: 180, c2Bound: 180 });
	});

	test('groups meet the hosts again when the tables run out, and at home', () => {
		const rules = { policy: 'group', tableTwice: 'avoid' };
		const group = { rounds: 5, people: people(16, 4), tables: tables(4, 4, 4, 4), rules };
		// 4 groups of 3: 12 pairs in 4 more rounds, and 12 travellers meet one of 4 hosts again.
		expect(reached(group)).toMatchObject({ again: 60, bound: 60 });
		const home = { ...group, rounds: 4, rules: { ...rules, lastRound: 'return_home' } };
		expect(reached(home)).toMatchObject({ again: 48, bound: 48 });
	});

	test('two hosts never meet: fewer pairs are left for others', () => {
		// 3 rounds of 3 tables of 3 are 27 meetings; of 36 pairs 3 are hosts.
		expect(bounds(instanceOf({ rounds: 4, people: people(9, 3), tables: tables(3, 3, 3) }))).toMatchObject({
			pairsMeetingAgain: 3
		});
	});
});

/** A small café with tables of different sizes, drawn from a seed. */
function draft(seed: number, rules: object): object {
	const random = new Random(seed);
	const g = 1 + random.below(5);
	const seats = Array.from({ length: g }, () => 3 + random.below(8));
	const room = seats.reduce((sum, each) => sum + each, 0);
	const n = Math.max(g, room - random.below(Math.ceil(room / 2)));
	const hosts = random.below(g + 1);
	const all = tables(...seats).map((table, t) => ({
		...table,
		topic: `k${t % 3}`,
		minSeats: random.below(3) === 0 ? 1 + random.below(seats[t]!) : null,
		optional: t >= hosts && random.below(5) === 0
	}));
	const crowd = people(n, hosts).map((person) => ({
		...person,
		country: ['DE', 'FR', 'ES'][random.below(3)],
		organisation: `o${random.below(4)}`
	}));
	const last = (k: number): string => `p${n - k}`;
	const together = n - hosts >= 5 ? [[last(0), last(1)], ...(hosts > 0 ? [['p1', last(2)]] : [])] : [];
	return { rounds: 1 + random.below(5), seed, people: crowd, tables: all, together, rules };
}

test('no plan of a random café is better than a bound', () => {
	let planned = 0;
	const rules = fc.constantFrom(
		{},
		{ lastRound: 'return_home' },
		{ policy: 'group' },
		{ policy: 'group', lastRound: 'return_home' },
		{ policy: 'fixed' },
		{ tableTwice: 'never' },
		{ topicTwice: 'never' }
	);
	fc.assert(
		fc.property(fc.nat(1_000_000), rules, (seed, own) => {
			const result = plan(instanceOf(draft(seed, own)));
			if (!result.ok) return;
			planned++;
			const { sheet } = result.value;
			expect(sheet.pairsMeetingAgain).toBeGreaterThanOrEqual(sheet.pairsMeetingAgainBound);
			expect(sheet.c2).toBeGreaterThanOrEqual(sheet.c2Bound);
			expect(sheet.sameCountryPairs).toBeGreaterThanOrEqual(sheet.sameCountryPairsBound);
			expect(sheet.sameOrganisationPairs).toBeGreaterThanOrEqual(sheet.sameOrganisationPairsBound);
		}),
		{ numRuns: 300 }
	);
	expect(planned).toBeGreaterThan(100);
}, 60_000);
