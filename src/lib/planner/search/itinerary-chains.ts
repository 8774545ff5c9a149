import type { Seating } from '../kernel/seating.ts';
import type { Arena } from './arena.ts';
import type { ChainLimits } from './chains.ts';
import { canTrade, itineraryDelta, tradeItineraries } from './itineraries.ts';

/** What the first trade of a chain may cost: two and a half pairs of one country (16 in the usual order). */
const reachOf = ({ problem }: Seating): number => 2.5 * Math.max(16, problem.weights.country);
/** First trades that are followed up, the cheapest ones. */
const WIDTH = 16;
const PASSES = 20;

/**
 * Chains of two trades of whole itineraries, for schedules so rigid that hardly any single seat can be exchanged: two
 * people trade although the plan becomes dearer, and one of them trades on. 130 people at 13 tables, where no single
 * trade helps any more: some 40 points (two and a half pairs of a country) in 0.15 s.
 * @returns what the plan has become dearer by: 0 or negative
 */
export function settleByItineraryChains(s: Seating, arena: Arena, limits: ChainLimits): number {
	const traders = arena.people.filter((p) => canTrade(s, p));
	const budget = { left: limits.weighs };
	let gain = 0;
	for (let pass = 0, before = 1; pass < PASSES && gain < before; pass++) {
		before = gain;
		for (const p of traders) {
			if (budget.left <= 0 || limits.stop()) return gain;
			gain += tradeOn(s, arena, p, budget);
		}
	}
	return gain;
}

function tradeOn(s: Seating, arena: Arena, p: number, budget: { left: number }): number {
	const reach = reachOf(s);
	const firsts = partnersOf(s, arena, p, budget)
		.map((q) => ({ q, delta: itineraryDelta(s, p, q, reach) }))
		.filter(({ delta }) => delta <= reach)
		.sort((one, other) => one.delta - other.delta || one.q - other.q);
	for (const { q, delta } of firsts.slice(0, WIDTH)) {
		tradeItineraries(s, p, q);
		if (delta < 0) return delta;
		for (const next of [q, p]) {
			const second = takeBest(s, next, partnersOf(s, arena, next, budget), -delta);
			if (second < -delta) return delta + second;
		}
		tradeItineraries(s, p, q);
	}
	return 0;
}

/** Everybody who can trade with p. */
function partnersOf(s: Seating, arena: Arena, p: number, budget: { left: number }): number[] {
	const [from, to] = arena.rangeOf(p);
	budget.left -= to - from;
	const partners: number[] = [];
	for (let i = from; i < to; i++) {
		const q = arena.people[i]!;
		if (q !== p && canTrade(s, q)) partners.push(q);
	}
	return partners;
}

/** Makes p's best trade if it costs less than `below`; returns what it cost, or `below`. */
function takeBest(s: Seating, p: number, partners: readonly number[], below: number): number {
	let best = below;
	let partner = -1;
	for (const q of partners) {
		const delta = itineraryDelta(s, p, q, best - 1);
		if (delta < best) [best, partner] = [delta, q];
	}
	if (partner >= 0) tradeItineraries(s, p, partner);
	return best;
}
