import { partiesOf } from '../parties.ts';
import type { Instance } from '../types.ts';
import type { FieldReader } from './fields.ts';

/** Faults between records: duplicate and unknown ids, hosts, locks that contradict each other, together and apart. */
export function crossCheck(read: FieldReader, instance: Instance): void {
	const tables = unique(read, 'tables', instance.tables);
	const people = unique(read, 'people', instance.people);
	checkHosts(read, instance, tables);
	checkGroups(read, instance, people);
	checkLocks(read, instance, people, tables);
}

function unique(read: FieldReader, field: string, records: { id: string }[]): Map<string, number> {
	const seen = new Map<string, number>();
	records.forEach(({ id }, at) => {
		if (id === '') return;
		const first = seen.get(id);
		if (first === undefined) seen.set(id, at);
		else read.fault(`${field}[${at}].id`, `must be unique, "${id}" is also ${field}[${first}]`);
	});
	return seen;
}

function checkHosts(read: FieldReader, instance: Instance, tables: Map<string, number>): void {
	const hostOf = new Map<string, string>();
	instance.people.forEach(({ id, hosts }, at) => {
		if (hosts === null) return;
		const path = `people[${at}].hosts`;
		if (!tables.has(hosts)) return read.fault(path, `must name a table, got "${hosts}"`);
		const other = hostOf.get(hosts);
		if (other !== undefined && other !== id) read.fault(path, `"${hosts}" already has the host "${other}"`);
		hostOf.set(hosts, id);
	});
}

function checkGroups(read: FieldReader, instance: Instance, people: Map<string, number>): void {
	for (const field of ['together', 'apart'] as const) {
		instance[field].forEach((group, at) => {
			const seen = new Set<string>();
			group.forEach((id, member) => {
				const path = `${field}[${at}][${member}]`;
				if (id !== '' && !people.has(id)) read.fault(path, `must name a person, got "${id}"`);
				if (seen.has(id)) read.fault(path, `names "${id}" twice`);
				seen.add(id);
			});
		});
	}
	const party = partiesOf(instance.together);
	instance.apart.forEach((group, at) => {
		for (let i = 0; i < group.length; i++) {
			for (let j = i + 1; j < group.length; j++) {
				const [one, other] = [group[i]!, group[j]!];
				const shared = party.get(one);
				if (one !== other && shared !== undefined && shared === party.get(other)) {
					read.fault(`apart[${at}]`, `"${one}" and "${other}" are also together`);
				}
			}
		}
	});
}

function checkLocks(
	read: FieldReader,
	instance: Instance,
	people: Map<string, number>,
	tables: Map<string, number>
): void {
	const locked = new Map<string, string>();
	instance.locked.forEach((lock, at) => {
		const path = `locked[${at}]`;
		const person = instance.people[people.get(lock.person) ?? -1];
		if (!person) read.fault(`${path}.person`, `must name a person, got "${lock.person}"`);
		if (!tables.has(lock.table)) read.fault(`${path}.table`, `must name a table, got "${lock.table}"`);
		if (!person) return;
		if (person.hosts !== null && person.hosts !== lock.table) {
			read.fault(path, `"${person.id}" hosts "${person.hosts}" and is locked at "${lock.table}"`);
		}
		const seat = `${lock.round} ${person.id}`;
		const other = locked.get(seat);
		if (other !== undefined && other !== lock.table) read.fault(path, `contradicts another lock at "${other}"`);
		locked.set(seat, lock.table);
	});
}
