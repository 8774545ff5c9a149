import { describe, expect, test } from 'vitest';
import { parseInstance, plan } from '../index.ts';
import { evenSizes } from './sizes.ts';
import { spread, type Bin, type Crowd } from './spread.ts';

const bin = (tables: number, seats: number, least = 1, remoteSeats = seats): Bin => ({
	tables,
	seats,
	remoteSeats,
	least,
	load: 0,
	remote: 0
});
const crowd = (count: number, fits: number[], remote = false): Crowd => ({
	count,
	remote,
	fits: Uint8Array.from(fits)
});

describe('spreading people over groups of tables', () => {
	test('the choosy ones first, then evenly', () => {
		const bins = [bin(2, 10), bin(2, 10)];
		const result = spread(bins, [crowd(6, [1, 1]), crowd(6, [1, 0])]);
		expect(bins.map(({ load }) => load)).toEqual([6, 6]);
		expect(result.left).toEqual([0, 0]);
	});

	test('a person makes room for another along a chain of groups', () => {
		const bins = [bin(1, 2), bin(1, 2), bin(1, 2)];
		const result = spread(bins, [crowd(2, [1, 1, 0]), crowd(2, [0, 1, 1]), crowd(2, [1, 0, 0])]);
		expect(result.left).toEqual([0, 0, 0]);
		expect(bins.map(({ load }) => load)).toEqual([2, 2, 2]);
	});

	test('who has no seat is counted, with those who compete for the same seats', () => {
		const result = spread([bin(1, 3), bin(1, 9)], [crowd(4, [1, 0]), crowd(2, [0, 1])]);
		expect(result.left).toEqual([1, 0]);
		expect([...result.blocked]).toEqual([0]);
	});

	test('a cap on remote people holds, and a minimum pulls people in', () => {
		const bins = [bin(1, 6, 1, 2), bin(1, 6, 5)];
		const result = spread(bins, [crowd(3, [1, 1], true), crowd(5, [1, 1])]);
		expect(bins[0]!.remote).toBeLessThanOrEqual(2);
		expect(bins[1]!.load).toBeGreaterThanOrEqual(5);
		expect(result.missing).toEqual([0, 0]);
	});

	test('sizes are even unless seats or a minimum force more', () => {
		expect(evenSizes(13, [1, 1, 1], [6, 6, 6])).toEqual({ lo: [4, 4, 4], hi: [5, 5, 5] });
		expect(evenSizes(15, [1, 1, 1], [6, 6, 6])).toEqual({ lo: [5, 5, 5], hi: [5, 5, 5] });
		expect(evenSizes(12, [1, 1, 1], [2, 6, 6])).toEqual({ lo: [2, 5, 5], hi: [2, 5, 5] });
		expect(evenSizes(9, [5, 1, 1], [6, 6, 6])).toEqual({ lo: [5, 2, 2], hi: [5, 2, 2] });
	});
});

describe('optional tables', () => {
	test('stay empty, topic by topic, where the others would have fewer than three people', () => {
		const parsed = parseInstance({
			rounds: 2,
			iterations: 0,
			tables: Array.from({ length: 8 }, (_, t) => ({ id: `t${t}`, seats: 5, topic: `k${t % 2}`, optional: t > 0 })),
			people: Array.from({ length: 13 }, (_, p) => ({ id: `p${p}` }))
		});
		if (!parsed.ok) throw new Error('the instance is sound');
		const result = plan(parsed.value);
		if (!result.ok) throw new Error(result.error.because);
		for (const round of result.value.rounds) {
			const used = [...new Set(Object.values(round))].sort();
			expect(used).toEqual(['t0', 't1', 't2', 't3']);
		}
	});
});
