import { exchange } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { exchangeDelta } from '../kernel/weigh.ts';
import type { Arena } from './arena.ts';

/**
 * What the first exchange of a chain may cost: half more than a pair of one country (16 in the usual order), so that
 * the second can repair what the first spoils. Annealing that has cooled down no longer takes such a step.
 */
const reachOf = ({ problem }: Seating): number => 1.5 * Math.max(16, problem.weights.country);
/** First exchanges that are followed up, the cheapest ones. */
const WIDTH = 16;
const PASSES = 8;

/** How much a search for chains may cost: exchanges weighed, and whatever else ends it. */
export interface ChainLimits {
	weighs: number;
	stop: () => boolean;
}

/**
 * Chains of two exchanges in one round: whoever sits badly takes a place that makes the plan dearer for the moment,
 * and then one of the two finds a better one. 1,000 people, where no single exchange helps any more: 44 to 76 points
 * (three or four pairs of a country) in 0.4 s, as much as 3 s of further annealing.
 * @returns what the plan has become dearer by: 0 or negative
 */
export function settleByChains(s: Seating, arena: Arena, limits: ChainLimits): number {
	let weighed = 0;
	let gain = 0;
	for (let pass = 0, before = 1; pass < PASSES && gain < before; pass++) {
		before = gain;
		for (let r = 0; r < s.R; r++) {
			for (const p of arena.people) {
				if (!sitsBadly(s, p, r)) continue;
				if (weighed >= limits.weighs || limits.stop()) return gain;
				const chain = startChain(s, arena, p, r);
				weighed += chain.weighed;
				gain += chain.delta;
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

interface Chain {
	delta: number;
	weighed: number;
}

function startChain(s: Seating, arena: Arena, p: number, r: number): Chain {
	const reach = reachOf(s);
	const firsts = partnersOf(s, arena, p, r)
		.map((q) => ({ q, delta: exchangeDelta(s, p, q, r, reach) }))
		.filter(({ delta }) => delta <= reach)
		.sort((one, other) => one.delta - other.delta || one.q - other.q);
	const [from, to] = arena.rangeOf(p);
	let weighed = to - from;
	for (const { q, delta } of firsts.slice(0, WIDTH)) {
		exchange(s, p, q, r);
		if (delta < 0) return { delta, weighed };
		for (const next of [q, p]) {
			weighed += to - from;
			const second = takeBest(s, arena, next, r, -delta);
			if (second < -delta) return { delta: delta + second, weighed };
		}
		exchange(s, p, q, r);
	}
	return { delta: 0, weighed };
}

/** Everybody who can change places with p in round r. */
function partnersOf(s: Seating, arena: Arena, p: number, r: number): number[] {
	const own = s.rows[p * s.stride + r]!;
	const [from, to] = arena.rangeOf(p);
	const partners: number[] = [];
	for (let i = from; i < to; i++) {
		const q = arena.people[i]!;
		const t = s.rows[q * s.stride + r]!;
		if (t >= 0 && t !== own && s.held[q * s.R + r] === 0) partners.push(q);
	}
	return partners;
}

/** Makes p's best exchange in round r if it costs less than `below`; returns what it cost, or `below`. */
function takeBest(s: Seating, arena: Arena, p: number, r: number, below: number): number {
	let best = below;
	let partner = -1;
	for (const q of partnersOf(s, arena, p, r)) {
		const delta = exchangeDelta(s, p, q, r, best - 1);
		if (delta < best) [best, partner] = [delta, q];
	}
	if (partner >= 0) exchange(s, p, partner, r);
	return best;
}
