import type { Attendance } from '#lib/domain/event/event-card.ts';
import { detectDelimiter, isBlank, readRecords, type CsvRecord, type Delimiter } from './csv-records.ts';
import { unguardCell } from './cells.ts';
import { isColumn, readHeader, type Column, type FoundColumns, type Header } from './columns.ts';
import { decodeText, type Encoding } from './encoding.ts';
import { fault, type ImportFault } from './fault.ts';
import { nameId } from './name-id.ts';
import { settleNeeds, type PersonRow } from './needs.ts';
import { readPerson, Row, type ImportedPerson, type RowRules } from './person-row.ts';
import { cleanLine, likenessKey } from './plain-text.ts';

export const PEOPLE_LIMITS = { bytes: 5_000_000, rows: 20_000 } as const;

export interface PeopleOptions {
	/** Name of the file, for its faults. */
	readonly file?: string;
	/** `crew`: people who run the event and take no seat. Default `participants`. */
	readonly kind?: 'participants' | 'crew';
	/** Language of the event, assumed where a row names none. Default `en`. */
	readonly language?: string;
	/** Known topics; without them wishes are not checked here. */
	readonly topics?: Iterable<string>;
	/** Ids of the event's other file, which `assistant:` and `keep-apart:` may name. */
	readonly otherIds?: Iterable<string>;
	/** The organiser accepted the values offered for missing columns. */
	readonly acceptOffers?: boolean;
	/** Offered where the column is missing. Default `remote`. */
	readonly attendance?: Attendance;
	/** A list without ids tells people apart by their names ({@link nameId}), not by where they stand in it. */
	readonly idsByName?: boolean;
	/** The organiser confirmed that this file of participants may name people who run the event. */
	readonly acceptCrew?: boolean;
}

export interface PeopleImport {
	/** Null if the bytes could not be read as text. */
	readonly encoding: Encoding | null;
	readonly delimiter: Delimiter | null;
	readonly columns: FoundColumns;
	/** Rows after the header that are not blank. */
	readonly rows: number;
	/** The good rows, in the order of the file. Empty if the file was refused. */
	readonly people: readonly ImportedPerson[];
	/** In the order of the file. A `reject` with `record` 0 refused the whole file. */
	readonly faults: readonly ImportFault[];
}

const NO_COLUMNS: FoundColumns = { found: [], missing: [], unknown: [], offered: {} };
/** What is known of a list that could not be read. */
export const NOTHING: PeopleImport = {
	encoding: null,
	delimiter: null,
	columns: NO_COLUMNS,
	rows: 0,
	people: [],
	faults: []
};

/**
 * Reads a list of people from the bytes of a CSV file (RFC 4180; comma, semicolon or tab; columns in any order).
 *
 * Never throws for what is in the file. A bad row is told and left out; a file in which rows cannot be told apart or
 * a needed column is missing gives nobody. At most 5 MB and 20,000 rows.
 */
export function readPeople(bytes: Uint8Array, options: PeopleOptions = {}): PeopleImport {
	const kind = options.kind ?? 'participants';
	const file = options.file ?? `${kind}.csv`;
	if (bytes.length > PEOPLE_LIMITS.bytes)
		return refused(
			{},
			fault('file_large', { file }, `${bytes.length}`, { limit: PEOPLE_LIMITS.bytes / 1e6, unit: 'MB' })
		);

	const decoded = decodeText(bytes);
	if (!decoded.ok)
		return refused({}, fault(decoded.error.rule, { file, line: decoded.error.line }, decoded.error.came));
	const { text, encoding } = decoded.value;
	if (text.trim() === '') return refused({ encoding }, fault('file_empty', { file }, ''));

	const delimiter = detectDelimiter(text, isColumn);
	const records = readRecords(text, delimiter, PEOPLE_LIMITS.rows + 1);
	if (!records.ok) {
		const { rule, line, came, params } = records.error;
		return refused({ encoding, delimiter }, fault(rule, { file, line }, came, params));
	}
	return readTable(records.value, { ...options, kind, file }, { ...NOTHING, encoding, delimiter });
}

const refused = (known: Partial<PeopleImport>, because: ImportFault): PeopleImport => ({
	...NOTHING,
	...known,
	faults: [because]
});

type TableOptions = PeopleOptions & { readonly kind: 'participants' | 'crew'; readonly file: string };

function readTable(records: readonly CsvRecord[], options: TableOptions, read: PeopleImport): PeopleImport {
	const at = records.findIndex((record) => !isBlank(record));
	const top = records[at];
	const { file, kind } = options;
	if (top === undefined) return { ...read, faults: [fault('file_empty', { file }, '')] };
	const language = options.language ?? 'en';
	const header = readHeader(
		top.cells,
		{ file, line: top.line },
		{
			offers: offersFor(kind, language, options),
			accepted: options.acceptOffers ?? false
		}
	);
	const body = records.slice(at + 1).map((record, index) => ({ ...record, number: index + 1 }));
	const filled = body.filter((record) => !isBlank(record));
	const table = { ...read, columns: header.columns, rows: filled.length };
	if (header.faults.some(({ severity }) => severity === 'reject')) return { ...table, faults: header.faults };
	if (filled.length === 0)
		return { ...table, faults: [...header.faults, fault('nobody', { file, line: top.line }, '')] };

	const rules: RowRules = {
		kind,
		language,
		topics: options.topics === undefined ? null : new Set(options.topics),
		acceptCrew: options.acceptCrew ?? false
	};
	const { rows, people } = readRows(filled, header, rules, options);
	return { ...table, people, faults: [...header.faults, ...rows.flatMap(({ faults }) => faults)] };
}

/** Values that every row gets where the file lacks the column and the organiser agrees. `id` counts the rows. */
function offersFor(
	kind: 'participants' | 'crew',
	language: string,
	{ attendance = 'remote', idsByName = false }: PeopleOptions
): Partial<Record<Column, string>> {
	const counted = idsByName ? {} : { id: kind === 'crew' ? 'c-1' : 'p-1' };
	const common = { ...counted, attendance, device: 'own', languages: language };
	return kind === 'crew' ? common : { ...common, role: 'participant' };
}

type NumberedRecord = CsvRecord & { readonly number: number };

function readRows(records: readonly NumberedRecord[], header: Header, rules: RowRules, options: TableOptions) {
	const rows: Row[] = [];
	const good: PersonRow[] = [];
	const ids = new Set<string>();
	const names = new Set<string>();
	for (const record of records) {
		const row = new Row(cellsOf(record, header), { file: options.file, line: record.line, record: record.number });
		rows.push(row);
		if (!fits(row, record, header)) continue;
		const person = readPerson(row, rules);
		if (ids.has(person.id)) noteTwice(row, person, header);
		if (row.rejected) continue;
		if (names.has(likenessKey(person.name)) && isOddlySpelled(row.cell('name')))
			row.note('name_twice', 'name', row.cell('name'));
		ids.add(person.id);
		names.add(likenessKey(person.name));
		good.push({ row, person });
	}
	return { rows, people: settleNeeds(good, new Set([...ids, ...(options.otherIds ?? [])])) };
}

function noteTwice(row: Row, { id, name }: ImportedPerson, { positions }: Header): void {
	if (positions.has('id')) row.note('id_twice', 'id', id);
	else row.note('name_again', 'name', name);
}

/** Two people may well have one name; one name in two hidden spellings is more often one person twice. */
const isOddlySpelled = (name: string) => name.trim() !== cleanLine(name).text;

function cellsOf(record: NumberedRecord, { positions, columns }: Header): ReadonlyMap<Column, string> {
	const offered = Object.entries(columns.offered) as [Column, string][];
	const cells = new Map<Column, string>(offered);
	if (cells.has('id')) cells.set('id', cells.get('id')!.replace('1', String(record.number)));
	for (const [column, position] of positions) cells.set(column, record.cells[position] ?? '');
	if (!cells.has('id')) cells.set('id', nameId(unguardCell(cells.get('name') ?? '')));
	return cells;
}

/** With too few cells nobody knows which are missing; surplus cells are left aside. */
function fits(row: Row, { cells }: CsvRecord, { width }: Header): boolean {
	const came = cells.join(', ');
	if (cells.every((cell) => cell.trim() === '')) row.note('row_empty', '', came);
	else if (cells.length < width) row.note('row_short', '', came, { expected: width, cells: cells.length });
	else if (cells.slice(width).some((cell) => cell.trim() !== ''))
		row.note('row_long', '', cells.slice(width).join(', '), { expected: width, cells: cells.length });
	return !row.rejected;
}
