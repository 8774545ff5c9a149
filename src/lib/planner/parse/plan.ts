import type { Fault, Instance, Past, Plan, Result } from '../types.ts';
import { FieldReader } from './fields.ts';
import { readPerson, readTable } from './records.ts';

const PAST_FIELDS = ['rounds', 'people', 'tables', 'hosting', 'hostsSince', 'together'];

/** Reads the rounds and the past of a plan for an instance from unknown JSON; other fields are taken as they are. */
export function parsePlan(value: unknown, instance: Instance): Result<Plan, Fault[]> {
	const read = new FieldReader();
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { ok: false, error: [{ path: 'plan', message: 'must be an object' }] };
	}
	const from = value as Record<string, unknown>;
	const rounds = read.list(from['rounds'], 'plan.rounds');
	if (rounds.length !== instance.rounds) {
		read.fault('plan.rounds', `must list ${instance.rounds} rounds, got ${rounds.length}`);
	}
	const past = from['past'] === undefined ? undefined : readPast(read, from['past'], instance);
	const over = past?.rounds ?? 0;
	const now = { people: idsOf(instance.people), tables: idsOf(instance.tables) };
	const then = {
		people: idsOf([...instance.people, ...(past?.people ?? [])]),
		tables: idsOf([...instance.tables, ...(past?.tables ?? [])])
	};
	rounds.forEach((round, r) => readRound(read, round, `plan.rounds[${r}]`, r < over ? then : now, r >= over));
	if (read.faults.length > 0) return { ok: false, error: read.faults };
	const plan = value as Plan;
	return { ok: true, value: past ? { ...plan, past } : plan };
}

const idsOf = (records: readonly { id: string }[]): Set<string> => new Set(records.map(({ id }) => id));

function readRound(
	read: FieldReader,
	round: unknown,
	path: string,
	known: { people: ReadonlySet<string>; tables: ReadonlySet<string> },
	isOpen: boolean
): void {
	if (typeof round !== 'object' || round === null || Array.isArray(round)) {
		return read.wrong(path, 'must be an object', round);
	}
	for (const [person, table] of Object.entries(round)) {
		if (!known.people.has(person)) read.fault(`${path}.${person}`, 'must be the id of a person who is known');
		if (typeof table !== 'string' || !known.tables.has(table)) {
			read.wrong(`${path}.${person}`, 'must name a table', table);
		}
	}
	if (!isOpen) return;
	for (const id of known.people) if (!Object.hasOwn(round, id)) read.fault(path, `has no seat for "${id}"`);
}

function readPast(read: FieldReader, value: unknown, instance: Instance): Past | undefined {
	const path = 'plan.past';
	const from = read.object(value, path, PAST_FIELDS);
	if (!from) return undefined;
	for (const field of PAST_FIELDS) if (from[field] === undefined) read.fault(`${path}.${field}`, 'is missing');
	const every = <T>(field: string, one: (item: unknown, at: string) => T | null): T[] =>
		read.list(from[field], `${path}.${field}`).flatMap((item, i) => {
			const record = one(item, `${path}.${field}[${i}]`);
			return record === null ? [] : [record];
		});
	const round = (record: Record<string, unknown>, field: string, at: string): number => {
		if (record[field] === undefined) read.fault(`${at}.${field}`, 'is missing');
		return read.whole(record[field], `${at}.${field}`, 0, instance.rounds + 1, 1);
	};
	const past: Past = {
		rounds: read.whole(from['rounds'], `${path}.rounds`, 0, instance.rounds, 0),
		people: every('people', (item, at) => readPerson(read, item, at)),
		tables: every('tables', (item, at) => readTable(read, item, at)),
		hosting: every('hosting', (item, at) => {
			const record = read.object(item, at, ['person', 'table', 'from', 'to']);
			if (!record) return null;
			const [person, table] = ['person', 'table'].map((field) => read.text(record[field], `${at}.${field}`));
			return { person: person!, table: table!, from: round(record, 'from', at), to: round(record, 'to', at) };
		}),
		hostsSince: every('hostsSince', (item, at) => {
			const record = read.object(item, at, ['person', 'from']);
			return record && { person: read.text(record['person'], `${at}.person`), from: round(record, 'from', at) };
		}),
		together: every('together', (item, at) => read.texts(item, at))
	};
	checkPast(read, past, instance);
	return past;
}

/** Nobody and nothing is there and gone at once. */
function checkPast(read: FieldReader, past: Past, instance: Instance): void {
	for (const field of ['people', 'tables'] as const) {
		const seen = idsOf(instance[field]);
		past[field].forEach(({ id }, at) => {
			if (id !== '' && seen.has(id)) read.fault(`plan.past.${field}[${at}].id`, `must be unique, got "${id}" twice`);
			seen.add(id);
		});
	}
}
