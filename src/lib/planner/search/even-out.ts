import { breachesOf } from '../kernel/breaches.ts';
import { seatAll } from '../kernel/seat-all.ts';
import { tablesOf, type Seating } from '../kernel/seating.ts';
import type { Layout } from '../pools/layout.ts';
import { Random } from '../random.ts';
import { anneal, newRun, type Cooling } from './anneal.ts';
import type { Arena } from './arena.ts';
import { settleSizes } from './sizes.ts';
import { evenOutByParties } from './trade-parties.ts';

/**
 * By how many people tables miss the sizes that they should have in round r, where sizes within a pool differ by
 * more than one.
 */
function unevenIn(s: Seating, { poolOfTable }: Layout, r: number): number {
	const pools = Map.groupBy(Array.from(poolOfTable.keys()), (t) => poolOfTable[t]!);
	let sum = 0;
	for (const tables of pools.values()) {
		const sizes = tables.map((t) => s.size[r * s.g + t]!);
		if (Math.max(...sizes) - Math.min(...sizes) < 2) continue;
		for (const t of tables) {
			const slot = r * s.g + t;
			sum += Math.max(0, s.lo[slot]! - s.size[slot]!, s.size[slot]! - s.hi[slot]!);
		}
	}
	return sum;
}

/** The same over all rounds; where groups move on as they are, nobody asks for even sizes. */
export function unevenness(s: Seating, layout: Layout): number {
	if (s.problem.instance.rules.policy === 'group') return 0;
	return Array.from({ length: s.R }, (_, r) => unevenIn(s, layout, r)).reduce((sum, round) => sum + round, 0);
}

/** Whether sizes within a pool could be more even if nothing but locks and seats counted. */
export const isUneven = (s: Seating, layout: Layout): boolean => unevenness(s, layout) > 0;

/** Evens out what single people can, then whole parties where these cannot. */
export function evenOut(s: Seating, layout: Layout, arena: Arena): void {
	for (let pass = 0; pass < 4 && isUneven(s, layout); pass++) {
		settleSizes(s, arena, () => false);
		if (evenOutByParties(s) === 0) return;
	}
}

/** Moves of the attempts to even out what takes several changes at once; none is longer than the search was. */
const ATTEMPTS = [30_000, 30_000, 120_000];

interface EvenLimits {
	/** Moves that the search has tried before. */
	moves: number;
	stop: () => boolean;
}

/**
 * The seating with tables as even as can be found: first change by change, then by annealing from so hot that sizes
 * and hard rules can be broken on the way. Groups and rules can leave no other way than uneven tables.
 */
export function evened(s: Seating, layout: Layout, arena: Arena, { moves, stop }: EvenLimits): Seating {
	evenOut(s, layout, arena);
	let best = s;
	for (const [attempt, iterations] of ATTEMPTS.entries()) {
		if (iterations > moves || !isUneven(best, layout) || stop()) break;
		const tried = seatAll(s.problem, layout, tablesOf(best));
		if (!hasNever(s)) holdEvenRounds(tried, layout);
		weighSizes(tried);
		const random = new Random(s.problem.instance.seed + 300 + attempt);
		anneal(tried, arena, random, coolingTo(tried, arena, iterations), newRun(), iterations);
		evenOut(tried, layout, arena);
		if (breachesOf(tried) === 0 && unevenness(tried, layout) < unevenness(best, layout)) {
			best = seatAll(s.problem, layout, tablesOf(tried));
		}
	}
	return best;
}

function coolingTo({ problem }: Seating, arena: Arena, iterations: number): Cooling {
	const onlyParties = arena.people.length === 0;
	const [moves, parties] = onlyParties ? [0, 1] : problem.parties.length > 0 ? [0.2, 0.5] : [0.3, 0];
	return { iterations, hot: problem.weights.hard / 2, cold: 1, itineraries: 0, moves, parties, alone: true };
}

/** Without rules about other rounds each round is even or not for itself. */
function holdEvenRounds(s: Seating, layout: Layout): void {
	for (let r = 0; r < s.R; r++) {
		if (unevenIn(s, layout, r) > 0) continue;
		for (let p = 0; p < s.n; p++) s.held[p * s.R + r] = 1;
	}
}

/** Who sits together for long can meet again so often that it outweighs a size: here it does not. */
function weighSizes({ sizeCost }: Seating): void {
	for (let i = 0; i < sizeCost.length; i++) sizeCost[i] = Math.min(1e9, 8 * sizeCost[i]!);
}

function hasNever({ problem }: Seating): boolean {
	const { hard, personTwice, tableTwice, topicTwice } = problem.weights;
	return Math.max(personTwice, tableTwice, topicTwice) >= hard;
}
