import type { Texts } from '#lib/domain/ids.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import { textIn } from '#lib/domain/text-in.ts';
import type { Report, ReportInsight } from './report.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

const STYLE =
	'body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
	'h1,h2,h3{line-height:1.2}li{margin-block:.5rem}small{color:#48564e}';

/** The report as one page that opens without a server: for the archive. Plain, accessible, nothing is loaded. */
export function reportHtml(report: Report, locale: Locale): string {
	const { event, participation, themes } = report;
	const insights = new Map(report.insights.map((insight) => [insight.id, insight]));
	const title = safe(textIn(event.title, [locale]).text);
	const said = (element: string, texts: Texts) => {
		const { text, lang } = textIn(texts, [locale]);
		return `<${element} lang="${safe(lang)}" dir="auto">${safe(text)}</${element}>`;
	};
	const themeParts = themes.map((theme) => {
		const dots = theme.dots === null ? '' : ` <small>${safe(m.report_dots({ count: theme.dots }, { locale }))}</small>`;
		const message = theme.message ? said('p', theme.message) : '';
		const items = theme.insights.map((id) => itemOf(insights.get(id), locale)).join('');
		return `<section><h3>${safe(theme.name)}${dots}</h3>${message}<ul>${items}</ul></section>`;
	});
	return [
		`<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
		`<title>${title}</title><style>${STYLE}</style></head><body><main>`,
		said('h1', event.title) + said('p', event.purpose),
		`<p>${safe(event.date)}${event.venue ? ` · ${safe(event.venue)}` : ''}</p>`,
		`<p>${safe(m.report_participation({ people: participation.people.all, tables: participation.tables, ideas: participation.ideas.all }, { locale }))}</p>`,
		`<h2>${safe(m.report_messages({}, { locale }))}</h2>${themeParts.join('')}`,
		`<h2>${safe(m.report_all_insights({}, { locale }))}</h2>`,
		`<ul>${report.insights.map((insight) => itemOf(insight, locale)).join('')}</ul>`,
		'</main></body></html>\n'
	].join('');
}

function itemOf(insight: ReportInsight | undefined, locale: Locale): string {
	if (!insight) return '';
	const text =
		insight.text === null
			? `<em>${safe(m.report_withdrawn({}, { locale }))}</em>`
			: `<span lang="${safe(insight.language)}" dir="auto">${safe(insight.text)}</span>`;
	const source = m.report_source(
		{ table: insight.table.number, round: insight.round, language: insight.language },
		{ locale }
	);
	const signed = insight.signedBy ? `, ${safe(insight.signedBy)}` : '';
	return `<li>${text} <small>${safe(source)}${signed}</small></li>`;
}
