import { misfit } from '../fit.ts';
import type { Changes, Instance, Past, Person, Plan, Table } from '../types.ts';
import { seatAt } from './told.ts';

/** The instance after changes, what it has to remember, and who hosts instead of whom. */
export interface Aftermath {
	instance: Instance;
	past: Past;
	newHosts: { table: string; person: string }[];
}

const NOTHING: Past = { rounds: 0, people: [], tables: [], hosting: [], hostsSince: [], together: [] };

export function aftermathOf(before: Instance, plan: Plan, changes: Changes): Aftermath {
	const old = plan.past ?? NOTHING;
	const over = Math.max(changes.afterRound, old.rounds);
	const gone = new Set([...changes.left, ...changes.hostsLost]);
	const lost = new Set(changes.tablesLost);
	const newHosts = successors(before, plan, changes, over, gone, lost);
	const successorAt = new Map(newHosts.map(({ person, table }) => [person, table]));
	const stay = before.people.filter(({ id }) => !gone.has(id));
	const people = stay.map((person): Person => {
		const successor = successorAt.get(person.id);
		if (successor !== undefined) return { ...person, hosts: successor };
		return person.hosts !== null && lost.has(person.hosts) ? { ...person, hosts: null } : person;
	});
	const back = new Set(changes.joined.map(({ id }) => id));
	const seen = (person: Person): boolean =>
		plan.rounds.slice(0, over).some((_, r) => seatAt(plan, r, person.id) !== null);
	const left = before.people.filter((person) => gone.has(person.id) && seen(person));
	const displaced = stay.filter(({ hosts }) => hosts !== null && lost.has(hosts));
	return {
		instance: {
			...before,
			people: [...people, ...changes.joined],
			tables: before.tables.filter(({ id }) => !lost.has(id)),
			locked: before.locked.filter(({ person, table, round }) => {
				const overtaken = successorAt.has(person) && round <= over;
				return !gone.has(person) && !lost.has(table) && !overtaken;
			}),
			together: without(before.together, gone),
			apart: without(before.apart, gone)
		},
		past: {
			rounds: over,
			people: [...old.people.filter(({ id }) => !back.has(id)), ...left],
			tables: [...old.tables, ...before.tables.filter(({ id }) => lost.has(id))],
			hosting: [...old.hosting, ...displaced.map((person) => hostedUntil(person, over, old))],
			hostsSince: [
				...old.hostsSince.filter(({ person }) => !displaced.some(({ id }) => id === person)),
				...newHosts.map(({ person }) => ({ person, from: over + 1 }))
			],
			together: [...old.together, ...before.together.filter((group) => group.some((id) => gone.has(id)))]
		},
		newHosts
	};
}

function hostedUntil(person: Person, over: number, old: Past): Past['hosting'][number] {
	const since = old.hostsSince.find((entry) => entry.person === person.id)?.from ?? 1;
	return { person: person.id, table: person.hosts!, from: since, to: over };
}

const without = (groups: readonly string[][], gone: ReadonlySet<string>): string[][] =>
	groups.map((group) => group.filter((id) => !gone.has(id))).filter((group) => group.length > 1);

/** For each lost host a traveller who sits at the table in the next round and can stay there. */
function successors(
	before: Instance,
	plan: Plan,
	changes: Changes,
	over: number,
	gone: ReadonlySet<string>,
	lost: ReadonlySet<string>
): Aftermath['newHosts'] {
	if (over >= before.rounds) return [];
	const chosen: Aftermath['newHosts'] = [];
	if (changes.hostsLost.length === 0) return [];
	const hosts = new Map(before.people.map((person) => [person.id, person.hosts]));
	const joinedHosts = new Set(changes.joined.map(({ hosts }) => hosts));
	for (const id of changes.hostsLost) {
		const table = before.tables.find((known) => known.id === hosts.get(id));
		if (!table || lost.has(table.id) || joinedHosts.has(table.id)) continue;
		const candidates = before.people.filter(
			(person) => !gone.has(person.id) && canStay(before, plan, person, table, over)
		);
		const best = candidates.sort((a, b) => stays(plan, b, table, over) - stays(plan, a, table, over))[0];
		if (best) chosen.push({ table: table.id, person: best.id });
	}
	return chosen;
}

function canStay(before: Instance, plan: Plan, person: Person, table: Table, over: number): boolean {
	if (person.hosts !== null || seatAt(plan, over, person.id) !== table.id) return false;
	if (before.together.some((group) => group.includes(person.id)) || misfit(person, table, before) !== null)
		return false;
	return !before.locked.some((lock) => lock.person === person.id && lock.round > over && lock.table !== table.id);
}

/** How well a traveller suits as the new host: seats that need not change, then a device of his or her own. */
function stays(plan: Plan, person: Person, table: Table, over: number): number {
	let seats = 0;
	for (let r = over; r < plan.rounds.length; r++) if (seatAt(plan, r, person.id) === table.id) seats++;
	return seats * 2 + (person.device === 'own' ? 1 : 0);
}
