import type { Changes, Fault, Instance, Person, Plan, Result } from '../types.ts';
import { FieldReader } from './fields.ts';
import { readPerson } from './records.ts';

const CHANGE_FIELDS = ['afterRound', 'left', 'joined', 'hostsLost', 'tablesLost'];

/**
 * Reads changes to an instance from unknown JSON, or lists all faults with paths that begin with `changes.`
 * @param plan the plan that is to be repaired: rounds that are over in it stay so
 */
export function parseChanges(value: unknown, instance: Instance, plan?: Pick<Plan, 'past'>): Result<Changes, Fault[]> {
	const read = new FieldReader();
	const from = read.object(value, 'changes', CHANGE_FIELDS);
	if (!from) return { ok: false, error: read.faults };
	if (from['afterRound'] === undefined) read.fault('changes.afterRound', 'is missing');
	const people = new Map(instance.people.map((person) => [person.id, person]));
	const tables = new Set(instance.tables.map(({ id }) => id));
	const gone = new Set<string>();
	const named = (field: string, known: { has(id: string): boolean }, what: string): string[] =>
		read.texts(from[field], `changes.${field}`).filter((id, at) => {
			const path = `changes.${field}[${at}]`;
			if (id !== '' && !known.has(id)) read.fault(path, `must name a ${what}, got "${id}"`);
			else if (gone.has(`${what} ${id}`)) read.fault(path, `names "${id}" twice`);
			gone.add(`${what} ${id}`);
			return known.has(id);
		});
	const left = named('left', people, 'person');
	const hostsLost = named('hostsLost', people, 'person');
	hostsLost.forEach((id, at) => {
		if (people.get(id)?.hosts === null) read.fault(`changes.hostsLost[${at}]`, `"${id}" hosts no table`);
	});
	const tablesLost = named('tablesLost', tables, 'table');
	const joined = read.list(from['joined'], 'changes.joined').flatMap((item, at): Person[] => {
		const person = readPerson(read, item, `changes.joined[${at}]`);
		return person ? [person] : [];
	});
	checkJoined(read, instance, joined, new Set([...left, ...hostsLost]), new Set(tablesLost));
	const changes: Changes = {
		afterRound: read.whole(from['afterRound'], 'changes.afterRound', plan?.past?.rounds ?? 0, instance.rounds, 0),
		left,
		joined,
		hostsLost,
		tablesLost
	};
	return read.faults.length > 0 ? { ok: false, error: read.faults } : { ok: true, value: changes };
}

function checkJoined(
	read: FieldReader,
	instance: Instance,
	joined: readonly Person[],
	gone: ReadonlySet<string>,
	lost: ReadonlySet<string>
): void {
	const known = new Set(instance.people.map(({ id }) => id));
	const hosted = new Map(
		instance.people.flatMap(({ id, hosts }) => (hosts === null || gone.has(id) ? [] : [[hosts, id] as const]))
	);
	joined.forEach((person, at) => {
		const path = `changes.joined[${at}]`;
		if (known.has(person.id)) read.fault(`${path}.id`, `must be new, "${person.id}" is known`);
		known.add(person.id);
		if (person.hosts === null) return;
		const there = instance.tables.some(({ id }) => id === person.hosts) && !lost.has(person.hosts);
		if (!there) read.fault(`${path}.hosts`, `must name a table in use, got "${person.hosts}"`);
		const other = hosted.get(person.hosts);
		if (other !== undefined) read.fault(`${path}.hosts`, `"${person.hosts}" already has the host "${other}"`);
		hosted.set(person.hosts, person.id);
	});
}
