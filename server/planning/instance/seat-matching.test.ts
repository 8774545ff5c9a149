import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { howManySit, unfilled, type Bench, type Sitter } from './seat-matching.ts';

/** Every way to seat everybody, one by one. */
function byTrying(people: readonly Sitter[], benches: readonly Bench[], from = 0): number {
	const who = people[from];
	if (!who) return 0;
	const ways = who.fits.map((t) => {
		const { seats, remoteSeats } = benches[t]!;
		if (seats === 0 || (who.remote && remoteSeats === 0)) return 0;
		const fewer = benches.map((bench, at) =>
			at === t ? { seats: seats - 1, remoteSeats: remoteSeats - (who.remote ? 1 : 0) } : bench
		);
		return 1 + byTrying(people, fewer, from + 1);
	});
	return Math.max(byTrying(people, benches, from + 1), ...ways);
}

const bench = fc.record({ seats: fc.nat(3), remoteSeats: fc.nat(3) });
const sitter = fc.record({ remote: fc.boolean(), fits: fc.uniqueArray(fc.nat(2), { maxLength: 3 }) });

test('as many sit as trying every way finds, with the limits of remote people', () => {
	fc.assert(
		fc.property(
			fc.array(sitter, { maxLength: 7 }),
			fc.array(bench, { minLength: 3, maxLength: 3 }),
			(people, benches) => {
				expect(howManySit(people, benches)).toBe(byTrying(people, benches));
			}
		),
		{ numRuns: 1_000, seed: 1 }
	);
});

test('who makes room for another one is not counted twice at one table', () => {
	const at = (remote: boolean, ...fits: number[]): Sitter => ({ remote, fits });
	const people = [at(true, 0), at(true, 0, 2), at(false, 0), at(false, 0)];
	const benches = [2, 0, 1].map((seats) => ({ seats, remoteSeats: seats }));
	expect(howManySit(people, benches)).toBe(3);
});

test('tables that come first get company first, if it can be had for them together', () => {
	const at = (...fits: number[]): Sitter => ({ remote: false, fits });
	expect(unfilled([at(0, 1), at(0), at(0), at(1), at(1), at(0)], [0, 1], 3)).toEqual([]);
	expect(unfilled([at(0, 1), at(0), at(0), at(1), at(1)], [0, 1], 3)).toEqual([1]);
	expect(unfilled([at(1), at(1), at(1, 2), at(2), at(2)], [0, 1, 2], 3)).toEqual([0, 2]);
	expect(unfilled([], [0], 3)).toEqual([0]);
	// The order is the one that is given, and tables that are not in it get nobody.
	expect(unfilled([at(0, 1), at(0, 1), at(0, 1), at(2)], [1, 0], 3)).toEqual([0]);
});
