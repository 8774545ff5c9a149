import type { Seating } from './seating.ts';

/** What one more meeting of p and x costs: meetings so far, and what they have in common. */
export function pairCost(s: Seating, p: number, x: number): number {
	const { rows, R, stride } = s;
	const { personTwice, country, organisation } = s.problem.weights;
	const a = p * stride;
	const b = x * stride;
	let cost = 0;
	if (rows[a + R + 2] !== rows[b + R + 2]) {
		for (let r = 0; r < R; r++) if (rows[a + r] === rows[b + r] && rows[a + r]! >= 0) cost += personTwice;
	}
	if (rows[a + R] === rows[b + R]) cost += country;
	if (rows[a + R + 1] === rows[b + R + 1]) cost += organisation;
	return cost;
}

/** What p and x have in common, without their meetings. */
export function likeness(s: Seating, p: number, x: number): number {
	const { rows, R, stride } = s;
	const { country, organisation } = s.problem.weights;
	const a = p * stride;
	const b = x * stride;
	return (rows[a + R] === rows[b + R] ? country : 0) + (rows[a + R + 1] === rows[b + R + 1] ? organisation : 0);
}

/** What it costs that p and x are of the same attendance at table t: only linked tables can mix it. */
export function modeCost(s: Seating, p: number, x: number, t: number): number {
	const { linked, remote, weights } = s.problem;
	return linked[t] === 1 && remote[p] === remote[x] ? weights.mode : 0;
}
