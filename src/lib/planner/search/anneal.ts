import { exchange, move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { exchangeDelta, moveDelta } from '../kernel/weigh.ts';
import type { Random } from '../random.ts';
import type { Arena } from './arena.ts';
import { canTrade, itineraryDelta, tradeItineraries } from './itineraries.ts';
import { REFUSED, tryParty } from './exchange-parties.ts';

/** How a run of annealing cools: by moves tried, never by the clock, so that it can be repeated. */
export interface Cooling {
	iterations: number;
	/** Temperatures in quarter points. */
	hot: number;
	cold: number;
	/** Share of moves that exchange whole itineraries, 0…1; these can never create a meeting. */
	itineraries: number;
	/** Share of moves that bring one person to another table, 0…1. */
	moves: number;
	/** Share of moves that bring a party to another table, 0…1. */
	parties: number;
	/** Whether parties may go there with nobody coming back, so that sizes change. */
	alone?: boolean;
}

/** A run under way: so many moves of its cooling are done, and the plan has become dearer by `cost`. */
export interface Run {
	done: number;
	cost: number;
	accepted: number;
	/** Moves done, and share of the cooling, when its length was last set: it cools evenly from there on. */
	from: number;
	cooled: number;
}

export const newRun = (): Run => ({ done: 0, cost: 0, accepted: 0, from: 0, cooled: 0 });

/** Share of the cooling that is done, 0…1. */
export const cooledBy = (run: Run, { iterations }: Cooling): number =>
	run.cooled + ((1 - run.cooled) * (run.done - run.from)) / Math.max(1, iterations - run.from);

const THRESHOLDS = 4096;
/** -ln((i + ½) / 4096): how many temperatures a move may cost, by a random index. */
const threshold = Float64Array.from({ length: THRESHOLDS }, (_, i) => -Math.log((i + 0.5) / THRESHOLDS));

/** As many numbers as {@link Random.bits} draws from: a share of them is the chance of a kind of move. */
const ALL_BITS = 2 ** 32;

/** Moves between two looks at the temperature. */
const STEP = 256;

/** Tries `count` more moves of a run. */
export function anneal(s: Seating, arena: Arena, random: Random, cooling: Cooling, run: Run, count: number): void {
	const end = Math.min(cooling.iterations, run.done + count);
	const byItinerary = cooling.itineraries * ALL_BITS;
	const byMove = byItinerary + cooling.moves * ALL_BITS;
	const byParty = byMove + cooling.parties * ALL_BITS;
	const ratio = Math.log(cooling.cold / cooling.hot);
	while (run.done < end) {
		const temperature = cooling.hot * Math.exp(ratio * cooledBy(run, cooling));
		for (let i = Math.min(STEP, end - run.done); i > 0; i--) {
			const limit = temperature * threshold[random.bits() & (THRESHOLDS - 1)]!;
			const kind = random.bits();
			const gain =
				kind < byItinerary
					? tryItineraries(s, arena, random, limit)
					: kind < byMove
						? tryMove(s, arena, random, limit)
						: kind < byParty
							? tryParty(s, random, limit, cooling.alone)
							: tryExchange(s, arena, random, limit);
			if (gain !== REFUSED) {
				run.cost += gain;
				run.accepted++;
			}
			run.done++;
		}
	}
}

function partner(arena: Arena, random: Random, i: number): number {
	const start = arena.start[i]!;
	return arena.people[start + random.below(arena.end[i]! - start)]!;
}

function tryExchange(s: Seating, arena: Arena, random: Random, limit: number): number {
	if (arena.people.length === 0) return REFUSED;
	const i = random.below(arena.people.length);
	const p = arena.people[i]!;
	const q = partner(arena, random, i);
	const r = random.below(s.R);
	const a = s.rows[p * s.stride + r]!;
	const b = s.rows[q * s.stride + r]!;
	if (a === b || a < 0 || b < 0 || s.held[p * s.R + r] === 1 || s.held[q * s.R + r] === 1) return REFUSED;
	const delta = exchangeDelta(s, p, q, r, limit);
	if (delta > limit) return REFUSED;
	exchange(s, p, q, r);
	return delta;
}

function tryMove(s: Seating, arena: Arena, random: Random, limit: number): number {
	const i = random.below(arena.people.length);
	const p = arena.people[i]!;
	const r = random.below(s.R);
	const b = s.rows[partner(arena, random, i) * s.stride + r]!;
	const a = s.rows[p * s.stride + r]!;
	if (a === b || a < 0 || b < 0 || s.held[p * s.R + r] === 1 || s.size[r * s.g + b]! >= s.cap - 1) return REFUSED;
	const delta = moveDelta(s, p, r, b, limit);
	if (delta > limit) return REFUSED;
	move(s, p, r, b);
	return delta;
}

function tryItineraries(s: Seating, arena: Arena, random: Random, limit: number): number {
	const i = random.below(arena.people.length);
	const p = arena.people[i]!;
	const q = partner(arena, random, i);
	if (p === q || !canTrade(s, p) || !canTrade(s, q)) return REFUSED;
	const delta = itineraryDelta(s, p, q, limit);
	if (delta > limit) return REFUSED;
	tradeItineraries(s, p, q);
	return delta;
}
