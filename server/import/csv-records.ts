import { CsvError, parse } from 'csv-parse/sync';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { FaultParams, ImportRule } from './fault.ts';

export type Delimiter = ',' | ';' | '\t';
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Characters of one record: many times what a person's row needs, far below what would hold up the program. */
const RECORD_LIMIT = 100_000;
const CELLS_LIMIT = 1_000;

export interface CsvRecord {
	/** Line on which the record begins, from 1. */
	readonly line: number;
	readonly cells: readonly string[];
}

export interface CsvRefusal {
	readonly rule: ImportRule;
	readonly line: number;
	readonly came: string;
	readonly params?: FaultParams;
}

/** The delimiter under which the first line holds most of the `known` column names; a comma if none does. */
export function detectDelimiter(text: string, known: (name: string) => boolean): Delimiter {
	const header = text.slice(0, 10_000).match(/[^\r\n]*\S[^\r\n]*/)?.[0] ?? '';
	const score = (delimiter: Delimiter) =>
		header.split(delimiter).filter((name) => known(name.replaceAll('"', ''))).length;
	return DELIMITERS.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best), DELIMITERS[0]!);
}

/**
 * All records of a CSV text, blank lines as one empty cell, so that records can be counted as an editor shows them.
 *
 * Quotes follow RFC 4180. A quote that never closes, or one inside a cell that is not doubled, refuses the whole
 * text: from there on nobody knows which cell is which.
 */
export function readRecords(text: string, delimiter: Delimiter, limit: number): Result<CsvRecord[], CsvRefusal> {
	const records: CsvRecord[] = [];
	let line = 1;
	try {
		parse(text, {
			delimiter,
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			max_record_size: RECORD_LIMIT,
			to: limit + 1,
			on_record: (cells: string[]) => {
				records.push({ line, cells });
				// The parser's own count takes CR LF inside quotes for two lines.
				line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
				return null;
			}
		});
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		const came = text.split(/\r\n|\n|\r/, line + 1)[line - 1] ?? '';
		if (cause.code === 'CSV_MAX_RECORD_SIZE')
			return refuse({ rule: 'record_large', line, came, params: { limit: RECORD_LIMIT } });
		return refuse({ rule: 'quote_open', line, came });
	}
	const wide = records.find(({ cells }) => cells.length > CELLS_LIMIT);
	if (wide) return refuse({ rule: 'cells_many', line: wide.line, came: '', params: { limit: CELLS_LIMIT } });
	if (records.length > limit)
		return refuse({ rule: 'rows_many', line: records.at(-1)!.line, came: '', params: { limit: limit - 1 } });
	return ok(records);
}

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

export const isBlank = ({ cells }: CsvRecord): boolean => cells.length === 1 && cells[0]!.trim() === '';
