import { misfit } from '../fit.ts';
import { partiesOf } from '../parties.ts';
import type { Changes, Instance, Person, Plan, Table } from '../types.ts';
import { seatAt } from './told.ts';

type NewHost = { table: string; person: string };

/**
 * For each lost host a traveller who sits at the table in the next round and can stay there, if need be with everybody
 * who must sit with him or her.
 * @param over number of rounds that are over
 */
export function successors(
	before: Instance,
	plan: Plan,
	changes: Changes,
	over: number,
	gone: ReadonlySet<string>,
	lost: ReadonlySet<string>
): NewHost[] {
	if (over >= before.rounds || changes.hostsLost.length === 0) return [];
	const chosen: NewHost[] = [];
	const hosts = new Map(before.people.map((person) => [person.id, person.hosts]));
	const joinedHosts = new Set(changes.joined.map(({ hosts }) => hosts));
	const companyOf = companies(before, gone);
	for (const id of changes.hostsLost) {
		const table = before.tables.find((known) => known.id === hosts.get(id));
		if (!table || lost.has(table.id) || joinedHosts.has(table.id)) continue;
		let best: Person | null = null;
		let rank = Number.NEGATIVE_INFINITY;
		for (const person of before.people) {
			if (gone.has(person.id) || seatAt(plan, over, person.id) !== table.id) continue;
			const company = companyOf(person);
			if (!company.every((member) => canStay(before, plan, member, table, over))) continue;
			const own = person.device === 'own' ? 1 : 0;
			const worth = own - 2 * company.reduce((sum, { id }) => sum + changesOf(plan, id, table, over), 0);
			if (worth > rank) [best, rank] = [person, worth];
		}
		if (best) chosen.push({ table: table.id, person: best.id });
	}
	return chosen;
}

/** Who must sit at the same table as a person and is still there, the person included. */
function companies({ people, together }: Instance, gone: ReadonlySet<string>): (person: Person) => Person[] {
	const left = together.map((group) => group.filter((id) => !gone.has(id))).filter((group) => group.length > 1);
	const party = partiesOf(left);
	const members = new Map<number, Person[]>();
	for (const person of people) {
		const number = party.get(person.id);
		if (number !== undefined) members.set(number, [...(members.get(number) ?? []), person]);
	}
	return (person) => members.get(party.get(person.id) ?? -1) ?? [person];
}

function canStay(before: Instance, plan: Plan, person: Person, table: Table, over: number): boolean {
	if (person.hosts !== null || seatAt(plan, over, person.id) !== table.id) return false;
	if (misfit(person, table, before) !== null) return false;
	return !before.locked.some((lock) => lock.person === person.id && lock.round > over && lock.table !== table.id);
}

/** Seats still to come that change when somebody stays at a table. */
function changesOf(plan: Plan, person: string, table: Table, over: number): number {
	let seats = 0;
	for (let r = over; r < plan.rounds.length; r++) if (seatAt(plan, r, person) !== table.id) seats++;
	return seats;
}
