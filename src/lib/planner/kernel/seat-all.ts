import type { Problem } from '../problem.ts';
import { seat } from './seat.ts';
import { emptySeating, type Seating, type SizeLimits } from './seating.ts';

/** A seating with everybody at the tables of `tables` (n*R, person by person, -1 for no seat). */
export function seatAll(problem: Problem, limits: SizeLimits, tables: Int32Array): Seating {
	const s = emptySeating(problem, limits, largestTable(problem, tables));
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) {
			const t = tables[p * s.R + r]!;
			if (t >= 0) seat(s, p, r, t);
		}
	}
	return s;
}

/** The most people at one table: locks and parties can make it too large at first. */
export function largestTable({ n, g, R }: Problem, tables: Int32Array): number {
	const sizes = new Int32Array(g * R);
	let largest = 0;
	for (let i = 0; i < n * R; i++) {
		if (tables[i]! >= 0) largest = Math.max(largest, ++sizes[(i % R) * g + tables[i]!]!);
	}
	return largest;
}
