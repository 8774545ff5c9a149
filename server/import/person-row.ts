import type { Attendance, Device } from '#lib/domain/event/event-card.ts';
import { unguardCell } from './cells.ts';
import { readCountry, readLanguage } from './codes.ts';
import type { Column } from './columns.ts';
import { fault, type FaultParams, type ImportFault, type ImportRule, type Place } from './fault.ts';
import { cleanLine, isVisible } from './plain-text.ts';
import { isCrew, roleOf, type ImportedRole } from './roles.ts';

/** Longest values in characters, and most values in a cell. */
export const LIMITS = { id: 64, name: 120, text: 120, values: 20 } as const;

export interface ImportedPerson {
	/** Unique in its file; letters, digits, `.`, `_`, `-` only. It may be `__proto__`: keep it in a Map. */
	readonly id: string;
	readonly name: string;
	readonly role: ImportedRole;
	readonly attendance: Attendance;
	readonly device: Device;
	/** BCP-47, preferred first, never empty. */
	readonly languages: readonly string[];
	/** ISO 3166-1 alpha-2. */
	readonly country: string | null;
	readonly organisation: string | null;
	readonly tags: readonly string[];
	/** Wished topics, most wanted first; for a table host the topic of the table. */
	readonly topics: readonly string[];
	/** Private. Known words, `assistant:<id>`, `keep-apart:<id>`, or free text. */
	readonly needs: readonly string[];
}

export interface RowRules {
	readonly kind: 'participants' | 'crew';
	/** Assumed where none is named. */
	readonly language: string;
	/** Null: wishes are not checked. */
	readonly topics: ReadonlySet<string> | null;
	/** A file of participants may name people who run the event. */
	readonly acceptCrew: boolean;
}

/** One record under its header: gives cells by column and collects what is wrong with them. */
export class Row {
	readonly faults: ImportFault[] = [];
	readonly #cells: ReadonlyMap<Column, string>;
	readonly #place: Place;

	constructor(cells: ReadonlyMap<Column, string>, place: Place) {
		this.#cells = cells;
		this.#place = place;
	}
	cell(column: Column): string {
		return unguardCell(this.#cells.get(column) ?? '');
	}
	note(rule: ImportRule, column: string, came: string, params: FaultParams = {}): void {
		this.faults.push(fault(rule, { ...this.#place, column }, came, params));
	}
	get rejected(): boolean {
		return this.faults.some(({ severity }) => severity === 'reject');
	}
	get place(): Place {
		return this.#place;
	}
}

/** Spelling of an id that is safe in an address, a file name and a channel name. */
export const respelledId = (id: string): string =>
	id
		.normalize('NFC')
		.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
		.replace(/^[-.]+|[-.]+$/g, '');

/** Reads one row; every fault is noted on it, also those after the first. The person counts only if none rejects. */
export function readPerson(row: Row, rules: RowRules): ImportedPerson {
	const attendance = readAttendance(row);
	return {
		id: readId(row),
		name: readName(row),
		role: readRole(row, rules),
		attendance,
		device: readDevice(row, attendance),
		languages: readLanguages(row, rules.language),
		country: readHomeCountry(row),
		organisation: readText(row, 'organisation', row.cell('organisation')) || null,
		tags: readValues(row, 'tags'),
		topics: readTopics(row, rules.topics),
		needs: readValues(row, 'needs')
	};
}

function readId(row: Row): string {
	const raw = cleanLine(row.cell('id')).text;
	const id = respelledId(raw);
	if (id === '') row.note('id_empty', 'id', row.cell('id'));
	else if ([...id].length > LIMITS.id) row.note('id_long', 'id', raw, { limit: LIMITS.id, unit: 'characters' });
	else if (id !== raw) row.note('id_respelled', 'id', raw, { became: id });
	return id;
}

function readName(row: Row): string {
	const raw = row.cell('name');
	const { text, controls, marks, cut } = cleanLine(raw, { limit: LIMITS.name });
	if (!isVisible(text)) row.note('name_empty', 'name', raw);
	if (controls) row.note('text_controls', 'name', raw, { became: text });
	if (marks) row.note('text_marks', 'name', raw);
	if (cut) row.note('name_long', 'name', raw, { limit: LIMITS.name, unit: 'characters' });
	return text;
}

function readRole(row: Row, { kind, acceptCrew }: RowRules): ImportedRole {
	const came = cleanLine(row.cell('role')).text;
	const role = roleOf(came);
	if (kind === 'crew') {
		if (role === undefined || !isCrew(role)) row.note('role_not_crew', 'role', came);
		return role ?? 'observer';
	}
	if (role === undefined) row.note('role_unknown', 'role', came, { became: 'participant' });
	else if (isCrew(role) && !acceptCrew) row.note('role_unconfirmed', 'role', came);
	return role ?? 'participant';
}

const HALL: ReadonlySet<string> = new Set(
	'hall|room|on site|on-site|onsite|in person|in-person|vor ort|sur place|en présentiel|présentiel'.split('|')
);
const REMOTE: ReadonlySet<string> = new Set(
	'remote|online|virtual|virtuell|en ligne|à distance|distanciel|en distanciel'.split('|')
);

function readAttendance(row: Row): Attendance {
	const came = cleanLine(row.cell('attendance')).text.toLowerCase();
	if (HALL.has(came)) return 'hall';
	if (!REMOTE.has(came)) row.note('attendance_unknown', 'attendance', came, { became: 'remote' });
	return 'remote';
}

function readDevice(row: Row, attendance: Attendance): Device {
	const came = cleanLine(row.cell('device')).text.toLowerCase();
	if (came !== 'own' && came !== 'table' && came !== 'none') {
		row.note('device_unknown', 'device', came, { became: 'own' });
		return 'own';
	}
	if (attendance === 'hall' || came === 'own') return came;
	// Who is far away can only be here through a device of their own.
	row.note('device_missing', 'device', came, { became: 'own' });
	return 'own';
}

function readLanguages(row: Row, assumed: string): string[] {
	const cell = row.cell('languages');
	const languages = new Set<string>();
	let understood = false;
	if (/[;,]/.test(cell)) row.note('separator_wrong', 'languages', cell, { expected: '|' });
	for (const came of split(row, 'languages', cell, /[|;,]/)) {
		const read = readLanguage(came);
		if (read.kind === 'malformed') row.note('language_malformed', 'languages', came);
		else if (read.kind === 'word') row.note('language_word', 'languages', came);
		else {
			languages.add(read.tag);
			understood ||= read.kind !== 'unassigned';
			if (read.kind === 'respelled') row.note('language_respelled', 'languages', came, { became: read.tag });
			if (read.kind === 'unassigned') row.note('language_unassigned', 'languages', came);
		}
	}
	if (!understood && !row.rejected) {
		// With no language that anybody else has, this person could sit nowhere.
		row.note('language_assumed', 'languages', cell, { became: assumed });
		languages.add(assumed);
	}
	return [...languages];
}

function readHomeCountry(row: Row): string | null {
	const came = cleanLine(row.cell('country')).text;
	if (came === '') return null;
	const read = readCountry(came);
	if (read.kind === 'unknown') {
		row.note('country_unknown', 'country', came);
		return null;
	}
	if (read.kind === 'respelled') row.note('country_respelled', 'country', came, { became: read.code });
	return read.code;
}

function readTopics(row: Row, known: ReadonlySet<string> | null): string[] {
	const wishes = readValues(row, 'topics');
	if (known === null) return wishes;
	for (const wish of wishes) if (!known.has(wish)) row.note('topic_unknown', 'topics', wish);
	return wishes.filter((wish) => known.has(wish));
}

function readValues(row: Row, column: Column): string[] {
	const values = split(row, column, row.cell(column), /\|/).map((value) => readText(row, column, value));
	return [...new Set(values)];
}

function readText(row: Row, column: Column, raw: string): string {
	const { text, controls, marks, cut } = cleanLine(raw, { limit: LIMITS.text });
	if (controls) row.note('text_controls', column, raw, { became: text });
	if (marks) row.note('text_marks', column, raw);
	if (cut) row.note('text_long', column, raw, { limit: LIMITS.text, unit: 'characters' });
	return isVisible(text) ? text : '';
}

/** The values of one cell that hold anything, at most {@link LIMITS}`.values` of them. */
function split(row: Row, column: Column, cell: string, separator: RegExp): string[] {
	const values = cell
		.split(separator)
		.map((value) => value.trim())
		.filter((value) => isVisible(cleanLine(value).text));
	if (values.length > LIMITS.values) row.note('values_many', column, cell, { limit: LIMITS.values, unit: 'values' });
	return values.slice(0, LIMITS.values);
}
