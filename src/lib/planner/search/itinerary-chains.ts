import type { Seating } from '../kernel/seating.ts';
import type { Arena } from './arena.ts';
import { takeChain, type ChainLimits, type Exchange } from './chain.ts';
import { canTrade, itineraryDelta, tradeItineraries } from './itineraries.ts';

/** What the first trade of a chain may cost: two and a half pairs of one country (16 in the usual order). */
const reachOf = ({ problem }: Seating): number => 2.5 * Math.max(16, problem.weights.country);
const PASSES = 20;

/**
 * Chains of two trades of whole itineraries, for schedules so rigid that hardly any single seat can be exchanged: two
 * people trade although the plan becomes dearer, and one of them trades on. 130 people at 13 tables, where no single
 * trade helps any more: some 40 points (two and a half pairs of a country) in 0.15 s.
 * @returns what the plan has become dearer by: 0 or negative
 */
export function settleByItineraryChains(s: Seating, arena: Arena, limits: ChainLimits): number {
	const traders = arena.people.filter((p) => canTrade(s, p));
	const exchange = trades(s);
	const reach = reachOf(s);
	const budget = { left: limits.weighs };
	let gain = 0;
	for (let pass = 0, before = 1; pass < PASSES && gain < before; pass++) {
		before = gain;
		for (const p of traders) {
			if (budget.left <= 0 || limits.stop()) return gain;
			gain += takeChain(exchange, arena, p, reach, budget);
		}
	}
	return gain;
}

const trades = (s: Seating): Exchange => ({
	isPossible: (p, q) => q !== p && canTrade(s, q),
	delta: (p, q, limit) => itineraryDelta(s, p, q, limit),
	make: (p, q) => tradeItineraries(s, p, q)
});
