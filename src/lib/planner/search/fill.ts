import { move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { moveDelta } from '../kernel/weigh.ts';
import type { Arena } from './arena.ts';

/** Brings people to tables that are too small from tables that can spare somebody, the cheapest first. */
export function fillTables(s: Seating, arena: Arena, from: number): number {
	let moves = 0;
	// A table that lends somebody may fall short itself and is filled in the next pass.
	for (let pass = 0, before = -1; pass < 4 && moves > before; pass++) {
		before = moves;
		moves += fillOnce(s, arena, from);
	}
	return moves;
}

function fillOnce(s: Seating, arena: Arena, from: number): number {
	let moves = 0;
	for (let r = from; r < s.R; r++) {
		for (let t = 0; t < s.g; t++) {
			const slot = r * s.g + t;
			while (s.size[slot]! < s.lo[slot]! && (bringOne(s, arena, r, t) || bringTwo(s, arena, r, t))) moves++;
		}
	}
	return moves;
}

function bringOne(s: Seating, arena: Arena, r: number, t: number): boolean {
	let best = 0;
	let person = -1;
	for (const p of arena.people) {
		const a = s.rows[p * s.stride + r]!;
		if (a < 0 || a === t || s.held[p * s.R + r] === 1) continue;
		if (s.size[r * s.g + a]! <= s.size[r * s.g + t]! + 1 || !arena.shares(p, t)) continue;
		const delta = moveDelta(s, p, r, t, best - 1);
		if (delta < best) [best, person] = [delta, p];
	}
	if (person < 0) return false;
	move(s, person, r, t);
	return true;
}

/** Two who are company to each other come together where each alone would share a language with nobody. */
function bringTwo(s: Seating, arena: Arena, r: number, t: number): boolean {
	const slot = r * s.g + t;
	if (s.size[slot]! + 2 > s.most[t]!) return false;
	let best = 0;
	let pair: readonly [number, number] | null = null;
	for (const p of arena.people) {
		const a = s.rows[p * s.stride + r]!;
		if (a < 0 || a === t || s.held[p * s.R + r] === 1 || !arena.shares(p, t)) continue;
		if (s.size[r * s.g + a]! <= s.size[slot]! + 2) continue;
		const alone = moveDelta(s, p, r, t, Number.POSITIVE_INFINITY);
		move(s, p, r, t);
		const left = (r * s.g + a) * s.cap;
		for (const q of s.members.slice(left, left + s.size[r * s.g + a]!)) {
			if (q < p || s.held[q * s.R + r] === 1 || s.problem.party[q]! >= 0) continue;
			const delta = alone + moveDelta(s, q, r, t, best - 1 - alone);
			if (delta < best) [best, pair] = [delta, [p, q]];
		}
		move(s, p, r, a);
	}
	for (const p of pair ?? []) move(s, p, r, t);
	return pair !== null;
}
