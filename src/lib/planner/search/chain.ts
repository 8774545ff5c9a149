import type { Arena } from './arena.ts';

/** A change that two people make with each other: their seats of one round, or all of their seats. */
export interface Exchange {
	isPossible(p: number, q: number): boolean;
	/** What it costs; above `limit` some number above it. */
	delta(p: number, q: number, limit: number): number;
	/** Makes it; once more takes it back. */
	make(p: number, q: number): void;
}

/** How many exchanges may still be weighed. */
export interface Budget {
	left: number;
}

/** How much a search for chains may cost: exchanges weighed, and whatever else ends it. */
export interface ChainLimits {
	weighs: number;
	stop: () => boolean;
}

/** First exchanges of a chain that are followed up, the cheapest ones. */
const WIDTH = 16;

/**
 * Makes a chain of two exchanges that begins with p and gains, if there is one: the first may cost up to `reach`, and
 * one of its two people goes on with the best second. A first one that gains by itself is a chain already.
 * @returns what it cost: 0 or negative
 */
export function takeChain(exchange: Exchange, arena: Arena, p: number, reach: number, budget: Budget): number {
	budget.left -= weighedFor(arena, p);
	const firsts = partnersOf(exchange, arena, p)
		.map((q) => ({ q, delta: exchange.delta(p, q, reach) }))
		.filter(({ delta }) => delta <= reach)
		.sort((one, other) => one.delta - other.delta || one.q - other.q);
	for (const { q, delta } of firsts.slice(0, WIDTH)) {
		exchange.make(p, q);
		if (delta < 0) return delta;
		for (const next of [q, p]) {
			budget.left -= weighedFor(arena, next);
			const second = takeBest(exchange, arena, next, -delta);
			if (second < -delta) return delta + second;
		}
		exchange.make(p, q);
	}
	return 0;
}

/** Makes p's best exchange if it costs less than `below`; returns what it cost, or `below`. */
function takeBest(exchange: Exchange, arena: Arena, p: number, below: number): number {
	let best = below;
	let partner = -1;
	for (const q of partnersOf(exchange, arena, p)) {
		const delta = exchange.delta(p, q, best - 1);
		if (delta < best) [best, partner] = [delta, q];
	}
	if (partner >= 0) exchange.make(p, partner);
	return best;
}

/** Everybody who can make the exchange with p. */
function partnersOf(exchange: Exchange, arena: Arena, p: number): number[] {
	const [from, to] = arena.rangeOf(p);
	const partners: number[] = [];
	for (let i = from; i < to; i++) {
		const q = arena.people[i]!;
		if (exchange.isPossible(p, q)) partners.push(q);
	}
	return partners;
}

/** Exchanges that count as weighed when p looks for a partner: those that turn out to be impossible as well. */
function weighedFor(arena: Arena, p: number): number {
	const [from, to] = arena.rangeOf(p);
	return to - from;
}
