import { move, seat, unseat } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { moveDelta } from '../kernel/weigh.ts';
import { troubleOf } from '../search/settle.ts';
import type { Resident } from './resident.ts';

const EVERYTHING = Number.POSITIVE_INFINITY;

/** Brings people to table b in round r, from their tables or from nowhere; returns what that costs. */
export function bring(s: Seating, people: Iterable<number>, r: number, b: number): number {
	let cost = 0;
	for (const p of people) {
		cost += moveDelta(s, p, r, b, EVERYTHING);
		if (s.rows[p * s.stride + r]! < 0) seat(s, p, r, b);
		else move(s, p, r, b);
	}
	return cost;
}

/** What it would cost to bring people who have no seat in round r to table b; infinite where they are too many. */
export function costOfSeating(s: Seating, people: readonly number[], r: number, b: number): number {
	if (s.size[r * s.g + b]! + people.length > s.cap - 1) return EVERYTHING;
	const cost = bring(s, people, r, b);
	for (const p of people) unseat(s, p, r);
	return cost;
}

/** Gives the members of a party who have no seat in round r the cheapest one that all of them can share. */
export function seatParty({ s, live }: Resident, party: Int32Array, r: number): void {
	const missing = [...party].filter((p) => s.rows[p * s.stride + r]! < 0);
	const companion = party.find((p) => s.rows[p * s.stride + r]! >= 0);
	const places = companion === undefined ? live : [s.rows[companion * s.stride + r]!];
	let best = EVERYTHING;
	let table = -1;
	for (const t of places) {
		const cost = costOfSeating(s, missing, r, t);
		if (cost < best) [best, table] = [cost, t];
	}
	if (table >= 0) bring(s, missing, r, table);
}

/** A party on its way from a to b in round r, and who makes way for it. */
interface Trade {
	r: number;
	a: number;
	b: number;
	coming: Int32Array;
	leaving: readonly number[];
}

/** What a trade costs; it is taken back at once. Infinite where the tables could not hold it on the way. */
function costOfTrade(s: Seating, { r, a, b, coming, leaving }: Trade): number {
	if (s.size[r * s.g + b]! + coming.length > s.cap - 1) return EVERYTHING;
	if (s.size[r * s.g + a]! - coming.length + leaving.length > s.cap - 1) return EVERYTHING;
	const cost = bring(s, coming, r, b) + bring(s, leaving, r, a);
	for (const p of leaving) move(s, p, r, b);
	for (const p of coming) move(s, p, r, a);
	return cost;
}

function take(s: Seating, { r, a, b, coming, leaving }: Trade): void {
	for (const p of coming) move(s, p, r, b);
	for (const p of leaving) move(s, p, r, a);
}

/** The table where a whole party sits and need not stay in round r, or -1. */
function freeAt(s: Seating, party: Int32Array, r: number): number {
	const a = s.rows[party[0]! * s.stride + r]!;
	const free = party.every((p) => s.rows[p * s.stride + r] === a && s.held[p * s.R + r] === 0);
	return free ? a : -1;
}

/** Who could make way at table b: nobody, a party, or some single people side by side. */
function makingWay(s: Seating, r: number, b: number, most: number): number[][] {
	const first = (r * s.g + b) * s.cap;
	const there = [...s.members.subarray(first, first + s.size[r * s.g + b]!)];
	const { party, parties } = s.problem;
	const singles = there.filter((p) => party[p]! < 0 && s.held[p * s.R + r] === 0);
	const ways: number[][] = [[]];
	for (const number of new Set(there.map((p) => party[p]!).filter((number) => number >= 0))) {
		if (freeAt(s, parties[number]!, r) === b) ways.push([...parties[number]!]);
	}
	for (let count = 1; count <= Math.min(most, singles.length); count++) {
		for (let at = 0; at < singles.length && (count < singles.length || at === 0); at++) {
			ways.push(Array.from({ length: count }, (_, i) => singles[(at + i) % singles.length]!));
		}
	}
	return ways;
}

/** The best of trades: sizes and hard rules first, then the fewest people on the move, then everything else. */
class Best {
	trade: Trade | null = null;
	private rank: readonly [number, number, number] = [0, 0, 0];
	private readonly s: Seating;

	constructor(s: Seating) {
		this.s = s;
	}

	weigh(trade: Trade): void {
		const cost = costOfTrade(this.s, trade);
		if (cost >= 0) return;
		const rank = [
			Math.floor(cost / this.s.problem.weights.even),
			trade.coming.length + trade.leaving.length,
			cost
		] as const;
		const differs = rank.findIndex((part, i) => part !== this.rank[i]);
		if (this.trade === null || (differs >= 0 && rank[differs]! < this.rank[differs]!)) {
			[this.trade, this.rank] = [trade, rank];
		}
	}

	take(): boolean {
		if (this.trade) take(this.s, this.trade);
		return this.trade !== null;
	}
}

/** Brings parties to tables that are too small and that no single person can fill; returns the number of trades. */
export function fillByParties({ s, live, from }: Resident): number {
	let trades = 0;
	for (let r = from; r < s.R; r++) {
		for (const b of live) {
			while (s.size[r * s.g + b]! < s.lo[r * s.g + b]!) {
				const best = new Best(s);
				for (const coming of s.problem.parties) {
					const a = freeAt(s, coming, r);
					if (a < 0 || a === b) continue;
					for (const leaving of makingWay(s, r, b, coming.length - 1)) best.weigh({ r, a, b, coming, leaving });
				}
				if (!best.take()) break;
				trades++;
			}
		}
	}
	return trades;
}

/** Brings parties that sit where a hard rule is broken to the best other table; returns the number of trades. */
export function settleParties({ s, live, from }: Resident): number {
	const { parties, weights } = s.problem;
	let trades = 0;
	for (let r = from; r < s.R; r++) {
		for (const coming of parties) {
			const a = freeAt(s, coming, r);
			if (a < 0 || !coming.some((p) => troubleOf(s, p, r) + misplaced(s, p, a) >= weights.hard)) continue;
			const best = new Best(s);
			for (const b of live) {
				if (b === a) continue;
				for (const leaving of makingWay(s, r, b, coming.length)) best.weigh({ r, a, b, coming, leaving });
			}
			if (best.take()) trades++;
		}
	}
	return trades;
}

const misplaced = ({ problem }: Seating, p: number, t: number): number =>
	problem.seatCost[problem.classOf[p]! * problem.kinds + problem.kindOf[t]!]!;
