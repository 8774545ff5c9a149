import type { Problem } from '../problem.ts';

/** The cost of a size must fit 32 bits, however far out of bounds the size is. */
const MOST_COST = 1e9;

/** Columns of a person's row after the rounds. */
const EXTRA = 3;

/**
 * Who sits where, with everything that makes a change cheap to weigh. One row per person holds the tables of all
 * rounds and the attributes, so that comparing two people reads two short rows; memory is O(people * rounds).
 */
export interface Seating {
	readonly problem: Problem;
	readonly n: number;
	readonly g: number;
	readonly R: number;
	/** Length of a row: rounds, then country, organisation, party. */
	readonly stride: number;
	/** n*stride; a table is -1 while the person has no seat in that round. */
	readonly rows: Int32Array;
	/** By round*g + table: size, members from `slot * cap`, place of each person among them. */
	readonly size: Int32Array;
	readonly cap: number;
	readonly members: Int32Array;
	readonly place: Int32Array;
	/** n*R: what the person's pairs at the table of that round cost. */
	readonly pairs: Int32Array;
	/** n*R: the part of it for people at the table with whom the person shares no language. */
	readonly mutes: Int32Array;
	/** By slot: people of each language, people who fit everywhere, most covered by one language. */
	readonly speakers: Int32Array;
	readonly anybody: Int32Array;
	readonly covered: Int32Array;
	/**
	 * By slot, sets of languages as bits: those that cover most people and those that cover one fewer; those that one,
	 * two, two or more people speak. What a change does to a table's language is then a matter of a few operations on
	 * words instead of a loop over languages (with the order of weighing in `itineraryDelta`: 13x10x4 went from 0.9 to
	 * 2.4 M moves a second).
	 */
	readonly top: Int32Array;
	readonly next: Int32Array;
	readonly one: Int32Array;
	readonly two: Int32Array;
	readonly many: Int32Array;
	/** Room for one such set. */
	readonly common: Int32Array;
	/** By slot: how many people lack company, and how many the table's language does not cover. */
	readonly alone: Int32Array;
	readonly outside: Int32Array;
	/** By slot: remote people, people with each tag. */
	readonly remotes: Int32Array;
	readonly tagged: Int32Array;
	/** By slot: people of each country and organisation; empty where there are too many to count. */
	readonly countries: Uint16Array;
	readonly organisations: Uint16Array;
	/** What each size costs in a slot, by slot * (cap + 1) + size. */
	readonly sizeCost: Int32Array;
	/** By slot: smallest and largest size without cost. */
	readonly lo: Int32Array;
	readonly hi: Int32Array;
	/** By table: smallest and largest size that is allowed at all. */
	readonly least: Int32Array;
	readonly most: Int32Array;
	/** n*R: 1 where the seat may not change. */
	readonly held: Uint8Array;
}

export interface SizeLimits {
	lo: Int32Array;
	hi: Int32Array;
	least: Int32Array;
	most: Int32Array;
}

/**
 * An empty seating: nobody has a seat yet. `largest` is the size that a table will have at first; `counting` keeps
 * counters of countries and organisations, which pay when whole itineraries are traded.
 */
export function emptySeating(problem: Problem, limits: SizeLimits, largest = 0, counting = true): Seating {
	const { n, g, R } = problem;
	const slots = g * R;
	const stride = R + EXTRA;
	const cap = limits.most.reduce((most, seats) => Math.max(most, Math.min(seats, n)), largest) + 2;
	return {
		problem,
		n,
		g,
		R,
		stride,
		rows: emptyRows(problem, stride),
		size: new Int32Array(slots),
		cap,
		members: new Int32Array(slots * cap),
		place: new Int32Array(n * R),
		pairs: new Int32Array(n * R),
		mutes: new Int32Array(n * R),
		speakers: new Int32Array(slots * problem.languages),
		anybody: new Int32Array(slots),
		covered: new Int32Array(slots),
		top: allLanguages(problem, slots),
		next: new Int32Array(slots * problem.words),
		one: new Int32Array(slots * problem.words),
		two: new Int32Array(slots * problem.words),
		many: new Int32Array(slots * problem.words),
		common: new Int32Array(problem.words),
		alone: new Int32Array(slots),
		outside: new Int32Array(slots),
		remotes: new Int32Array(slots),
		tagged: new Int32Array(slots * problem.tags),
		countries: countersFor(counting ? problem.countries * slots : 0),
		organisations: countersFor(counting ? problem.organisations * slots : 0),
		sizeCost: sizeCosts(problem, limits, cap),
		lo: limits.lo,
		hi: limits.hi,
		least: limits.least,
		most: limits.most,
		held: heldSeats(problem.lock)
	};
}

/** Rows without seats, with what people have in common at their ends. */
function emptyRows({ n, R, country, organisation, party }: Problem, stride: number): Int32Array {
	const rows = new Int32Array(n * stride);
	for (let p = 0; p < n; p++) {
		rows.fill(-1, p * stride, p * stride + R);
		rows[p * stride + R] = country[p]!;
		rows[p * stride + R + 1] = organisation[p]!;
		rows[p * stride + R + 2] = party[p]!;
	}
	return rows;
}

function sizeCosts({ g, R, weights }: Problem, limits: SizeLimits, cap: number): Int32Array {
	const costs = new Int32Array(g * R * (cap + 1));
	for (let slot = 0; slot < g * R; slot++) {
		const t = slot % g;
		const [lo, hi, least, most] = [limits.lo[slot]!, limits.hi[slot]!, limits.least[t]!, limits.most[t]!];
		for (let size = 0; size <= cap; size++) {
			const uneven = Math.max(0, lo - size, size - hi);
			const wrong = Math.max(0, least - size, size - most);
			costs[slot * (cap + 1) + size] = Math.min(MOST_COST, weights.even * uneven * uneven + weights.hard * wrong);
		}
	}
	return costs;
}

function heldSeats(lock: Int32Array): Uint8Array {
	const held = new Uint8Array(lock.length);
	for (let i = 0; i < lock.length; i++) held[i] = lock[i]! >= 0 ? 1 : 0;
	return held;
}

/** Where nobody sits, every language covers the most people there are: none. */
function allLanguages({ languages, words }: Problem, slots: number): Int32Array {
	const sets = new Int32Array(slots * words);
	for (let i = 0; i < sets.length; i++) {
		const here = Math.min(31, languages - (i % words) * 31);
		sets[i] = here === 31 ? 0x7fffffff : (1 << here) - 1;
	}
	return sets;
}

/** Most counters kept for one attribute; beyond that, people are compared one by one. */
const MOST_COUNTERS = 8_000_000;

const countersFor = (count: number): Uint16Array => new Uint16Array(count <= MOST_COUNTERS ? count : 0);

/** The tables of everybody, n*R, person by person. */
export function tablesOf(s: Seating): Int32Array {
	const tables = new Int32Array(s.n * s.R);
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) tables[p * s.R + r] = s.rows[p * s.stride + r]!;
	}
	return tables;
}
