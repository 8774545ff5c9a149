import { move, seat, unseat } from './seat.ts';
import type { Seating } from './seating.ts';
import { moveDelta } from './weigh.ts';

/** Brings people to table b in round r, from their tables or from nowhere; returns what that costs. */
export function bring(s: Seating, people: Iterable<number>, r: number, b: number): number {
	let cost = 0;
	for (const p of people) {
		cost += moveDelta(s, p, r, b, Number.POSITIVE_INFINITY);
		if (s.rows[p * s.stride + r]! < 0) seat(s, p, r, b);
		else move(s, p, r, b);
	}
	return cost;
}

/** What it would cost to bring people who have no seat in round r to table b; infinite where they are too many. */
export function costOfSeating(s: Seating, people: readonly number[], r: number, b: number): number {
	if (s.size[r * s.g + b]! + people.length > s.cap - 1) return Number.POSITIVE_INFINITY;
	const cost = bring(s, people, r, b);
	for (const p of people) unseat(s, p, r);
	return cost;
}
