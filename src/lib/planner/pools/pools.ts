import { misfit, type SeatRule } from '../fit.ts';
import { partiesOf } from '../parties.ts';
import { remoteCapOf } from '../compile/seats.ts';
import type { Instance, Person, Table } from '../types.ts';
import { leastAt } from './sizes.ts';
import { spread, type Bin, type Crowd, type Spread } from './spread.ts';

/** Like tables: same mode, languages, channels, seats and access. A pool has one mode and one set of languages. */
export interface Group {
	pool: string;
	tables: Table[];
}

export const poolOf = (table: Table): string =>
	`${table.mode} ${[...new Set(table.languages.map((tag) => tag.toLowerCase()))].sort().join(' ')}`;

export function groupTables(tables: readonly Table[]): Group[] {
	const groups = new Map<string, Group>();
	for (const table of tables) {
		const pool = poolOf(table);
		const traits = [pool, [...table.channels].sort(), table.seats, remoteCapOf(table), table.stepFree, leastAt(table)];
		const key = JSON.stringify(traits);
		const group = groups.get(key);
		if (group) group.tables.push(table);
		else groups.set(key, { pool, tables: [table] });
	}
	return [...groups.values()];
}

export interface Placing {
	groups: Group[];
	bins: Bin[];
	crowds: Crowd[];
	members: number[][];
	spread: Spread;
	groupOf: Int32Array;
}

/** Spreads everybody over the groups of tables, with one seat rule left out if one is named. */
export function placeInGroups(instance: Instance, tables: readonly Table[], relaxed?: SeatRule): Placing {
	const groups = groupTables(tables);
	const bins = groups.map(({ tables: own }): Bin => ({
		tables: own.length,
		seats: own.reduce((sum, table) => sum + table.seats, 0),
		remoteSeats: own.reduce((sum, table) => sum + remoteCapOf(table), 0),
		least: own.reduce((sum, table) => sum + leastAt(table), 0),
		load: 0,
		remote: 0
	}));
	const groupOf = new Int32Array(instance.people.length).fill(-1);
	const sit = (p: number, b: number): void => {
		groupOf[p] = b;
		bins[b]!.load++;
		if (instance.people[p]!.attendance === 'remote') bins[b]!.remote++;
	};
	placeFixed(instance, groups, sit, groupOf);
	const rowOf = fitRows(instance, groups, relaxed);
	placeWithHosts(instance, sit, groupOf);
	const { crowds, members } = crowdsOf(instance, rowOf, groupOf);
	const result = spread(bins, crowds);
	members.forEach((people, c) => {
		let next = 0;
		result.placed[c]!.forEach((count, b) => {
			for (const p of people.slice(next, next + count)) groupOf[p] = b;
			next += count;
		});
	});
	uniteParties(instance, bins, rowOf, groupOf);
	return { groups, bins, crowds, members, spread: result, groupOf };
}

/** Hosts, and people whose seat is locked in some round, count where they are. */
function placeFixed(
	instance: Instance,
	groups: readonly Group[],
	sit: (p: number, b: number) => void,
	groupOf: Int32Array
): void {
	const binOf = new Map(groups.flatMap((group, b) => group.tables.map((table) => [table.id, b])));
	const locked = new Map<string, string>();
	for (const lock of [...instance.locked].reverse()) locked.set(lock.person, lock.table);
	instance.people.forEach((person, p) => {
		const b = binOf.get(person.hosts ?? locked.get(person.id) ?? '');
		if (b !== undefined && groupOf[p]! < 0) sit(p, b);
	});
}

function fitRows(instance: Instance, groups: readonly Group[], relaxed?: SeatRule): (person: Person) => Uint8Array {
	const rows = new Map<string, Uint8Array>();
	return (person) => {
		const traits = JSON.stringify([person.attendance, person.device, person.stepFree, person.languages]);
		const known = rows.get(traits);
		if (known) return known;
		const row = Uint8Array.from(groups, ({ tables }) =>
			misfit(person, tables[0]!, instance, relaxed) === null ? 1 : 0
		);
		rows.set(traits, row);
		return row;
	};
}

function membersOfParties(instance: Instance): number[][] {
	const party = partiesOf(instance.together);
	const members = new Map<number, number[]>();
	instance.people.forEach(({ id }, p) => {
		const number = party.get(id);
		if (number !== undefined) members.set(number, [...(members.get(number) ?? []), p]);
	});
	return [...members.values()];
}

/** A party one of whose members has a seat of his or her own sits there. */
function placeWithHosts(instance: Instance, sit: (p: number, b: number) => void, groupOf: Int32Array): void {
	for (const people of membersOfParties(instance)) {
		const held = people.find((p) => groupOf[p]! >= 0);
		if (held === undefined) continue;
		for (const p of people) if (groupOf[p]! < 0) sit(p, groupOf[held]!);
	}
}

/** Parties were spread one by one, so that they take no seat that others need; now each gathers in one group. */
function uniteParties(
	instance: Instance,
	bins: readonly Bin[],
	rowOf: (person: Person) => Uint8Array,
	groupOf: Int32Array
): void {
	const bound = new Set(membersOfParties(instance).flat());
	const fits = (p: number, b: number): boolean => rowOf(instance.people[p]!)[b] === 1;
	for (const people of membersOfParties(instance)) {
		const home = people.map((p) => groupOf[p]!).find((b) => b >= 0 && people.every((p) => fits(p, b)));
		const any = bins.findIndex((_, b) => people.every((p) => fits(p, b)));
		const target = home ?? any;
		if (target < 0) continue;
		for (const p of people) {
			const from = groupOf[p]!;
			if (from === target || from < 0) continue;
			const partner = instance.people.findIndex(
				({ hosts, attendance }, q) =>
					hosts === null &&
					groupOf[q] === target &&
					!bound.has(q) &&
					attendance === instance.people[p]!.attendance &&
					fits(q, from)
			);
			groupOf[p] = target;
			if (partner >= 0) groupOf[partner] = from;
			else {
				bins[from]!.load--;
				bins[target]!.load++;
			}
		}
	}
}

function crowdsOf(instance: Instance, rowOf: (person: Person) => Uint8Array, groupOf: Int32Array) {
	const crowds: Crowd[] = [];
	const members: number[][] = [];
	const numbers = new Map<string, number>();
	instance.people.forEach((person, p) => {
		if (groupOf[p]! >= 0) return;
		const fits = rowOf(person);
		const remote = person.attendance === 'remote';
		const key = `${remote} ${fits.join('')}`;
		let c = numbers.get(key);
		if (c === undefined) {
			c = crowds.length;
			numbers.set(key, c);
			crowds.push({ count: 0, remote, fits });
			members.push([]);
		}
		crowds[c]!.count++;
		members[c]!.push(p);
	});
	return { crowds, members };
}

/** Groups that one person could use are one arena: there people can change places. */
export function arenasOf(placing: Placing): number[] {
	const arena = placing.groups.map((_, b) => b);
	const merge = (row: Uint8Array): void => {
		const own = placing.groups.map((_, b) => b).filter((b) => row[b] === 1);
		const numbers = new Set(own.map((b) => arena[b]!));
		const target = Math.min(...numbers);
		arena.forEach((number, b) => {
			if (numbers.has(number)) arena[b] = target;
		});
	};
	for (const { fits } of placing.crowds) merge(fits);
	return arena;
}
