import { misfit } from './fit.ts';
import { partiesOf } from './parties.ts';
import { groupTables } from './pools/pools.ts';
import { evenSizes, leastAt } from './pools/sizes.ts';
import type { Bounds, Instance, Person, Table } from './types.ts';

const choose2 = (count: number): number => (count * (count - 1)) / 2;

/** Pairs left together when `items` are spread evenly over `places`. */
export function evenPairs(items: number, places: number): number {
	if (places <= 0) return 0;
	const each = Math.floor(items / places);
	const extra = items % places;
	return (places - extra) * choose2(each) + extra * choose2(each + 1);
}

/** How many people a table can have. */
interface Room {
	least: number;
	most: number;
}

/** The fewest pairs, by `pairs` of a size, that `people` can make at these tables: sizes as even as they allow. */
function fewestPairs(people: number, rooms: readonly Room[], pairs: (size: number) => number): number {
	const { lo, hi } = evenSizes(
		people,
		rooms.map(({ least }) => least),
		rooms.map(({ most }) => most)
	);
	let over = people - lo.reduce((sum, size) => sum + size, 0);
	return lo.reduce((sum, size, t) => {
		const more = over > 0 ? Math.min(over, hi[t]! - size) : 0;
		over -= more;
		return sum + pairs(size + more);
	}, 0);
}

/** What a table can take besides people whose places there are taken. */
const roomAt = (table: Table, taken: number): Room => ({
	least: Math.max(0, (table.optional ? 0 : leastAt(table)) - taken),
	most: Math.max(0, table.seats - taken)
});

/** A part of the event whose people never share a table with people of another part. */
export interface Part {
	people: Person[];
	tables: Table[];
}

/**
 * Lower limits that no plan can beat: counting of pairs, pigeonholes, and attributes spread evenly (rotation theory).
 * @param even whether sizes are as even as they can be, which is asked of a plan and not of a repair
 */
export function boundsOf(instance: Instance, even = true): Bounds {
	const total: Bounds = {
		pairsMeetingAgain: 0,
		c2: 0,
		sameCountryPairs: 0,
		sameOrganisationPairs: 0,
		sameModePairs: 0
	};
	for (const part of partsOf(instance)) {
		const meetings = meetingBounds(instance, part, even);
		total.pairsMeetingAgain += meetings.excess;
		total.c2 += meetings.c2;
		const spread = (valueOf: (person: Person) => string | null): number =>
			instance.rounds * classes(part.people.map(valueOf)).reduce((sum, c) => sum + evenPairs(c, part.tables.length), 0);
		total.sameCountryPairs += spread((person) => person.country);
		total.sameOrganisationPairs += spread((person) => person.organisation);
		if (part.tables.every(({ mode }) => mode === 'linked'))
			total.sameModePairs += spread((person) => person.attendance);
	}
	return total;
}

function classes(values: readonly (string | null)[]): number[] {
	const count = new Map<string, number>();
	for (const value of values) if (value !== null) count.set(value, (count.get(value) ?? 0) + 1);
	return [...count.values()];
}

/** The fewest pairs at one table in a round, those left out who must sit together. */
export function fewestMeetings(instance: Instance, { people, tables }: Part): number {
	const rooms = tables.map((table) => roomAt(table, 0));
	return Math.max(0, fewestPairs(people.length, rooms, choose2) - partiesIn(instance, people));
}

/** Pairs who can meet at all and need not sit together; two hosts never meet. */
export function pairsWhoCanMeet(instance: Instance, { people }: Part): number {
	const hosts = people.filter(({ hosts }) => hosts !== null).length;
	return choose2(people.length) - choose2(hosts) - partiesIn(instance, people);
}

interface Meetings {
	excess: number;
	c2: number;
}

function meetingBounds(instance: Instance, part: Part, even: boolean): Meetings {
	const home = instance.rules.lastRound === 'return_home' && instance.rounds > 1;
	const rounds = instance.rounds - (home ? 1 : 0);
	const n = part.people.length;
	const bound = partiesIn(instance, part.people);
	const perRound = fewestMeetings(instance, part);
	if (instance.rules.policy === 'fixed') {
		return { excess: (instance.rounds - 1) * perRound, c2: choose2(instance.rounds) * perRound };
	}
	const meetings = rounds * perRound;
	const pairs = pairsWhoCanMeet(instance, part);
	const each = pairs > 0 ? Math.floor(meetings / pairs) : 0;
	const extra = meetings - each * pairs;
	const counted = pairs > 0 ? (pairs - extra) * choose2(each) + extra * choose2(each + 1) : 0;
	const hole = Math.max(0, pigeonholes(instance, part) - bound);
	const again = home ? perRound : 0;
	const squares = even && bound === 0 ? sixBySix(n, part.tables.length, rounds) : { excess: 0, c2: 0 };
	const mixed = {
		excess: Math.max(squares.excess, pairs > 0 ? meetings - pairs : 0, (rounds - 1) * hole) + again,
		c2: Math.max(counted, choose2(rounds) * hole, squares.c2) + again
	};
	if (instance.rules.policy !== 'group') return mixed;
	const grouped = groupMeetings(instance, part, home);
	return { excess: Math.max(mixed.excess, grouped.excess), c2: Math.max(mixed.c2, grouped.c2) };
}

/**
 * 36 people at six tables of six. In four rounds somebody meets again, since no two Latin squares of order six are
 * orthogonal (Tarry, 1900), and at least two pairs do: a table of one round that shares two people with a table of
 * another misses a third table, which therefore shares two people with yet another. Of more rounds each two lie in
 * C(R-2, 2) of the C(R, 4) sets of four.
 */
function sixBySix(people: number, tables: number, rounds: number): Meetings {
	if (people !== 36 || tables !== 6 || rounds < 4) return { excess: 0, c2: 0 };
	return { excess: 2, c2: Math.ceil((rounds * (rounds - 1)) / 6) };
}

/** Where groups move on, who sits together meets in every round; each group meets hosts again when they run out. */
function groupMeetings(instance: Instance, { people, tables }: Part, home: boolean): Meetings {
	const { rounds } = instance;
	const party = partiesOf(instance.together);
	const homeOf = new Map(people.flatMap(({ id, hosts }) => (hosts === null ? [] : [[party.get(id) ?? id, hosts]])));
	const stays = (person: Person): string | undefined =>
		person.hosts ?? homeOf.get(party.get(person.id) ?? person.id) ?? undefined;
	const taken = new Map<string, number>();
	for (const person of people) {
		const table = stays(person);
		if (table !== undefined) taken.set(table, (taken.get(table) ?? 0) + 1);
	}
	const moving = people.filter((person) => stays(person) === undefined);
	const rooms = tables.map((table) => roomAt(table, taken.get(table.id) ?? 0));
	const groups = Math.max(0, fewestPairs(moving.length, rooms, choose2) - partiesIn(instance, moving));
	const hosted = tables.every(({ id }) => taken.has(id));
	const visits = rounds - (home ? 1 : 0);
	const met = hosted ? moving.length : 0;
	const again = home ? met : 0;
	return {
		excess: (rounds - 1) * groups + met * Math.max(0, visits - tables.length) + again,
		c2: choose2(rounds) * groups + met * evenPairs(visits, tables.length) + again
	};
}

/** Pairs of one table that two rounds cannot separate, since its people have only so many tables to go to. */
function pigeonholes(instance: Instance, { people, tables }: Part): number {
	const { topicTwice, tableTwice } = instance.rules;
	const g = tables.length;
	const free = tables.map(({ topic }) => {
		if (topic !== null && topicTwice === 'never') return g - tables.filter((other) => other.topic === topic).length;
		return tableTwice === 'never' ? g - 1 : g;
	});
	const reach = Math.max(1, ...free);
	const hosted = new Set(reach === g ? [] : people.map(({ hosts }) => hosts));
	const seated = reach === g ? people.length : people.filter(({ hosts }) => hosts === null).length;
	const rooms = tables.map((table) => roomAt(table, hosted.has(table.id) ? 1 : 0));
	return fewestPairs(seated, rooms, (size) => evenPairs(size, reach));
}

/** Pairs who must sit together. */
export function partiesIn(instance: Instance, people: readonly Person[]): number {
	if (instance.together.length === 0) return 0;
	const party = partiesOf(instance.together);
	const own = people.map(({ id }) => party.get(id)).filter((number) => number !== undefined);
	return classes(own.map(String)).reduce((sum, size) => sum + choose2(size), 0);
}

export function partsOf(instance: Instance): Part[] {
	const groups = groupTables(instance.tables);
	const part = groups.map((_, b) => b);
	const known = new Map<string, number>();
	const firstOf = instance.people.map((person) => {
		const traits = JSON.stringify([person.attendance, person.device, person.stepFree, person.languages]);
		const seen = known.get(traits);
		if (seen !== undefined) return seen;
		const fits = groups.map((_, b) => b).filter((b) => misfit(person, groups[b]!.tables[0]!, instance) === null);
		const merged = new Set(fits.map((b) => part[b]!));
		part.forEach((number, b) => {
			if (merged.has(number)) part[b] = part[fits[0]!]!;
		});
		const first = fits[0] ?? -1;
		known.set(traits, first);
		return first;
	});
	const parts = new Map<number, Part>();
	groups.forEach((group, b) => {
		const own = parts.get(part[b]!) ?? { people: [], tables: [] };
		own.tables.push(...group.tables);
		parts.set(part[b]!, own);
	});
	instance.people.forEach((person, p) => {
		const b = firstOf[p]!;
		if (b >= 0) parts.get(part[b]!)!.people.push(person);
	});
	return [...parts.values()];
}
