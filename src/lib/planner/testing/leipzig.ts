import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseInstance } from '../index.ts';
import type { Instance, Lock } from '../types.ts';

const folder = new URL('../../../../examples/leipzig-world-cafe/', import.meta.url);

interface EventFile {
	rounds: unknown[];
	tables: {
		id: string;
		mode: string;
		seats: number;
		topic: string;
		languages: string[];
		stepFree: boolean;
		host: string;
	}[];
	pins: { participant: string; assignments: Record<string, string> }[];
}

/** The Leipzig World Café of the examples as an instance: 200 people, 40 tables, 3 rounds, Jonas pinned. */
export function leipzig(overrides: Record<string, unknown> = {}): Instance {
	const event = JSON.parse(readFileSync(new URL('event.json', folder), 'utf8')) as EventFile;
	const rows = parse(readFileSync(new URL('participants.csv', folder)), { columns: true }) as Record<string, string>[];
	const hostOf = new Map(event.tables.map((table) => [table.host, table.id]));
	const list = (cell: string | undefined): string[] => (cell ? cell.split('|') : []);
	const parsed = parseInstance({
		rounds: event.rounds.length,
		tables: event.tables.map(({ id, mode, seats, topic, languages, stepFree }) => ({
			id,
			mode,
			seats,
			topic,
			languages,
			stepFree
		})),
		people: rows.map((row) => ({
			id: row['id'],
			hosts: hostOf.get(row['id']!) ?? null,
			attendance: row['attendance'],
			device: row['device'],
			languages: list(row['languages']),
			country: row['country'],
			organisation: row['organisation'],
			tags: list(row['tags']),
			topics: hostOf.has(row['id']!) ? [] : list(row['topics']),
			stepFree: list(row['needs']).includes('step-free')
		})),
		locked: event.pins.flatMap(({ participant, assignments }) => seats(participant, Object.values(assignments))),
		rules: { mix: ['country', 'organisation'] },
		iterations: 20_000,
		...overrides
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

/** Locks of one person for rounds 1, 2, 3… */
export const seats = (person: string, tables: readonly string[]): Lock[] =>
	tables.map((table, r) => ({ person, round: r + 1, table }));

/** The instance as it is when some people do not come. */
export function without(instance: Instance, missing: ReadonlySet<string>): Instance {
	return {
		...instance,
		people: instance.people.filter(({ id }) => !missing.has(id)),
		locked: instance.locked.filter(({ person }) => !missing.has(person))
	};
}

/** Amina and three remote travellers, each of whom meets each of the others once; wishes of all four are served. */
export const FREE_SEATS: Record<string, readonly string[]> = {
	'le-177': ['T37', 'T39', 'T33'],
	'le-176': ['T37', 'T40', 'T35'],
	'le-190': ['T36', 'T40', 'T33'],
	'le-170': ['T36', 'T39', 'T35']
};
