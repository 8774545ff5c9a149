import { companyAfter } from '../kernel/company.ts';
import { likeness, modeCost } from '../kernel/pairs.ts';
import { exchange, move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { apartCost, tagDelta } from '../kernel/visits.ts';
import { exchangeDelta, moveDelta } from '../kernel/weigh.ts';
import type { Random } from '../random.ts';
import type { Arena } from './arena.ts';
import { tryParty } from './parties.ts';

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
}

/** A run under way: so many moves of its cooling are done, and the plan has become dearer by `cost`. */
export interface Run {
	done: number;
	cost: number;
	accepted: number;
}

const THRESHOLDS = 4096;
/** -ln((i + ½) / 4096): how many temperatures a move may cost, by a random index. */
const threshold = Float64Array.from({ length: THRESHOLDS }, (_, i) => -Math.log((i + 0.5) / THRESHOLDS));

/** Moves between two looks at the temperature. */
const STEP = 256;

/** Tries `count` more moves of a run. */
export function anneal(s: Seating, arena: Arena, random: Random, cooling: Cooling, run: Run, count: number): void {
	const end = Math.min(cooling.iterations, run.done + count);
	const byItinerary = cooling.itineraries * 4294967296;
	const byMove = byItinerary + cooling.moves * 4294967296;
	const byParty = byMove + cooling.parties * 4294967296;
	const ratio = Math.log(cooling.cold / cooling.hot);
	while (run.done < end) {
		const temperature = cooling.hot * Math.exp((ratio * run.done) / cooling.iterations);
		for (let i = Math.min(STEP, end - run.done); i > 0; i--) {
			const limit = temperature * threshold[random.bits() & (THRESHOLDS - 1)]!;
			const kind = random.bits();
			const gain =
				kind < byItinerary
					? tryItineraries(s, arena, random, limit)
					: kind < byMove
						? tryMove(s, arena, random, limit)
						: kind < byParty
							? tryParty(s, random, limit)
							: tryExchange(s, arena, random, limit);
			if (gain !== REFUSED) {
				run.cost += gain;
				run.accepted++;
			}
			run.done++;
		}
	}
}

const REFUSED = Number.POSITIVE_INFINITY;

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
	if (p === q) return REFUSED;
	for (let r = 0; r < s.R; r++) {
		if (s.held[p * s.R + r] === 1 || s.held[q * s.R + r] === 1) return REFUSED;
		if (s.rows[p * s.stride + r]! < 0 || s.rows[q * s.stride + r]! < 0) return REFUSED;
	}
	const delta = itineraryDelta(s, p, q, limit);
	if (delta > limit) return REFUSED;
	for (let r = 0; r < s.R; r++) {
		if (s.rows[p * s.stride + r] !== s.rows[q * s.stride + r]) exchange(s, p, q, r);
	}
	return delta;
}

/** What it costs when two people exchange all their seats: who meets how often only changes names. */
function itineraryDelta(s: Seating, p: number, q: number, limit: number): number {
	const { problem, rows, stride } = s;
	let delta = wishesOf(s, p, p) + wishesOf(s, q, q) - wishesOf(s, p, q) - wishesOf(s, q, p);
	for (let r = 0; r < s.R; r++) {
		const a = rows[p * stride + r]!;
		const b = rows[q * stride + r]!;
		if (a === b) continue;
		delta += fitDelta(s, p, a, b) + fitDelta(s, q, b, a);
		delta += changeOfFaces(s, p, q, r, a) + changeOfFaces(s, q, p, r, b);
		if (problem.apart[p]!.length > 0) delta += apartCost(s, p, r, b, q) - apartCost(s, p, r, a, -1);
		if (problem.apart[q]!.length > 0) delta += apartCost(s, q, r, a, p) - apartCost(s, q, r, b, -1);
		if (problem.anyRemoteCap && problem.remote[p] !== problem.remote[q]) return REFUSED;
		if (delta > limit + problem.weights.hard) return delta;
	}
	return delta;
}

/** Worth of the topics on q's itinerary to p. */
function wishesOf(s: Seating, p: number, q: number): number {
	const { anyWish, wish, topics, topicOf } = s.problem;
	if (!anyWish) return 0;
	let worth = 0;
	for (let r = 0; r < s.R; r++) {
		const topic = topicOf[s.rows[q * s.stride + r]!]!;
		if (topic < 0) continue;
		let seen = false;
		for (let i = 0; i < r && !seen; i++) seen = topicOf[s.rows[q * s.stride + i]!] === topic;
		if (!seen) worth += wish[p * topics + topic]!;
	}
	return worth;
}

function fitDelta(s: Seating, p: number, from: number, to: number): number {
	const { seatCost, classOf, kinds, kindOf } = s.problem;
	return seatCost[classOf[p]! * kinds + kindOf[to]!]! - seatCost[classOf[p]! * kinds + kindOf[from]!]!;
}

/** What changes at table t in round r when q sits in p's place, meetings apart. */
function changeOfFaces(s: Seating, p: number, q: number, r: number, t: number): number {
	const { weights, tags } = s.problem;
	const slot = r * s.g + t;
	const company = companyAfter(s, slot, p, q);
	let delta = weights.alone * (company.alone - s.alone[slot]!) + weights.outside * (company.outside - s.outside[slot]!);
	if (tags > 0) delta += tagDelta(s, slot, p, q);
	for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
		const x = s.members[i]!;
		if (x === p) continue;
		delta += likeness(s, q, x) - likeness(s, p, x) + modeCost(s, q, x, t) - modeCost(s, p, x, t);
	}
	return delta;
}
