import { misfit } from './fit.ts';
import { partiesOf } from './parse/cross-check.ts';
import { groupTables } from './pools/pools.ts';
import type { Bounds, Instance, Person, Table } from './types.ts';

const choose2 = (count: number): number => (count * (count - 1)) / 2;

/** Pairs left together when `items` are spread evenly over `places`. */
export function evenPairs(items: number, places: number): number {
	if (places <= 0) return 0;
	const each = Math.floor(items / places);
	const extra = items % places;
	return (places - extra) * choose2(each) + extra * choose2(each + 1);
}

/** A part of the event whose people never share a table with people of another part. */
interface Part {
	people: Person[];
	tables: Table[];
}

/** Lower limits that no plan can beat: counting of pairs, pigeonholes, and attributes spread evenly (rotation theory). */
export function boundsOf(instance: Instance): Bounds {
	const total: Bounds = {
		pairsMeetingAgain: 0,
		c2: 0,
		sameCountryPairs: 0,
		sameOrganisationPairs: 0,
		sameModePairs: 0
	};
	for (const part of partsOf(instance)) {
		const meetings = meetingBounds(instance, part);
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

function meetingBounds(instance: Instance, part: Part): { excess: number; c2: number } {
	const home = instance.rules.lastRound === 'return_home' && instance.rounds > 1;
	const rounds = instance.rounds - (home ? 1 : 0);
	const [n, g] = [part.people.length, part.tables.length];
	const bound = partiesIn(instance, part);
	const perRound = Math.max(0, evenPairs(n, g) - bound);
	if (instance.rules.policy === 'fixed') {
		return { excess: (instance.rounds - 1) * perRound, c2: choose2(instance.rounds) * perRound };
	}
	const meetings = rounds * perRound;
	const pairs = choose2(n) - bound;
	const each = pairs > 0 ? Math.floor(meetings / pairs) : 0;
	const extra = meetings - each * pairs;
	const counted = pairs > 0 ? (pairs - extra) * choose2(each) + extra * choose2(each + 1) : 0;
	const hole = Math.max(0, pigeonholes(instance, part) - bound);
	const again = home ? perRound : 0;
	return {
		excess: Math.max(0, meetings - pairs, (rounds - 1) * hole) + again,
		c2: Math.max(counted, choose2(rounds) * hole) + again
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
	const seated = reach === g ? people.length : people.filter(({ hosts }) => hosts === null).length;
	const each = Math.floor(seated / g);
	const extra = seated % g;
	return (g - extra) * evenPairs(each, reach) + extra * evenPairs(each + 1, reach);
}

function partiesIn(instance: Instance, part: Part): number {
	if (instance.together.length === 0) return 0;
	const party = partiesOf(instance.together);
	const own = part.people.map(({ id }) => party.get(id)).filter((number) => number !== undefined);
	return classes(own.map(String)).reduce((sum, size) => sum + choose2(size), 0);
}

function partsOf(instance: Instance): Part[] {
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
