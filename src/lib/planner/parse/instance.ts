import type { Fault, Instance, Lock, Person, Result, Table } from '../types.ts';
import { FieldReader } from './fields.ts';
import { crossCheck } from './cross-check.ts';
import { readLock, readPerson, readRules, readTable } from './records.ts';

const INSTANCE_FIELDS = 'rounds seed budgetMs iterations tables people together apart locked rules'.split(' ');
export const MOST_ROUNDS = 50;

/** Reads an instance from unknown JSON and fills in every default, or lists all faults with their paths. */
export function parseInstance(value: unknown): Result<Instance, Fault[]> {
	const read = new FieldReader();
	const from = read.object(value, '', INSTANCE_FIELDS);
	if (!from) return { ok: false, error: [{ path: 'instance', message: read.faults[0]?.message ?? 'is not sound' }] };
	if (from['rounds'] === undefined) read.fault('rounds', 'is missing');
	const rounds = read.whole(from['rounds'], 'rounds', 1, MOST_ROUNDS, 1);
	const every = <T>(field: string, one: (item: unknown, path: string) => T | null): T[] =>
		read
			.list(from[field], field)
			.map((item, at) => one(item, `${field}[${at}]`))
			.filter((record) => record !== null);
	const instance: Instance = {
		rounds,
		seed: read.whole(from['seed'], 'seed', 0, 0xffffffff, 1),
		budgetMs: read.whole(from['budgetMs'], 'budgetMs', 0, 3_600_000, 2_000),
		iterations: read.wholeOrNull(from['iterations'], 'iterations', 0, 1e12),
		tables: every<Table>('tables', (item, path) => readTable(read, item, path)),
		people: every<Person>('people', (item, path) => readPerson(read, item, path)),
		together: every<string[]>('together', (item, path) => readGroup(read, item, path)),
		apart: every<string[]>('apart', (item, path) => readGroup(read, item, path)),
		locked: every<Lock>('locked', (item, path) => readLock(read, item, path, rounds)),
		rules: readRules(read, from['rules'])
	};
	if (isEmpty(from['people'])) read.fault('people', 'must list at least one person');
	if (isEmpty(from['tables'])) read.fault('tables', 'must list at least one table');
	crossCheck(read, instance);
	return read.faults.length > 0 ? { ok: false, error: read.faults } : { ok: true, value: instance };
}

/** Whether a list is missing or names nothing; what is no list is another fault. */
const isEmpty = (list: unknown): boolean => list === undefined || (Array.isArray(list) && list.length === 0);

function readGroup(read: FieldReader, value: unknown, path: string): string[] {
	const group = read.texts(value, path);
	if (Array.isArray(value) && group.length < 2) read.wrong(path, 'must name two people or more', value);
	return group;
}
