import type { Changes, Instance, Past, Person, Plan } from '../types.ts';
import { successors } from './successors.ts';
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
