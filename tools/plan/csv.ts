import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../../src/lib/planner/index.ts';
import { decode, readBytes, type Read } from './read.ts';

export const COLUMNS = 'id name role attendance device languages country organisation tags topics needs'.split(' ');

/** A record with its line in the file; cells are trimmed and free of NUL characters. */
export interface CsvRow {
	line: number;
	cells: number;
	of: Record<string, string>;
}

export interface CsvTable {
	columns: string[];
	rows: CsvRow[];
	notices: string[];
}

/** Reads a CSV of people: comma, semicolon or tab, columns in any order. */
export function readCsv(path: string): Read<CsvTable> {
	const bytes = readBytes(path);
	if (!bytes.ok) return bytes;
	const decoded = decode(bytes.value, path);
	if (!decoded.ok) return decoded;
	const text = decoded.value.replace(/^\ufeff/, '');
	const notices: string[] = [];
	if (text.includes('\u0000')) notices.push('notice: NUL characters were removed');
	const fault = (message: string, line?: number): Read<never> => ({
		ok: false,
		faults: [{ path: line === undefined ? path : `${path} line ${line}`, message }]
	});
	if (text.trim() === '') return fault('must have a header line, but is empty');
	const delimiter = delimiterOf(text);
	let records: { record: string[]; info: { lines: number } }[];
	try {
		records = parse(text.replaceAll('\u0000', ''), {
			delimiter,
			relax_column_count: true,
			skip_empty_lines: true,
			info: true
		}) as unknown as typeof records;
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		return unreadable(cause, fault);
	}
	return columnsOf(path, records, notices);
}

function unreadable(cause: CsvError, fault: (message: string, line?: number) => Read<never>): Read<never> {
	const line = typeof cause['lines'] === 'number' ? cause['lines'] : undefined;
	return fault(cause.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is never closed' : oneSentence(cause.message), line);
}

const oneSentence = (message: string): string => message.split('\n')[0]!.slice(0, 200);

/** The delimiter that occurs most often in the header, outside quotes. */
function delimiterOf(text: string): string {
	const header = text.split(/\r\n|\n|\r/, 1)[0]!.replace(/"[^"]*"/g, '');
	const count = (mark: string): number => header.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function columnsOf(
	path: string,
	records: readonly { record: string[]; info: { lines: number } }[],
	notices: string[]
): Read<CsvTable> {
	const columns = records[0]!.record.map((name) => name.trim().toLowerCase());
	const faults: Fault[] = [];
	if (!columns.includes('id') && !columns.includes('name')) {
		faults.push({ path, message: `must have a column id or name, got ${columns.slice(0, 12).join(', ')}` });
	}
	columns.forEach((name, at) => {
		if (columns.indexOf(name) !== at) faults.push({ path, message: `has the column ${name} twice` });
		else if (!COLUMNS.includes(name)) notices.push(`notice: column "${name}" is not known and left out`);
	});
	if (faults.length > 0) return { ok: false, faults };
	for (const [name, otherwise] of Object.entries(ASSUMED)) {
		if (!columns.includes(name)) notices.push(`notice: there is no column ${name}: ${otherwise}`);
	}
	const rows = records.slice(1).map(({ record, info }): CsvRow => {
		const of = Object.create(null) as Record<string, string>;
		columns.forEach((name, at) => (of[name] = unescaped(record[at] ?? '')));
		return { line: info.lines, cells: record.length, of };
	});
	return { ok: true, value: { columns, rows, notices } };
}

const ASSUMED: Record<string, string> = {
	attendance: 'everybody is taken to be in the hall',
	languages: 'everybody is taken to understand everybody',
	role: 'nobody hosts a table'
};

/** Undoes the apostrophe that a safe export puts before formulas; line breaks in a cell become spaces. */
const unescaped = (cell: string): string => {
	const plain = cell.trim().replace(/\s*[\r\n]+\s*/g, ' ');
	return /^'[=+\-@\t\r]/.test(plain) ? plain.slice(1) : plain;
};
