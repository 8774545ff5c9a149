import { error } from '@sveltejs/kit';
import type { EventId } from '#lib/domain/ids.ts';
import { getLocale, isLocale } from '#lib/paraglide/runtime.js';
import { CONTENT_TYPES, REPORT_FORMATS, reportFile } from '#server/reports/files.ts';
import { services } from '#server/services.ts';
import type { RequestHandler } from './$types';

/** `report.md`, `report.csv`, `report.json`, `report.html`, `report.zip`: published results, without a log-in. */
export const GET: RequestHandler = async ({ params, url }) => {
	const format = REPORT_FORMATS.find((known) => params.file === `report.${known}`);
	if (!format) error(404, { message: 'not_found', code: 'not_found' });
	const report = await services().publishedReport(params.event as EventId);
	if (!report) error(404, { message: 'not_published', code: 'not_published' });
	const asked = url.searchParams.get('lang');
	const locale = asked !== null && isLocale(asked) ? asked : getLocale();
	return new Response(reportFile(report, format, locale) as BodyInit, {
		headers: {
			'Content-Type': CONTENT_TYPES[format],
			'Content-Disposition': `attachment; filename="report.${format}"`,
			'Content-Security-Policy': "default-src 'none'; sandbox",
			'Cache-Control': 'no-cache'
		}
	});
};
