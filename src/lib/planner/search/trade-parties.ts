import { bring } from '../kernel/bring.ts';
import { move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import { troubleOf } from './settle.ts';

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
	if (s.size[r * s.g + b]! + coming.length > s.cap - 1) return Number.POSITIVE_INFINITY;
	if (s.size[r * s.g + a]! - coming.length + leaving.length > s.cap - 1) return Number.POSITIVE_INFINITY;
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
export function fillByParties(s: Seating, tables: readonly number[], from: number): number {
	let trades = 0;
	for (let r = from; r < s.R; r++) {
		for (const b of tables) {
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

/**
 * Brings parties from larger to smaller tables where one of the two has another size than it should, whatever that
 * costs in soft criteria: even sizes come before these.
 * @returns the number of trades
 */
export function evenOutByParties(s: Seating): number {
	let trades = 0;
	for (let r = 0; r < s.R; r++) {
		for (let a = 0; a < s.g; a++) {
			// Who comes to table a on the way is not among them: the next pass looks again.
			const here = s.problem.parties.filter((party) => freeAt(s, party, r) === a);
			for (let b = 0; b < s.g && here.length > 0; b++) while (evenOutTwo(s, r, a, b, here)) trades++;
		}
	}
	return trades;
}

function evenOutTwo(s: Seating, r: number, a: number, b: number, parties: readonly Int32Array[]): boolean {
	const [large, small] = [r * s.g + a, r * s.g + b];
	const surplus = s.size[large]! - s.size[small]!;
	if (surplus < 2 || (s.size[large]! <= s.hi[large]! && s.size[small]! >= s.lo[small]!)) return false;
	// Half of what a broken rule costs, so that what is gained elsewhere cannot pay for one.
	let best = s.problem.weights.hard / 2;
	let trade: Trade | null = null;
	for (const coming of parties) {
		if (freeAt(s, coming, r) !== a) continue;
		for (const leaving of makingWay(s, r, b, coming.length - 1)) {
			const sizes = costOfSizes(s, large, small, coming.length - leaving.length);
			if (sizes >= 0) continue;
			const rest = costOfTrade(s, { r, a, b, coming, leaving }) - sizes;
			if (rest < best) [best, trade] = [rest, { r, a, b, coming, leaving }];
		}
	}
	if (trade) take(s, trade);
	return trade !== null;
}

/** What it costs in sizes alone when `count` more people go from one slot to another than come back. */
function costOfSizes(s: Seating, from: number, to: number, count: number): number {
	if (count <= 0 || s.size[to]! + count > s.cap) return 0;
	const cost = (slot: number, size: number): number => s.sizeCost[slot * (s.cap + 1) + size]!;
	const before = cost(from, s.size[from]!) + cost(to, s.size[to]!);
	return cost(from, s.size[from]! - count) + cost(to, s.size[to]! + count) - before;
}

/** Brings parties that sit where a hard rule is broken to the best other table; returns the number of trades. */
export function settleByParties(s: Seating, tables: readonly number[], from: number): number {
	const { parties, weights } = s.problem;
	let trades = 0;
	for (let r = from; r < s.R; r++) {
		for (const coming of parties) {
			const a = freeAt(s, coming, r);
			if (a < 0 || !coming.some((p) => troubleOf(s, p, r) + misplaced(s, p, a) >= weights.hard)) continue;
			const best = new Best(s);
			for (const b of tables) {
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
