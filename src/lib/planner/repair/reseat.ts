import { move, seat } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { moveDelta } from '../kernel/weigh.ts';
import { Random } from '../random.ts';
import { anneal, newRun } from '../search/anneal.ts';
import { fillTables } from '../search/fill.ts';
import { settle } from '../search/settle.ts';
import { arenaOfPeople, type Resident } from './resident.ts';

/**
 * Gives everybody without a seat the cheapest one, then mends what the changes broke with as few moves as it can.
 * @param isHopeless asked before the long search for seats that keep the hard rules
 */
export function reseat(resident: Resident, isHopeless: () => boolean): void {
	seatNewcomers(resident);
	const { s, from, told, problem } = resident;
	const { weights } = problem;
	const fresh = resident.unseated.filter((p) => problem.party[p]! < 0);
	const newcomers = arenaOfPeople(resident, fresh);
	const everybody = arenaOfPeople(resident, movable(resident));
	const free = problem.instance.rules.policy === 'mixed';
	if (free) {
		fillTables(s, newcomers, from);
		fillTables(s, everybody, from);
		// Only seats that nobody has been told yet are improved; told ones change for hard rules alone.
		const unheld = holdTold(s, told);
		settle(s, newcomers, { trouble: weights.personTwice || 1, passes: 4, from, stop: () => false });
		unheld();
	}
	if (breachesOf(s, from) === 0) return;
	settle(s, everybody, { trouble: weights.hard, passes: 20, from, stop: () => false });
	if (breachesOf(s, from) > 0 && !isHopeless()) rescue(resident);
}

function movable({ s, from, problem }: Resident): number[] {
	return [...Array(s.n).keys()].filter((p) => {
		if (problem.party[p]! >= 0) return false;
		for (let r = from; r < s.R; r++) if (s.rows[p * s.stride + r]! >= 0 && s.held[p * s.R + r] === 0) return true;
		return false;
	});
}

function holdTold(s: Seating, told: Uint8Array): () => void {
	const kept: number[] = [];
	told.forEach((is, i) => {
		if (is === 0 || s.held[i] === 1) return;
		s.held[i] = 1;
		kept.push(i);
	});
	return () => kept.forEach((i) => (s.held[i] = 0));
}

/** First those who have the fewest tables to choose from. */
function seatNewcomers(resident: Resident): void {
	const { problem, live, unseated, s, from } = resident;
	const { classOf, kinds, kindOf, seatCost, weights } = problem;
	const choices = (p: number): number =>
		live.filter((t) => seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard).length;
	const known = new Map<number, number>();
	const order = unseated.map((p) => {
		const own = known.get(classOf[p]!) ?? choices(p);
		known.set(classOf[p]!, own);
		return { p, choices: own };
	});
	order.sort((a, b) => a.choices - b.choices);
	for (const { p } of order) {
		if (problem.instance.rules.policy === 'mixed') {
			for (let r = from; r < s.R; r++) if (s.rows[p * s.stride + r]! < 0) seatCheapest(resident, p, r);
		} else seatItinerary(resident, p);
	}
}

function seatCheapest(resident: Resident, p: number, r: number): void {
	const { s, live, problem } = resident;
	const party = problem.party[p]! >= 0 ? problem.parties[problem.party[p]!]! : null;
	const companion = party?.find((q) => q !== p && s.rows[q * s.stride + r]! >= 0);
	let best = Number.POSITIVE_INFINITY;
	let table = -1;
	const places = companion === undefined ? live : [s.rows[companion * s.stride + r]!];
	for (const t of places) {
		const coming = party !== null && companion === undefined ? party.length : 1;
		if (s.size[r * s.g + t]! + coming > (coming > 1 ? s.most[t]! : s.cap - 1)) continue;
		const delta = moveDelta(s, p, r, t, best);
		if (delta < best) [best, table] = [delta, t];
	}
	if (table >= 0) seat(s, p, r, table);
	if (best >= problem.weights.hard && table >= 0 && companion === undefined) makeRoom(resident, p, r);
}

/** Where no free seat fits, somebody at a table that fits gives his or hers up for a free one elsewhere. */
function makeRoom(resident: Resident, p: number, r: number): void {
	const { s, live, problem } = resident;
	const { classOf, kinds, kindOf, seatCost, weights } = problem;
	const now = s.rows[p * s.stride + r]!;
	let best = 0;
	let change: { q: number; from: number; to: number } | null = null;
	for (const t of live) {
		if (t === now || seatCost[classOf[p]! * kinds + kindOf[t]!]! >= weights.hard) continue;
		const first = (r * s.g + t) * s.cap;
		const there = [...s.members.subarray(first, first + s.size[r * s.g + t]!)];
		for (const q of there) {
			if (s.held[q * s.R + r] === 1 || problem.party[q]! >= 0) continue;
			for (const to of live) {
				if (to === t || s.size[r * s.g + to]! >= s.most[to]!) continue;
				const leave = moveDelta(s, q, r, to, Number.POSITIVE_INFINITY);
				move(s, q, r, to);
				const delta = leave + moveDelta(s, p, r, t, Number.POSITIVE_INFINITY);
				move(s, q, r, t);
				if (delta < best) [best, change] = [delta, { q, from: t, to }];
			}
		}
	}
	if (!change) return;
	move(s, change.q, r, change.to);
	move(s, p, r, change.from);
}

/** Where groups move on together, a newcomer takes the itinerary of one of them. */
function seatItinerary(resident: Resident, p: number): void {
	const { s, problem, from } = resident;
	const party = problem.party[p]! >= 0 ? problem.parties[problem.party[p]!]! : null;
	const companion = party?.find((q) => q !== p && s.rows[q * s.stride + s.R - 1]! >= 0);
	const travelling = companion === undefined ? travellers(resident) : [companion];
	const itineraries = travelling.map((q) => [...s.rows.subarray(q * s.stride, q * s.stride + s.R)]);
	let best = Number.POSITIVE_INFINITY;
	let chosen: number[] | null = null;
	for (const itinerary of itineraries) {
		let cost = 0;
		for (let r = from; r < s.R; r++) {
			const t = itinerary[r]!;
			if (s.rows[p * s.stride + r]! < 0) cost += moveDelta(s, p, r, t, Number.POSITIVE_INFINITY);
		}
		if (cost < best) [best, chosen] = [cost, itinerary];
	}
	for (let r = from; chosen && r < s.R; r++) if (s.rows[p * s.stride + r]! < 0) seat(s, p, r, chosen[r]!);
}

/** One traveller for each itinerary that is travelled. */
function travellers({ s, problem, from }: Resident): number[] {
	const seen = new Map<string, number>();
	for (let p = 0; p < s.n; p++) {
		if (problem.host[p] === 1) continue;
		const rows = s.rows.subarray(p * s.stride + from, p * s.stride + s.R);
		if (rows.every((t) => t >= 0)) seen.set(rows.join(), seen.get(rows.join()) ?? p);
	}
	return [...seen.values()];
}

/** Last resort: anneals all seats to come, hot enough to break hard rules on the way. */
function rescue(resident: Resident): void {
	const { s, from, problem } = resident;
	const arena = arenaOfPeople(resident, movable(resident));
	if (arena.people.length < 2) return;
	for (const [attempt, iterations] of [20_000, 100_000, 400_000].entries()) {
		const random = new Random(problem.instance.seed + 200 + attempt);
		const cooling = { iterations, hot: problem.weights.hard / 2, cold: 20, itineraries: 0, moves: 0.3, parties: 0 };
		anneal(s, arena, random, cooling, newRun(), iterations);
		fillTables(s, arena, from);
		settle(s, arena, { trouble: problem.weights.even, passes: 20, from, stop: () => false });
		if (breachesOf(s, from) === 0) return;
	}
}
