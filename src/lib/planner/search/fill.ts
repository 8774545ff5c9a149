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
			while (s.size[slot]! < s.lo[slot]! && bringOne(s, arena, r, t)) moves++;
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
