import type { Fault } from '../../src/lib/planner/index.ts';
import { isLanguageTag } from '../../src/lib/planner/parse/fields.ts';
import type { CsvRow, CsvTable } from './csv.ts';

/** A row of a CSV of people that takes a seat. */
export interface Guest {
	id: string;
	name: string;
	host: boolean;
	attendance: 'hall' | 'remote';
	device: 'own' | 'table' | 'none';
	languages: string[];
	country: string | null;
	organisation: string | null;
	tags: string[];
	topics: string[];
	stepFree: boolean;
	together: string[];
	apart: string[];
}

export interface GuestList {
	guests: Guest[];
	faults: Fault[];
	notices: string[];
}

const MOST_LETTERS = 200;
const MOST_VALUES = 50;
const CREW = [
	'facilitator',
	'co-facilitator',
	'moderator',
	'harvester',
	'hotline',
	'greeter',
	'recorder',
	'interpreter',
	'captioner',
	'recording-operator',
	'forum-curator',
	'organiser'
];

/** Reads rows of people; a row with a fault is left out, what was corrected is noticed. */
export function readGuests(table: CsvTable): GuestList {
	const list: GuestList = { guests: [], faults: [], notices: [] };
	const ids = new Set<string>();
	for (const row of table.rows) {
		const reader = new RowReader(row, table, list);
		const guest = reader.guest(ids);
		if (guest) {
			ids.add(guest.id);
			list.guests.push(guest);
		}
	}
	for (const guest of list.guests) {
		for (const field of ['together', 'apart'] as const) {
			guest[field] = guest[field].filter((id) => {
				const known = ids.has(id) && id !== guest.id;
				if (!known) list.notices.push(`notice: ${guest.id} needs "${id}", who is nobody else in the file`);
				return known;
			});
		}
	}
	return list;
}

/** Invisible characters do not make a name. */
const visible = (text: string): string => text.replace(/[\p{C}\p{Z}]/gu, '');

class RowReader {
	private readonly row: CsvRow;
	private readonly table: CsvTable;
	private readonly list: GuestList;

	constructor(row: CsvRow, table: CsvTable, list: GuestList) {
		this.row = row;
		this.table = table;
		this.list = list;
	}

	private fault(column: string, message: string): null {
		this.list.faults.push({ path: `line ${this.row.line} ${column}`, message });
		return null;
	}

	private notice(message: string): void {
		this.list.notices.push(`notice: line ${this.row.line}: ${message}`);
	}

	private cell(column: string): string {
		const text = this.row.of[column] ?? '';
		if (text.length <= MOST_LETTERS || column === 'tags' || column === 'topics') return text;
		this.notice(`${column} was cut to ${MOST_LETTERS} letters`);
		return text.slice(0, MOST_LETTERS);
	}

	private values(column: string): string[] {
		const values = (this.row.of[column] ?? '').split('|').map((value) => value.trim());
		const own = [...new Set(values.filter((value) => value !== ''))];
		if (own.length > MOST_VALUES) this.notice(`only the first ${MOST_VALUES} ${column} are kept`);
		return own.slice(0, MOST_VALUES);
	}

	/** @param unread what a value becomes that is not known, where that is not what an empty cell means */
	private oneOf<T extends string>(column: string, allowed: readonly T[], empty: T, unread: T = empty): T {
		const value = this.cell(column).toLowerCase();
		if (value === '') return empty;
		if ((allowed as readonly string[]).includes(value)) return value as T;
		this.notice(`${column} "${value}" is not known and taken as ${unread}`);
		return unread;
	}

	guest(ids: ReadonlySet<string>): Guest | null {
		const { row, table } = this;
		if (Object.values(row.of).every((cell) => cell === '')) return this.fault('row', 'is empty');
		if (row.cells < Math.min(4, table.columns.length)) return this.fault('row', `has only ${row.cells} cells`);
		if (row.cells > table.columns.length) this.notice('has more cells than columns; the surplus is left out');
		const named = table.columns.includes('name');
		const name = this.cell('name').normalize('NFC');
		if (named && visible(name) === '') return this.fault('name', 'must not be empty');
		const written = table.columns.includes('id');
		const id = written ? this.cell('id') : `row ${row.line}`;
		if (visible(id) === '') return this.fault('id', 'must not be empty');
		if (ids.has(id)) return this.fault('id', `must be unique, got "${id}" again`);
		if (written && /[\s/\\]/.test(id)) this.notice(`id "${id}" holds spaces or slashes`);
		const role = this.role();
		if (role === null) return null;
		const languages = this.languages();
		return languages === null ? null : this.seated(id, name, role, languages);
	}

	private seated(id: string, name: string, role: 'host' | 'traveller', languages: string[]): Guest {
		// As the import of the product reads it: nobody is sent to a room who may be far away.
		const came = this.oneOf('attendance', ['hall', 'room', 'remote'], 'hall', 'remote');
		const attendance = came === 'remote' ? 'remote' : 'hall';
		let device = this.oneOf('device', ['own', 'table', 'none'], 'own');
		if (attendance === 'remote' && device !== 'own') {
			this.notice(`device ${device} cannot be, since the person is remote: taken as own`);
			device = 'own';
		}
		const needs = this.values('needs');
		const named = (prefix: string): string[] =>
			needs.filter((need) => need.startsWith(prefix)).map((need) => need.slice(prefix.length).trim());
		return {
			id,
			name,
			host: role === 'host',
			attendance,
			device,
			languages,
			country: this.country(),
			organisation: this.cell('organisation') || null,
			tags: this.values('tags'),
			topics: this.values('topics'),
			stepFree: needs.includes('step-free'),
			together: named('assistant:'),
			apart: named('keep-apart:')
		};
	}

	private country(): string | null {
		const country = this.cell('country');
		if (country !== '' && !/^[A-Za-z]{2}$/.test(country)) {
			this.notice(`country "${country}" is no two-letter code and kept as it is`);
		}
		return country || null;
	}

	private role(): 'host' | 'traveller' | null {
		const role = this.cell('role').toLowerCase();
		if (role === 'table-host') return 'host';
		if (role === 'stream-viewer') {
			this.notice('a stream viewer takes no seat');
			return null;
		}
		if (CREW.includes(role)) return this.fault('role', `must not be ${role}: the crew takes no seat at a table`);
		if (role !== '' && role !== 'participant' && role !== 'traveller') {
			this.notice(`role "${role}" is not known and taken as participant`);
		}
		return 'traveller';
	}

	private languages(): string[] | null {
		const kept: string[] = [];
		let written = this.values('languages');
		if (written.length === 1 && /[;,]/.test(written[0]!)) {
			this.notice('languages should be separated by |');
			written = written[0]!.split(/[;,]/).map((tag) => tag.trim());
		}
		for (const tag of written) {
			const plain = tag.replaceAll('_', '-');
			if (plain !== tag) this.notice(`language "${tag}" is read as ${plain}`);
			if (!isLanguageTag(plain)) {
				return this.fault('languages', `must be BCP-47 tags separated by |, got ${JSON.stringify(tag)}`);
			}
			kept.push(plain);
		}
		return kept;
	}
}
