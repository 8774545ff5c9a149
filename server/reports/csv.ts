import { stringify } from 'csv-stringify/sync';
import { guardCell } from '../import/index.ts';
import { textIn } from '#lib/domain/text-in.ts';
import type { Report } from './report.ts';

const COLUMNS = [
	'table',
	'table_name',
	'round',
	'topic',
	'language',
	'text',
	'theme',
	'dots',
	'signed_by',
	'twin_of'
] as const;

/** One row per key insight; no cell is ever a formula, and an import gives the same texts back. */
export function insightsCsv(report: Report, language: string): string {
	const dots = new Map(report.themes.map(({ name, dots }) => [name, dots]));
	const rows = report.insights.map((insight) => [
		String(insight.table.number),
		textIn(insight.table.name, [language]).text,
		String(insight.round),
		insight.topic ? textIn(insight.topic, [language]).text : '',
		insight.language,
		insight.text ?? '',
		insight.theme ?? '',
		insight.theme === null ? '' : String(dots.get(insight.theme) ?? ''),
		insight.signedBy ?? '',
		insight.twinOf ?? ''
	]);
	const guarded = rows.map((row) => row.map(guardCell));
	// The byte order mark makes spreadsheets read UTF-8.
	return `\uFEFF${stringify([[...COLUMNS], ...guarded], { record_delimiter: '\r\n' })}`;
}
