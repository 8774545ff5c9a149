import { exchange } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { exchangeDelta } from '../kernel/weigh.ts';
import type { Arena } from './arena.ts';
import { takeChain, type ChainLimits, type Exchange } from './chain.ts';

/**
 * What the first exchange of a chain may cost: half more than a pair of one country (16 in the usual order), so that
 * the second can repair what the first spoils. Annealing that has cooled down no longer takes such a step.
 */
const reachOf = ({ problem }: Seating): number => 1.5 * Math.max(16, problem.weights.country);
const PASSES = 8;

/**
 * Chains of two exchanges in one round: whoever sits badly takes a place that makes the plan dearer for the moment,
 * and then one of the two finds a better one. 1,000 people, where no single exchange helps any more: 44 to 76 points
 * (three or four pairs of a country) in 0.4 s, as much as 3 s of further annealing.
 * @returns what the plan has become dearer by: 0 or negative
 */
export function settleByChains(s: Seating, arena: Arena, limits: ChainLimits): number {
	const reach = reachOf(s);
	const budget = { left: limits.weighs };
	let gain = 0;
	for (let pass = 0, before = 1; pass < PASSES && gain < before; pass++) {
		before = gain;
		for (let r = 0; r < s.R; r++) {
			const exchanges = exchangesIn(s, r);
			for (const p of arena.people) {
				if (!sitsBadly(s, p, r)) continue;
				if (budget.left <= 0 || limits.stop()) return gain;
				gain += takeChain(exchanges, arena, p, reach, budget);
			}
		}
	}
	return gain;
}

/** Whether the table's language leaves somebody out, or p sits with somebody of the own country or organisation. */
function sitsBadly(s: Seating, p: number, r: number): boolean {
	const { country, organisation, mode, personTwice } = s.problem.weights;
	const t = s.rows[p * s.stride + r]!;
	if (t < 0 || s.held[p * s.R + r] === 1) return false;
	const slot = r * s.g + t;
	if (s.outside[slot]! > 0) return true;
	const least = Math.min(...[country, organisation, personTwice].filter((weight) => weight > 0));
	const remotes = s.remotes[slot]!;
	const alike = (s.problem.remote[p] === 1 ? remotes : s.size[slot]! - remotes) - 1;
	return s.pairs[p * s.R + r]! - (s.problem.linked[t] === 1 ? mode * alike : 0) >= least;
}

/** Exchanges of seats in round r. */
const exchangesIn = (s: Seating, r: number): Exchange => ({
	isPossible(p, q) {
		const t = s.rows[q * s.stride + r]!;
		return t >= 0 && t !== s.rows[p * s.stride + r] && s.held[q * s.R + r] === 0;
	},
	delta: (p, q, limit) => exchangeDelta(s, p, q, r, limit),
	make: (p, q) => exchange(s, p, q, r)
});
