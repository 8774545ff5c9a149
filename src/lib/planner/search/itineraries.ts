import { aloneAfter, outsideAfter } from '../kernel/company.ts';
import { likenessDelta, muteCost } from '../kernel/pairs.ts';
import { exchange } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { apartCost, tagDelta } from '../kernel/visits.ts';
import type { Arena } from './arena.ts';

/** Whether all seats of a person may change. */
export function canTrade(s: Seating, p: number): boolean {
	for (let r = 0; r < s.R; r++) if (s.held[p * s.R + r] === 1 || s.rows[p * s.stride + r]! < 0) return false;
	return true;
}

export function tradeItineraries(s: Seating, p: number, q: number): void {
	for (let r = 0; r < s.R; r++) {
		if (s.rows[p * s.stride + r] !== s.rows[q * s.stride + r]) exchange(s, p, q, r);
	}
}

/** People whose seats break hard rules trade their whole itinerary, which can create no meeting again. */
export function settleItineraries(s: Seating, arena: Arena, trouble: (p: number, r: number) => boolean): number {
	let trades = 0;
	for (const p of arena.people) {
		if (!canTrade(s, p)) continue;
		let troubled = false;
		for (let r = 0; r < s.R && !troubled; r++) troubled = trouble(p, r);
		if (!troubled) continue;
		let best = 0;
		let partner = -1;
		const [from, to] = arena.rangeOf(p);
		for (let i = from; i < to; i++) {
			const q = arena.people[i]!;
			if (q === p || !canTrade(s, q)) continue;
			const delta = itineraryDelta(s, p, q, best - 1);
			if (delta < best) [best, partner] = [delta, q];
		}
		if (partner < 0) continue;
		tradeItineraries(s, p, partner);
		trades++;
	}
	return trades;
}

/**
 * What it costs when two people exchange all their seats: who meets how often only changes names. Once it is sure to
 * exceed `limit`, some number above the limit is returned instead: counters tell most of the cost, and what is left,
 * new neighbours without a common language, can only add to it.
 */
export function itineraryDelta(s: Seating, p: number, q: number, limit: number): number {
	const { problem, rows, stride } = s;
	const { voice, weights } = problem;
	if (problem.anyRemoteCap && problem.remote[p] !== problem.remote[q]) return Number.POSITIVE_INFINITY;
	let delta = wishesOf(s, p, p) + wishesOf(s, q, q) - wishesOf(s, p, q) - wishesOf(s, q, p);
	for (let r = 0; r < s.R; r++) {
		const a = rows[p * stride + r]!;
		const b = rows[q * stride + r]!;
		if (a === b) continue;
		delta += fitDelta(s, p, a, b) + fitDelta(s, q, b, a);
		delta += traitsDelta(s, p, q, r * s.g + a) + traitsDelta(s, q, p, r * s.g + b);
		if (problem.apart[p]!.length > 0) delta += apartCost(s, p, r, b, q) - apartCost(s, p, r, a, -1);
		if (problem.apart[q]!.length > 0) delta += apartCost(s, q, r, a, p) - apartCost(s, q, r, b, -1);
	}
	if (voice[p] === voice[q]) return delta;
	for (let r = 0; r < s.R; r++) {
		const a = rows[p * stride + r]!;
		const b = rows[q * stride + r]!;
		if (a === b) continue;
		delta += languageGain(s, p, q, r * s.g + a) + languageGain(s, q, p, r * s.g + b);
		delta -= s.mutes[p * s.R + r]! + s.mutes[q * s.R + r]!;
	}
	for (let r = 0; r < s.R && delta <= limit; r++) {
		const a = rows[p * stride + r]!;
		const b = rows[q * stride + r]!;
		if (a === b) continue;
		delta += silence(s, p, q, r * s.g + a) + silence(s, q, p, r * s.g + b);
		if (weights.alone === 0 || delta > limit) continue;
		delta += weights.alone * (aloneAfter(s, r * s.g + a, p, q) + aloneAfter(s, r * s.g + b, q, p));
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

/** What q in p's place changes in a slot in tags, country, organisation and attendance. */
function traitsDelta(s: Seating, p: number, q: number, slot: number): number {
	return (s.problem.tags > 0 ? tagDelta(s, slot, p, q) : 0) + likenessDelta(s, p, q, slot);
}

/** What q in p's place changes in people outside the slot's language, if nobody were alone there afterwards. */
function languageGain(s: Seating, p: number, q: number, slot: number): number {
	const { weights } = s.problem;
	if (weights.outside === 0 && weights.alone === 0) return 0;
	return weights.outside * (outsideAfter(s, slot, p, q) - s.outside[slot]!) - weights.alone * s.alone[slot]!;
}

/** What it costs that q, in p's place, shares no language with people of the slot. */
function silence(s: Seating, p: number, q: number, slot: number): number {
	if (s.problem.weights.mute === 0) return 0;
	let cost = 0;
	for (let i = slot * s.cap, end = i + s.size[slot]!; i < end; i++) {
		const x = s.members[i]!;
		if (x !== p) cost += muteCost(s, q, x);
	}
	return cost;
}
