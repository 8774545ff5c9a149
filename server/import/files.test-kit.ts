import { readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { guardCell } from './cells.ts';
import { COLUMNS } from './columns.ts';
import type { ImportFault } from './fault.ts';
import type { ImportedPerson } from './person-row.ts';

export const EXAMPLES = [
	'leipzig-world-cafe',
	'parliament-panel',
	'invited-session',
	'metropolis-webinar',
	'mayors-assembly'
] as const;

export const scenario = (file: string): Uint8Array =>
	readFileSync(new URL(`../../tests/scenarios/${file}`, import.meta.url));
export const example = (event: string, file: string): Uint8Array =>
	readFileSync(new URL(`../../examples/${event}/${file}`, import.meta.url));
export const exampleText = (event: string, file: string): string => new TextDecoder().decode(example(event, file));

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const HEADER = COLUMNS.join(',');
/** A list of people with these rows below the usual header. */
export const listOf = (...rows: string[]): Uint8Array => bytesOf([HEADER, ...rows, ''].join('\n'));

/** People as an export would write them. */
export const writePeople = (people: readonly ImportedPerson[], delimiter = ','): Uint8Array => {
	const rows = people.map((person) =>
		COLUMNS.map((column) => {
			const value = person[column];
			return guardCell(Array.isArray(value) ? value.join('|') : String(value ?? ''));
		})
	);
	return bytesOf(stringify([[...COLUMNS], ...rows], { delimiter }));
};

/** The part of faults that a test compares. */
export const brief = (faults: readonly ImportFault[]): string[] =>
	faults.map(({ line, column, rule, severity }) => `${line} ${column} ${rule} ${severity}`);
