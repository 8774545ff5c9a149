import { move } from '../kernel/seat.ts';
import type { Seating } from '../kernel/seating.ts';
import type { Plan } from '../types.ts';
import { groupsTravelling } from '../carousel.ts';
import type { Aftermath } from './aftermath.ts';
import { bring, costOfSeating } from '../kernel/bring.ts';
import type { Resident } from './resident.ts';

/** People who travel together, with the tables of their way; without people it is the way of a group that left. */
interface Group {
	people: number[];
	/** By round, from 0: a table, or -1 where they have to be seated anew. */
	way: Int32Array;
}

/**
 * Where groups move on together, a repair keeps them so: a group whose table is lost goes elsewhere as one where there
 * is room, else in the fewest parts; who joins takes the way of a group; where people are missing, somebody changes
 * from one group to another for good.
 */
export function regroup(resident: Resident, after: Aftermath, plan: Plan): void {
	const { s, from, problem } = resident;
	const rowOf = new Map(after.instance.people.map(({ id }, p) => [id, p]));
	const tableAt = new Map(resident.live.map((t) => [problem.tables[t]!.id, t]));
	const groups = groupsTravelling(after.instance, plan.rounds, from).map(({ people, tables }): Group => {
		const way = new Int32Array(s.R).fill(-1);
		tables.forEach((table, i) => (way[from + i] = tableAt.get(table ?? '') ?? -1));
		return { people: people.map((id) => rowOf.get(id)!), way };
	});
	groups.sort((a, b) => b.people.length - a.people.length);
	for (const group of groups) {
		for (let r = from; r < s.R; r++) seatGroup(resident, group, r);
	}
	const left = groups.filter(({ people, way }) => people.length > 0 || way.subarray(from).every((t) => t >= 0));
	for (const p of resident.unseated) {
		if (lacksEverySeat(s, p, from)) joinGroup(resident, left, p);
	}
	fillByTransfers(resident, left);
}

const lacksEverySeat = (s: Seating, p: number, from: number): boolean =>
	s.rows.subarray(p * s.stride + from, p * s.stride + s.R).every((t) => t < 0);

/** Those of a group who have no seat in a round get one: together if a table can take them all, else in few parts. */
function seatGroup(resident: Resident, group: Group, r: number): void {
	const { s, problem, live } = resident;
	const missing = group.people.filter((p) => s.rows[p * s.stride + r]! < 0);
	if (missing.length === 0) return;
	const { weights } = problem;
	let best = weights.hard;
	let table = -1;
	for (const t of live) {
		if (s.size[r * s.g + t]! + missing.length > s.most[t]!) continue;
		const cost = costOfSeating(s, missing, r, t);
		if (cost < best) [best, table] = [cost, t];
	}
	if (table < 0) return seatInParts(resident, missing, r);
	bring(s, missing, r, table);
	group.way[r] = table;
}

/** The tables with most room first, so that a group is split into the fewest parts. */
function seatInParts(resident: Resident, people: number[], r: number): void {
	const { s, live, problem } = resident;
	const room = (t: number): number => s.most[t]! - s.size[r * s.g + t]!;
	let waiting = companies(resident, people);
	for (const t of [...live].sort((a, b) => room(b) - room(a))) {
		waiting = waiting.filter((company) => {
			if (company.length > room(t) || costOfSeating(s, company, r, t) >= problem.weights.hard) return true;
			bring(s, company, r, t);
			return false;
		});
	}
}

/** People by who must sit together, the largest first. */
function companies({ problem }: Resident, people: readonly number[]): number[][] {
	const bound = Map.groupBy(people, (p) => problem.party[p]!);
	return [...bound.values()].sort((a, b) => b.length - a.length);
}

/** A newcomer, with whom he or she must sit, takes the way of the smallest group that has room for them everywhere. */
function joinGroup(resident: Resident, groups: readonly Group[], p: number): void {
	const { s, from, problem } = resident;
	const party = problem.party[p]!;
	const coming = party < 0 ? [p] : [...problem.parties[party]!];
	if (!coming.every((q) => lacksEverySeat(s, q, from))) return;
	let best = [Number.POSITIVE_INFINITY, 0, 0];
	let chosen: Group | null = null;
	for (const group of groups) {
		let cost = 0;
		let size = 0;
		for (let r = from; r < s.R; r++) {
			const t = group.way[r]!;
			if (t < 0 || s.size[r * s.g + t]! + coming.length > s.most[t]!) cost = Number.POSITIVE_INFINITY;
			else cost += costOfSeating(s, coming, r, t);
			if (t >= 0) size += s.size[r * s.g + t]!;
		}
		if (cost >= problem.weights.hard) continue;
		const rank = [Math.floor(cost / problem.weights.even), size, cost];
		if (precedes(rank, best)) [best, chosen] = [rank, group];
	}
	if (!chosen) return;
	for (let r = from; r < s.R; r++) bring(s, coming, r, chosen.way[r]!);
	chosen.people.push(...coming);
}

function precedes(one: readonly number[], other: readonly number[]): boolean {
	const differs = one.findIndex((part, i) => part !== other[i]);
	return differs >= 0 && one[differs]! < other[differs]!;
}

/** Tables that are too small, or lack company, get people from other groups, who travel on with their new group. */
function fillByTransfers(resident: Resident, groups: readonly Group[]): void {
	const { s, from } = resident;
	for (let r = from; r < s.R; r++) {
		for (const t of resident.live) {
			while (isShort(resident, r * s.g + t)) {
				const there = groups.filter(({ way }) => way[r] === t && way.subarray(from).every((table) => table >= 0));
				if (!transferTo(resident, groups, there)) break;
			}
		}
	}
}

/** A group of two is company; nobody is taken from another group for a third. */
function isShort({ s, problem }: Resident, slot: number): boolean {
	const { weights } = problem;
	const fewest = Math.max(s.least[slot % s.g]!, Math.min(2, s.lo[slot]!));
	return s.size[slot]! < fewest || (weights.alone >= weights.hard && s.alone[slot]! > 0);
}

/** Brings the company whose change costs least to one of these groups; false if none makes the plan better. */
function transferTo(resident: Resident, groups: readonly Group[], targets: readonly Group[]): boolean {
	const { s, from, problem } = resident;
	let best = [0, 0, 0];
	let chosen: { company: number[]; source: Group; target: Group } | null = null;
	for (const target of targets) {
		for (const source of groups) {
			if (source === target) continue;
			for (const company of companies(resident, source.people)) {
				if (!isFree(s, company, from)) continue;
				const { cost, seats } = costOfChange(s, company, target.way, from);
				const rank = [Math.floor(cost / problem.weights.even), seats, cost];
				if (cost < 0 && precedes(rank, best)) [best, chosen] = [rank, { company, source, target }];
			}
		}
	}
	if (!chosen) return false;
	const { company, source, target } = chosen;
	for (let r = from; r < s.R; r++) bringAway(s, company, r, target.way[r]!);
	source.people = source.people.filter((p) => !company.includes(p));
	target.people.push(...company);
	return true;
}

const isFree = (s: Seating, company: readonly number[], from: number): boolean =>
	company.every((p) => {
		for (let r = from; r < s.R; r++) if (s.held[p * s.R + r] === 1 || s.rows[p * s.stride + r]! < 0) return false;
		return true;
	});

function bringAway(s: Seating, company: readonly number[], r: number, t: number): number {
	const away = company.filter((p) => s.rows[p * s.stride + r] !== t);
	return bring(s, away, r, t);
}

/** What it costs that people take another way from a round on, and how many seats that changes. */
function costOfChange(s: Seating, company: readonly number[], way: Int32Array, from: number) {
	const before = company.map((p) => s.rows.slice(p * s.stride + from, p * s.stride + s.R));
	let cost = 0;
	let seats = 0;
	let last = from;
	for (; last < s.R; last++) {
		const t = way[last]!;
		const away = company.filter((p) => s.rows[p * s.stride + last] !== t);
		if (s.size[last * s.g + t]! + away.length > s.cap - 1) {
			cost = Number.POSITIVE_INFINITY;
			break;
		}
		cost += bring(s, away, last, t);
		seats += away.length;
	}
	for (let r = from; r < last; r++) {
		company.forEach((p, i) => {
			const t = before[i]![r - from]!;
			if (s.rows[p * s.stride + r] !== t) move(s, p, r, t);
		});
	}
	return { cost, seats };
}
