import { decodeText } from './encoding.ts';
import { readEvent } from './event-json.ts';
import type { ImportedEvent } from './event-schema.ts';
import type { ImportFault } from './fault.ts';
import { readIdeas, type IdeasImport } from './ideas.ts';
import { readPeople, type PeopleImport } from './people-csv.ts';
import { checkTogether } from './together.ts';

export interface FolderFiles {
	readonly event: Uint8Array;
	readonly participants: Uint8Array;
	readonly crew?: Uint8Array;
	readonly ideas?: Uint8Array;
}

export interface FolderOptions {
	/** See {@link readPeople}: the organiser accepted the values offered for missing columns. */
	readonly acceptOffers?: boolean;
}

/**
 * - `clean`: nothing was rejected
 * - `rows`: some rows were; the good ones can be imported if the organiser accepts that
 * - `refused`: a file cannot be used, or the files contradict each other
 */
export type Verdict = 'clean' | 'rows' | 'refused';

export interface FolderImport {
	/** Null if anything in it is wrong. */
	readonly event: ImportedEvent | null;
	readonly participants: PeopleImport;
	readonly crew: PeopleImport | null;
	readonly ideas: IdeasImport | null;
	/** Of all files, each in its own order. */
	readonly faults: readonly ImportFault[];
	readonly verdict: Verdict;
}

/** Reads the files of one event and checks them together. Nothing is stored; the organiser decides on the verdict. */
export function readFolder(files: FolderFiles, options: FolderOptions = {}): FolderImport {
	const read = readEvent(files.event);
	const event = read.ok ? read.value : null;
	const language = event?.languages.working[0] ?? 'en';
	const topics = event === null ? {} : { topics: event.topics.map(({ id }) => id) };
	const common = { ...options, ...topics, language };
	const crew = files.crew === undefined ? null : readPeople(files.crew, { ...common, kind: 'crew', file: 'crew.csv' });
	const otherIds = crew?.people.map(({ id }) => id) ?? [];
	const participants = readPeople(files.participants, { ...common, otherIds, file: 'participants.csv' });
	const ideas = files.ideas === undefined ? null : readIdeas(files.ideas, { ...topics, language });

	const eventText = decodeText(files.event);
	const together =
		event === null
			? []
			: checkTogether(
					event,
					participants.people,
					crew?.people ?? [],
					eventText.ok ? { eventText: eventText.value.text } : {}
				);
	const faults = [
		...(read.ok ? [] : read.error),
		...participants.faults,
		...(crew?.faults ?? []),
		...(ideas?.faults ?? []),
		...together
	];
	return { event, participants, crew, ideas, faults, verdict: verdictOf(faults) };
}

export function verdictOf(faults: readonly ImportFault[]): Verdict {
	const rejects = faults.filter(({ severity }) => severity === 'reject');
	const rowsOnly = rejects.every(({ record, file, line }) => record > 0 || (file === 'ideas.txt' && line > 0));
	return rejects.length === 0 ? 'clean' : rowsOnly ? 'rows' : 'refused';
}
