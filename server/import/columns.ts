import { fault, type ImportFault, type Place } from './fault.ts';
import { cleanLine } from './plain-text.ts';

export const COLUMNS = [
	'id',
	'name',
	'role',
	'attendance',
	'device',
	'languages',
	'country',
	'organisation',
	'tags',
	'topics',
	'needs'
] as const;
export type Column = (typeof COLUMNS)[number];

/** A row cannot be read without a value here; the rest may be left out. */
const REQUIRED: readonly Column[] = ['id', 'name', 'role', 'attendance', 'device', 'languages'];

export interface FoundColumns {
	readonly found: readonly Column[];
	readonly missing: readonly Column[];
	/** Columns of the file that mean nothing here, as the file spells them. */
	readonly unknown: readonly string[];
	/** For missing columns: the value that every row gets if the organiser accepts. */
	readonly offered: Readonly<Partial<Record<Column, string>>>;
}

export interface Header {
	readonly columns: FoundColumns;
	/** Position of each found column in a record. */
	readonly positions: ReadonlyMap<Column, number>;
	readonly width: number;
	readonly faults: readonly ImportFault[];
}

export interface HeaderOptions {
	readonly offers: Readonly<Partial<Record<Column, string>>>;
	/** The organiser accepted the offered values. */
	readonly accepted: boolean;
}

const spelled = (name: string) => cleanLine(name).text.toLowerCase();
const columnOf = (name: string): Column | undefined => COLUMNS.find((column) => column === spelled(name));

export const isColumn = (name: string): boolean => columnOf(name) !== undefined;

/** Reads a header line: columns in any order and case. Nothing is assumed for a required column unless accepted. */
export function readHeader(cells: readonly string[], place: Place, { offers, accepted }: HeaderOptions): Header {
	const positions = new Map<Column, number>();
	const unknown: string[] = [];
	const faults: ImportFault[] = [];
	for (const [position, cell] of cells.entries()) {
		const column = columnOf(cell);
		if (column === undefined) {
			// A delimiter at the end of every line makes a last column without a name: that is no fault.
			if (spelled(cell) === '') continue;
			unknown.push(cleanLine(cell).text);
			faults.push(fault('column_unknown', { ...place, column: cell }, cell));
		} else if (positions.has(column)) faults.push(fault('column_twice', { ...place, column }, cell));
		else positions.set(column, position);
	}
	const missing = COLUMNS.filter((column) => !positions.has(column));
	const header = cells.join(', ');
	if (!positions.has('id') && !positions.has('name')) faults.push(fault('header_missing', place, header));
	else
		faults.push(...missing.map((column) => missingFault(column, { ...place, column }, header, { offers, accepted })));
	const columns: FoundColumns = {
		found: COLUMNS.filter((column) => positions.has(column)),
		missing,
		unknown,
		offered: Object.fromEntries(
			missing.flatMap((column) => (offers[column] === undefined ? [] : [[column, offers[column]]]))
		)
	};
	return { columns, positions, width: cells.length, faults };
}

function missingFault(column: Column, place: Place, header: string, { offers, accepted }: HeaderOptions): ImportFault {
	if (!REQUIRED.includes(column)) return fault('column_optional', place, header);
	const offered = offers[column];
	// A list that is to tell people apart by their names is offered no ids.
	if (offered === undefined) return fault(column === 'id' ? 'ids_by_name' : 'column_needed', place, header);
	// Ids are counted, everything else is the same for all.
	const shownOffer = column === 'id' ? `${offered}, ${offered.replace('1', '2')}, …` : offered;
	return fault('column_missing', place, header, { offered: shownOffer }, accepted ? 'notice' : 'reject');
}
