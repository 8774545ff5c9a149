import type { Rotation } from './rotation.ts';

/**
 * Travelling rules for ten tables, where no field helps: the seat of row i that starts at table j is at table
 * `j + row[i][k]` modulo ten in round k. Of any two rows the differences are all different, so that no two seats meet
 * twice; no row but the first has an entry twice, so that nobody returns to a table, and the first stays (hosts).
 * Such rows are a partial difference matrix; as rectangles they are orthogonal in the sense of Harvey and Winterer
 * ("Solving the MOLR and social golfer problems", 2005). Found row by row with backtracking, in milliseconds.
 */
const OVER_TEN: readonly (readonly string[])[] = [
	['00000', '01234', '02168', '04715', '05983', '06851', '07429', '08392', '09576'],
	['0000000', '0123456', '0215839', '0394281', '0641327', '0832974', '0968713']
];

/** The first rules that last long enough and have as many rows as asked for, or null. */
export function differences(tables: number, rounds: number, rows: number): Rotation | null {
	const known = tables === 10 ? OVER_TEN.find((rule) => rule.length >= rows && rule[0]!.length >= rounds) : undefined;
	if (!known) return null;
	const steps = known.map((row) => Array.from(row, Number));
	return {
		tables,
		slopes: steps.length,
		rounds,
		at: (slope, start, round) => (start + steps[slope]![round]!) % tables,
		again: (slope, other) => (slope === other ? (rounds * (rounds - 1)) / 2 : 0)
	};
}
