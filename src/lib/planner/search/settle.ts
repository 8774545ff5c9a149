import { apartCost, visitDelta } from '../kernel/visits.ts';
import { exchange, move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { exchangeDelta, moveDelta } from '../kernel/weigh.ts';
import type { Arena } from './arena.ts';

/** Limits a pass of settling. */
export interface SettleLimits {
	/** Only trouble of at least this cost is looked at. */
	trouble: number;
	passes: number;
	/** First round that may change, from 0. */
	from: number;
	stop: () => boolean;
}

/**
 * Settles trouble seat by seat: whoever sits badly takes the best change of all (with everybody, to every table),
 * if that makes the plan better. Deterministic; ends when a pass changes nothing.
 * @returns the number of changes
 */
export function settle(s: Seating, arena: Arena, limits: SettleLimits): number {
	let changes = 0;
	for (let pass = 0; pass < limits.passes; pass++) {
		let changed = 0;
		for (let r = limits.from; r < s.R; r++) {
			for (const p of arena.people) {
				if (s.held[p * s.R + r] === 1 || s.rows[p * s.stride + r]! < 0) continue;
				if (troubleOf(s, p, r) < limits.trouble) continue;
				if (bestChange(s, arena, p, r)) changed++;
				if (limits.stop()) return changes + changed;
			}
		}
		changes += changed;
		if (changed === 0) break;
	}
	return changes;
}

/** What a person's seat in a round costs in all criteria that other people or other rounds could make better. */
export function troubleOf(s: Seating, p: number, r: number): number {
	const { weights } = s.problem;
	const t = s.rows[p * s.stride + r]!;
	const slot = r * s.g + t;
	const size = s.size[slot]!;
	let trouble = s.pairs[p * s.R + r]! + Math.max(0, visitDelta(s, p, r, -1, t));
	if (s.problem.apart[p]!.length > 0) trouble += apartCost(s, p, r, t, -1);
	trouble += weights.alone * s.alone[slot]! + weights.outside * s.outside[slot]!;
	trouble += s.sizeCost[slot * (s.cap + 1) + size]!;
	if (s.remotes[slot]! > s.problem.remoteCap[t]!) trouble += weights.hard;
	return trouble;
}

function bestChange(s: Seating, arena: Arena, p: number, r: number): boolean {
	const a = s.rows[p * s.stride + r]!;
	let best = 0;
	let partner = -1;
	let target = -1;
	const [from, to] = arena.rangeOf(p);
	for (let i = from; i < to; i++) {
		const q = arena.people[i]!;
		const b = s.rows[q * s.stride + r]!;
		if (b < 0 || b === a || s.held[q * s.R + r] === 1) continue;
		const delta = exchangeDelta(s, p, q, r, best - 1);
		if (delta < best) [best, partner] = [delta, q];
	}
	for (const b of arena.tablesOf(p)) {
		if (b === a || s.size[r * s.g + b]! >= s.cap - 1) continue;
		const delta = moveDelta(s, p, r, b, best - 1);
		if (delta < best) [best, partner, target] = [delta, -1, b];
	}
	if (target >= 0 && partner < 0) move(s, p, r, target);
	else if (partner >= 0) exchange(s, p, partner, r);
	return best < 0;
}
