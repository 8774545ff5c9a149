import { describe, expect, test } from 'vitest';
import { parseInstance, plan, verify } from '../index.ts';
import { field, primePower } from './field.ts';
import { chooseSlopes, cyclic, lines } from './rotation.ts';
import { tracksOf } from './tracks.ts';

/** Most rounds without a repeat that are known, g tables (rows, from 2) by s seats (columns, from 2). */
const MOST_ROUNDS: Record<number, number[]> = {
	2: [3],
	3: [5, 4],
	4: [7, 4, 5],
	5: [9, 7, 5, 6],
	6: [11, 8, 7, 6, 3],
	7: [13, 10, 9, 7, 7, 8],
	8: [15, 11, 10, 8, 8, 8, 9],
	9: [17, 13, 11, 9, 9, 9, 9, 10],
	10: [19, 14, 13, 9, 7, 7, 5, 5, 4]
};
const cases = Object.entries(MOST_ROUNDS).flatMap(([g, row]) =>
	row.map((most, i): [number, number, number] => [Number(g), i + 2, most])
);

describe('constructions', () => {
	test.each(cases)(
		'[PLAN-R1] [PLAN-R2] %i tables of %i: %i rounds without a repeat, without annealing',
		(g, s, rounds) => {
			const parsed = parseInstance({
				rounds,
				iterations: 0,
				tables: Array.from({ length: g }, (_, t) => ({ id: `t${t}`, seats: s })),
				people: Array.from({ length: g * s }, (_, p) => ({ id: `p${p}` })),
				rules: { tableTwice: 'off' }
			});
			if (!parsed.ok) throw new Error('the instance is sound');
			const result = plan(parsed.value);
			expect(result.ok && result.value.sheet.pairsMeetingAgain).toBe(0);
		}
	);

	test('[PLAN-R2] ten tables of nine or seven work with hosts, and nobody returns to a table', () => {
		for (const [rounds, columns] of [
			[5, 8],
			[7, 6]
		] as const) {
			const circle = {
				topics: Array<number>(10).fill(-1),
				rounds,
				hosted: true,
				columns,
				people: 10 * columns,
				locked: []
			};
			const { exact, seats } = tracksOf(circle);
			expect(exact).toBe(true);
			const hosts = Array.from({ length: 10 }, (_, t) => Array<number>(rounds).fill(t));
			const all = [...seats.map((seat) => [...seat]), ...hosts];
			for (const [i, one] of all.entries()) {
				if (i < seats.length) expect(new Set(one).size).toBe(rounds);
				for (const other of all.slice(0, i)) expect(one.filter((t, r) => t === other[r]).length).toBeLessThan(2);
			}
		}
	});

	test.each([
		[27, 6, 5],
		[29, 6, 5],
		[31, 6, 5],
		[31, 6, 4]
	])('[PLAN-R6] one too many, or some too few: %i people at %i tables, %i rounds', (people, tables, rounds) => {
		const parsed = parseInstance({
			rounds,
			iterations: 0,
			tables: Array.from({ length: tables }, (_, t) => ({ id: `t${t}`, seats: Math.ceil(people / tables) })),
			people: Array.from({ length: people }, (_, p) => ({ id: `p${p}` })),
			rules: { tableTwice: 'off' }
		});
		if (!parsed.ok) throw new Error('the instance is sound');
		const result = plan(parsed.value);
		expect(result.ok && result.value.sheet.pairsMeetingAgain).toBe(0);
		expect(result.ok && verify(parsed.value, result.value).breaches).toEqual([]);
	});

	test.each([2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 32])('the field of %i elements is a field', (q) => {
		const { plus, times } = field(q)!;
		for (let x = 0; x < q; x++) {
			expect(plus[x * q]).toBe(x);
			expect(times[x * q + 1]).toBe(x);
			const sums = new Set(Array.from({ length: q }, (_, y) => plus[x * q + y]));
			expect(sums.size).toBe(q);
			if (x > 0) expect(new Set(Array.from({ length: q }, (_, y) => times[x * q + y])).size).toBe(q);
			for (let y = 0; y < q; y++) {
				const z = (x * 3 + y * 5) % q;
				expect(times[x * q + plus[y * q + z]!]).toBe(plus[times[x * q + y]! * q + times[x * q + z]!]);
			}
		}
	});

	test('there is a field for prime powers only', () => {
		expect([6, 10, 12, 15, 40, 1].map((q) => field(q))).toEqual([null, null, null, null, null, null]);
		expect(primePower(64)).toEqual({ prime: 2, exponent: 6 });
	});

	test('no five multipliers avoid a clash at eight tables over three rounds; the field of eight has them', () => {
		expect(chooseSlopes(cyclic(8, 3), 4, [0], () => 0)).toBeNull();
		expect(chooseSlopes(lines(8, 3)!, 4, [0], () => 0)).toHaveLength(4);
	});
});
