/** The files of a report: each alone, or all of them in one ZIP. */
import { strToU8, zipSync } from 'fflate';
import type { Locale } from '#lib/paraglide/runtime.js';
import { insightsCsv } from './csv.ts';
import { reportHtml } from './html.ts';
import { reportMarkdown } from './markdown.ts';
import type { Report } from './report.ts';

export const REPORT_FORMATS = ['json', 'md', 'csv', 'html', 'zip'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const CONTENT_TYPES: { readonly [F in ReportFormat]: string } = {
	json: 'application/json; charset=utf-8',
	md: 'text/markdown; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	html: 'text/html; charset=utf-8',
	zip: 'application/zip'
};

/** Everybody may ask for a file, again and again: it is made once, and goes with its report. */
const made = new WeakMap<Report, Map<string, Uint8Array>>();

export function reportFile(report: Report, format: ReportFormat, locale: Locale): Uint8Array {
	const files = made.get(report) ?? new Map<string, Uint8Array>();
	made.set(report, files);
	const key = `${format} ${locale}`;
	const file = files.get(key) ?? makeFile(report, format, locale);
	files.set(key, file);
	return file;
}

function makeFile(report: Report, format: ReportFormat, locale: Locale): Uint8Array {
	switch (format) {
		case 'json':
			return strToU8(`${JSON.stringify(report, null, '\t')}\n`);
		case 'md':
			return strToU8(reportMarkdown(report, locale));
		case 'csv':
			return strToU8(insightsCsv(report, locale));
		case 'html':
			return strToU8(reportHtml(report, locale));
		case 'zip':
			return archiveOf(report, locale);
	}
}

function archiveOf(report: Report, locale: Locale): Uint8Array {
	const entries = REPORT_FORMATS.filter((format) => format !== 'zip').map(
		(format) => [`report.${format}`, reportFile(report, format, locale)] as const
	);
	// The publication's time, so that the same report always gives the same bytes.
	return zipSync(Object.fromEntries(entries), { mtime: report.publishedAt });
}
