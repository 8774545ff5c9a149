import { breachesOf } from '../kernel/breaches.ts';
import { exchange, move, seat } from '../kernel/seat.ts';
import { tablesOf, type Seating } from '../kernel/seating.ts';
import { exchangeDelta, moveDelta } from '../kernel/weigh.ts';
import { Random } from '../random.ts';
import { anneal, newRun } from '../search/anneal.ts';
import type { Arena } from '../search/arena.ts';
import { fillTables } from '../search/fill.ts';
import { settle } from '../search/settle.ts';
import { fillByParties, settleByParties } from '../search/trade-parties.ts';
import { arenaOfPeople, type Resident } from './resident.ts';
import { seatParty } from './seat-party.ts';

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
		if (problem.parties.length > 0) fillByParties(s, resident.live, from);
		// Only seats that nobody has been told yet are improved; told ones change for hard rules alone.
		const unheld = holdTold(s, told);
		settle(s, newcomers, { trouble: weights.personTwice || 1, passes: 4, from, stop: () => false });
		unheld();
	}
	for (const seat of resident.homes?.kept ?? []) s.held[seat] = 0;
	if (breachesOf(s, from) === 0) return;
	settle(s, everybody, { trouble: weights.hard, passes: 20, from, stop: () => false });
	bringCompany(resident, everybody);
	if (breachesOf(s, from) > 0 && problem.parties.length > 0) settleWithParties(resident, everybody);
	if (breachesOf(s, from) > 0 && !isHopeless()) rescue(resident);
}

/** Who lacks company and must stay, as a host must, gets it from other tables. */
function bringCompany({ s, live, from, problem }: Resident, everybody: Arena): void {
	const { weights } = problem;
	if (weights.alone < weights.hard) return;
	for (let r = from; r < s.R; r++) {
		for (const t of live) {
			while (s.alone[r * s.g + t]! > 0 && bringOne(s, everybody, r, t));
		}
	}
}

function bringOne(s: Seating, { people }: Arena, r: number, t: number): boolean {
	if (s.size[r * s.g + t]! >= s.most[t]!) return false;
	let best = 0;
	let person = -1;
	for (const p of people) {
		const a = s.rows[p * s.stride + r]!;
		if (a < 0 || a === t || s.held[p * s.R + r] === 1) continue;
		const delta = moveDelta(s, p, r, t, best - 1);
		if (delta < best) [best, person] = [delta, p];
	}
	if (person >= 0) move(s, person, r, t);
	return person >= 0;
}

/** Single people and whole parties in turn: each can make way for the other. */
function settleWithParties(resident: Resident, everybody: Arena): void {
	const { s, from, live, problem } = resident;
	for (let pass = 0; pass < 4; pass++) {
		const trades = fillByParties(s, live, from) + settleByParties(s, live, from);
		settle(s, everybody, { trouble: problem.weights.hard, passes: 20, from, stop: () => false });
		if (trades === 0 || breachesOf(s, from) === 0) return;
	}
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
		const party = problem.party[p]!;
		for (let r = from; r < s.R; r++) {
			if (s.rows[p * s.stride + r]! >= 0) continue;
			if (party >= 0) seatParty(resident, problem.parties[party]!, r);
			else seatCheapest(resident, p, r);
		}
	}
}

function seatCheapest(resident: Resident, p: number, r: number): void {
	const { s, problem } = resident;
	let best = Number.POSITIVE_INFINITY;
	let table = -1;
	for (const t of placesFor(resident, p, r)) {
		if (s.size[r * s.g + t]! + 1 > s.cap - 1) continue;
		const delta = moveDelta(s, p, r, t, best);
		if (delta < best) [best, table] = [delta, t];
	}
	if (table < 0) return;
	seat(s, p, r, table);
	if (best >= problem.weights.hard) makeRoom(resident, p, r);
	else if (isFirstSeat(resident, p, r)) keepAsHome(resident, p, r, table);
}

/** A first seat that will be a home is best where a seat is free at home. */
function placesFor(resident: Resident, p: number, r: number): number[] {
	const { live, homes, problem, s } = resident;
	if (!homes || !isFirstSeat(resident, p, r)) return live;
	const { seatCost, classOf, kinds, kindOf, weights } = problem;
	const free = live.filter((t) => {
		const fits = seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard;
		return fits && s.size[r * s.g + t]! < s.most[t]! && (homes.room.get(problem.tables[t]!.id) ?? 0) > 0;
	});
	return free.length > 0 ? free : live;
}

const isFirstSeat = ({ s, from, homes }: Resident, p: number, r: number): boolean =>
	homes !== undefined && r === from && s.rows.subarray(p * s.stride, p * s.stride + from).every((before) => before < 0);

function keepAsHome({ s, homes, problem }: Resident, p: number, r: number, t: number): void {
	const { id } = problem.tables[t]!;
	homes!.room.set(id, (homes!.room.get(id) ?? 0) - 1);
	if (s.held[p * s.R + r] === 1) return;
	s.held[p * s.R + r] = 1;
	homes!.kept.push(p * s.R + r);
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

/** Last resort: anneals all seats to come, hot enough to break hard rules on the way. */
function rescue(resident: Resident): void {
	const { s, from, problem } = resident;
	const people = movable(resident);
	const arena = arenaOfPeople(resident, people);
	const { parties, weights } = problem;
	if (people.length + parties.length < 2) return;
	const alone = people.length === 0;
	const share = alone ? 1 : Math.min(0.2, parties.length / people.length);
	const before = tablesOf(s);
	for (const [attempt, iterations] of [20_000, 100_000, 400_000].entries()) {
		const random = new Random(problem.instance.seed + 200 + attempt);
		const moves = alone ? 0 : 0.3;
		const cooling = { iterations, hot: weights.hard / 2, cold: 20, itineraries: 0, moves, parties: share };
		anneal(s, arena, random, cooling, newRun(), iterations);
		fillTables(s, arena, from);
		settle(s, arena, { trouble: weights.even, passes: 20, from, stop: () => false });
		if (breachesOf(s, from) > 0 && parties.length > 0) settleWithParties(resident, arena);
		if (breachesOf(s, from) > 0) continue;
		goBack(s, people, before, from);
		return;
	}
}

/** Who was moved by the search goes back to the seat of before where no size and no hard rule forbids it. */
function goBack(s: Seating, people: readonly number[], before: Int32Array, from: number): void {
	const { even } = s.problem.weights;
	const away = (p: number, r: number): boolean => s.rows[p * s.stride + r] !== before[p * s.R + r];
	for (let pass = 0, back = 1; pass < 10 && back > 0; pass++) {
		back = 0;
		for (const p of people) {
			for (let r = from; r < s.R; r++) {
				const home = before[p * s.R + r]!;
				if (home < 0 || !away(p, r) || s.held[p * s.R + r] === 1) continue;
				if (returns(s, people, p, r, home, (q) => away(q, r), even)) back++;
			}
		}
	}
}

function returns(
	s: Seating,
	people: readonly number[],
	p: number,
	r: number,
	home: number,
	isAway: (q: number) => boolean,
	limit: number
): boolean {
	if (s.size[r * s.g + home]! < s.cap - 1 && moveDelta(s, p, r, home, limit) < limit) {
		move(s, p, r, home);
		return true;
	}
	const partner = people.find(
		(q) =>
			s.rows[q * s.stride + r] === home &&
			s.held[q * s.R + r] === 0 &&
			isAway(q) &&
			exchangeDelta(s, p, q, r, limit) < limit
	);
	if (partner !== undefined) exchange(s, p, partner, r);
	return partner !== undefined;
}
