import { seat } from '../kernel/seat.ts';
import { largestTable } from '../kernel/seat-all.ts';
import { emptySeating, type Seating, type SizeLimits } from '../kernel/seating.ts';
import { compile, type Problem } from '../problem.ts';
import type { Arena } from '../search/arena.ts';
import type { Person, Plan, Round, Table } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import { seatAt } from './told.ts';

/** A told plan as a seating: the past as it was, the future as far as it still holds. */
export interface Resident {
	s: Seating;
	problem: Problem;
	/** First round, from 0, that can change. */
	from: number;
	/** Tables that can be used. */
	live: number[];
	/** n*R: 1 where the person was told this seat and keeps it so far. */
	told: Uint8Array;
	/** People who need a seat in rounds to come. */
	unseated: number[];
	/** Where the last round is at home: what is free there for those whose first seat is yet to be found. */
	homes?: HomeSeats;
}

/** Seats that are left at home, by table, and the first seats of newcomers that are kept because of them. */
export interface HomeSeats {
	room: Map<string, number>;
	kept: number[];
}

const NOBODY: Person = {
	id: '',
	hosts: null,
	attendance: 'hall',
	device: 'own',
	languages: [],
	country: null,
	organisation: null,
	tags: [],
	topics: [],
	stepFree: false
};

/** @param spare rows without traits and seats at the end, for people who join later */
export function residentOf(after: Aftermath, plan: Plan, spare = 0): Resident {
	const { instance, past } = after;
	const nobody = Array.from({ length: spare }, (_, i) => ({ ...NOBODY, id: `\u0000${i}` }));
	const everybody = { ...instance, people: [...instance.people, ...past.people, ...nobody] };
	const open = tablesInUse(after, plan);
	const problem = compile({ ...everybody, tables: [...open, ...past.tables] }, [...open, ...past.tables]);
	const present = instance.people.length;
	const at = new Map(problem.tables.map((table, t) => [table.id, t]));
	const { seats, told, unseated } = seatsLeft(problem, plan, present, past.rounds, open.length, at);
	// A party that comes as one may fill a table beyond its seats until somebody makes way.
	const party = problem.parties.reduce((most, { length }) => Math.max(most, length), 0);
	const s = emptySeating(problem, limitsOf(problem, open, present), largestTable(problem, seats) + party, false);
	for (let p = 0; p < problem.n; p++) {
		for (let r = 0; r < problem.R; r++) {
			const t = seats[p * problem.R + r]!;
			if (t >= 0) seat(s, p, r, t);
			if (r < past.rounds) s.held[p * problem.R + r] = 1;
		}
	}
	return { s, problem, from: past.rounds, live: [...open.keys()], told, unseated };
}

/** Tables in use: an optional table that was empty stays so, unless somebody hosts or is locked there. */
export function tablesInUse({ instance, past }: Aftermath, plan: Plan): Table[] {
	if (!instance.tables.some(({ optional }) => optional)) return instance.tables;
	const used = new Set(plan.rounds.flatMap((round) => Object.values(round)));
	for (const { hosts } of instance.people) if (hosts !== null) used.add(hosts);
	for (const { table, round } of instance.locked) if (round > past.rounds) used.add(table);
	return instance.tables.filter(({ id, optional }) => !optional || used.has(id));
}

function seatsLeft(
	problem: Problem,
	plan: Plan,
	present: number,
	over: number,
	live: number,
	at: ReadonlyMap<string, number>
) {
	const { n, R, lock, people } = problem;
	const seats = new Int32Array(n * R).fill(-1);
	const told = new Uint8Array(n * R);
	const unseated: number[] = [];
	for (let p = 0; p < n; p++) {
		let missing = false;
		for (let r = 0; r < R; r++) {
			const before = at.get(seatAt(plan, r, people[p]!.id) ?? '') ?? -1;
			if (r < over) {
				seats[p * R + r] = before;
				continue;
			}
			if (p >= present) continue;
			const locked = lock[p * R + r]!;
			const t = locked >= 0 ? locked : before < live ? before : -1;
			seats[p * R + r] = t;
			told[p * R + r] = t >= 0 && t === before ? 1 : 0;
			if (t < 0) missing = true;
		}
		if (missing) unseated.push(p);
	}
	return { seats, told, unseated };
}

/** A repair keeps sizes between `minSeats` and `seats`; three people are company where nothing else is asked for. */
function limitsOf({ g, R, tables }: Problem, open: readonly Table[], present: number): SizeLimits {
	const company = Math.max(1, Math.min(3, Math.floor(present / Math.max(1, open.length))));
	const limits: SizeLimits = {
		lo: new Int32Array(g * R),
		hi: new Int32Array(g * R),
		least: new Int32Array(g),
		most: Int32Array.from(tables, ({ seats }) => seats)
	};
	open.forEach((table, t) => {
		limits.least[t] = table.minSeats ?? 1;
		for (let r = 0; r < R; r++) limits.lo[r * g + t] = Math.min(table.seats, table.minSeats ?? company);
	});
	for (let slot = 0; slot < g * R; slot++) limits.hi[slot] = tables[slot % g]!.seats;
	return limits;
}

/** The rounds of a resident state: those that are over as they were told. */
export function roundsOf({ s, problem, from }: Resident, after: Aftermath, plan: Pick<Plan, 'rounds'>): Round[] {
	return plan.rounds.map((told, r) => {
		if (r < from) return told;
		const round = Object.create(null) as Round;
		after.instance.people.forEach(({ id }, p) => {
			const t = s.rows[p * s.stride + r]!;
			if (t >= 0) round[id] = problem.tables[t]!.id;
		});
		return round;
	});
}

/** An arena of some of the people who are there, all of whom may change places and use every live table. */
export function arenaOfPeople({ live }: Resident, people: readonly number[]): Arena {
	const all: readonly [number, number] = [0, people.length];
	return {
		people: Int32Array.from(people),
		rangeOf: () => all,
		tablesOf: () => live,
		shares: () => true,
		start: new Int32Array(people.length),
		end: new Int32Array(people.length).fill(people.length)
	};
}
