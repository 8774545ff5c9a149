import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import { textIn } from '#lib/domain/text-in.ts';
import type { Report, ReportInsight } from './report.ts';

/** Characters that Markdown would read: what people wrote stays what they wrote. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*_{}[\]<>()#+\-.!|~$^=:&@]/g, (sign) => `\\${sign}`);
/** Without a pattern: one for breaks with blanks around them looks at a long row of blanks again from each of them. */
const oneLine = (text: string): string =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join(' ');

/** The report as Markdown, headings in `locale`, every text in the language it was written in. */
export function reportMarkdown(report: Report, locale: Locale): string {
	const { event, participation, themes } = report;
	const insights = new Map(report.insights.map((insight) => [insight.id, insight]));
	const lines = [
		`# ${plain(textIn(event.title, [locale]).text)}`,
		'',
		plain(textIn(event.purpose, [locale]).text),
		'',
		`${event.date}${event.venue ? ` · ${plain(event.venue)}` : ''}`,
		'',
		m.report_participation(
			{ people: participation.people.all, tables: participation.tables, ideas: participation.ideas.all },
			{ locale }
		),
		'',
		`## ${m.report_messages({}, { locale })}`,
		''
	];
	for (const theme of themes) {
		const dots = theme.dots === null ? '' : ` (${m.report_dots({ count: theme.dots }, { locale })})`;
		lines.push(`### ${plain(theme.name)}${dots}`, '');
		if (theme.message) lines.push(plain(textIn(theme.message, [locale]).text), '');
		for (const id of theme.insights) lines.push(...itemOf(insights.get(id), locale));
		lines.push('');
	}
	lines.push(`## ${m.report_all_insights({}, { locale })}`, '');
	for (const insight of report.insights) lines.push(...itemOf(insight, locale));
	return lines.join('\n') + '\n';
}

function itemOf(insight: ReportInsight | undefined, locale: Locale): string[] {
	if (!insight) return [];
	const text = insight.text === null ? m.report_withdrawn({}, { locale }) : plain(insight.text);
	const source = m.report_source(
		{ table: insight.table.number, round: insight.round, language: insight.language },
		{ locale }
	);
	return [`- ${text} — ${source}${insight.signedBy ? `, ${plain(insight.signedBy)}` : ''}`];
}
