import type { ImportedEvent } from './event-schema.ts';
import { placed } from './event-json.ts';
import type { PathFault } from './event-references.ts';
import { fault, type ImportFault } from './fault.ts';
import type { ImportedPerson } from './person-row.ts';

export interface TogetherOptions {
	/** Text of `event.json`, so that faults can name the line. */
	readonly eventText?: string;
	/** Names of the files, for their faults. */
	readonly files?: { readonly event: string; readonly participants: string; readonly crew: string };
}

const FILES = { event: 'event.json', participants: 'participants.csv', crew: 'crew.csv' };

/**
 * Checks what no file can know alone: hosts, bridges, interpreters, pins and personas exist, nobody stands in both
 * lists, people wish for topics that there are, and the counts of the event fit the lists (these only as notices).
 */
export function checkTogether(
	event: ImportedEvent,
	people: readonly ImportedPerson[],
	crew: readonly ImportedPerson[],
	{ eventText, files = FILES }: TogetherOptions = {}
): ImportFault[] {
	const inEvent = [
		...hostFaults(event, people),
		...nameFaults(event, people, crew),
		...countFaults(event, people, crew)
	];
	const taken = new Set(people.map(({ id }) => id));
	const topics = new Set(event.topics.map(({ id }) => id));
	return [
		...placed(inEvent, eventText ?? null, files.event),
		...people.flatMap((person) => wishFaults(person, topics, files.participants)),
		...crew
			.filter(({ id }) => taken.has(id))
			.map(({ id }) => fault('id_in_both_files', { file: files.crew, column: 'id' }, id))
	];
}

function hostFaults(event: ImportedEvent, people: readonly ImportedPerson[]): PathFault[] {
	const byId = new Map(people.map((person) => [person.id, person]));
	const hosting = new Set<string>();
	return event.tables.flatMap(({ host, mode }, index): PathFault[] => {
		if (host === null) return [];
		const path = ['tables', index, 'host'];
		const person = byId.get(host);
		if (person === undefined) return [{ path, rule: 'host_unknown', came: host }];
		if (hosting.has(host)) return [{ path, rule: 'host_twice', came: host }];
		hosting.add(host);
		const faults: PathFault[] = [];
		if (person.role !== 'table_host') faults.push({ path, rule: 'host_role', came: `${host}: ${person.role}` });
		const fits = person.attendance === 'hall' ? mode !== 'online' : mode !== 'hall';
		if (!fits) faults.push({ path, rule: 'host_attendance', came: `${host}: ${person.attendance}`, params: { mode } });
		return faults;
	});
}

function nameFaults(
	event: ImportedEvent,
	people: readonly ImportedPerson[],
	crew: readonly ImportedPerson[]
): PathFault[] {
	const seated = new Set(people.map(({ id }) => id));
	const everybody = new Set([...seated, ...crew.map(({ id }) => id)]);
	const faults: PathFault[] = [];
	const check = (path: PathFault['path'], id: string | null, known: ReadonlySet<string>) => {
		if (id !== null && !known.has(id)) faults.push({ path, rule: 'person_unknown', came: id });
	};
	for (const [index, { bridge, interpreters }] of event.tables.entries()) {
		check(['tables', index, 'bridge'], bridge, everybody);
		for (const [at, id] of interpreters.entries()) check(['tables', index, 'interpreters', at], id, everybody);
	}
	// A pin is a seat, and crew take none.
	for (const [index, { participant }] of event.pins.entries())
		check(['pins', index, 'participant'], participant, seated);
	for (const [index, { participant }] of event.personas.entries())
		if (!everybody.has(participant))
			faults.push({ path: ['personas', index, 'participant'], rule: 'persona_unknown', came: participant });
	return faults;
}

function countFaults(
	{ population }: ImportedEvent,
	people: readonly ImportedPerson[],
	crew: readonly ImportedPerson[]
): PathFault[] {
	if (population === null) return [];
	// Who only watches the stream is counted apart.
	const here = people.filter(({ role }) => role !== 'stream_viewer');
	const count = (test: (person: ImportedPerson) => boolean) => here.filter(test).length;
	const counted = {
		participants: here.length,
		hall: count(({ attendance }) => attendance === 'hall'),
		remote: count(({ attendance }) => attendance === 'remote'),
		withoutDevice: count(({ device }) => device === 'none'),
		tableHosts: count(({ role }) => role === 'table_host'),
		travellers: count(({ role }) => role === 'traveller'),
		streamViewers: people.length - here.length,
		countries: new Set(here.flatMap(({ country }) => country ?? [])).size,
		crew: crew.length
	} satisfies Record<keyof typeof population, number>;
	return Object.entries(counted).flatMap(([key, number]): PathFault[] => {
		const stated = population[key as keyof typeof counted];
		if (stated === null || stated === number) return [];
		return [{ path: ['population', key], rule: 'population_differs', came: stated, params: { expected: number } }];
	});
}

const wishFaults = ({ id, topics }: ImportedPerson, known: ReadonlySet<string>, file: string): ImportFault[] =>
	topics
		.filter((topic) => !known.has(topic))
		.map((topic) => fault('topic_unknown', { file, column: 'topics' }, `${id}: ${topic}`));
