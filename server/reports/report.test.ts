import { unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { Play } from '#lib/domain/cafe/cafe.test-kit.ts';
import { idea, person, table, theme, vote } from '#lib/domain/harvest/given.test-kit.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { unguardCell } from '../import/index.ts';
import { reportFile, REPORT_FORMATS } from './files.ts';
import { reportOf, type Report } from './report.ts';

const NASTY = [
	"=cmd|'/c calc'!A1",
	'+1+1',
	'-2',
	'@SUM(A1)',
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'](javascript:alert(1))',
	'# Heading\n- list\n\n---',
	'quote " and , comma; and \' apostrophe',
	'« Un seul accord, clair »'
];
const SHAPE = { hall: 6, online: 0, rounds: 1, seats: 5 };

function published(signed: readonly string[] = []): { report: Report; play: Play } {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	for (const id of signed) play.must({ type: 'give_consent', purpose: 'author_name', given: true }, 'participant', id);
	NASTY.forEach((text, index) => {
		const at = (index % 6) + 1;
		const add = { type: 'add_idea', table: table(`t${at}`), idea: idea(`i${index}`), text, language: 'en' } as const;
		play.must({ ...add, onBehalfOf: null }, 'participant', `p${at}-1`);
		play.must(
			{ type: 'mark_insight', table: table(`t${at}`), idea: idea(`i${index}`), marked: true },
			'participant',
			`p${at}-2`
		);
	});
	play.must({ type: 'create_theme', theme: theme('a'), name: '=A & <b>' });
	play.must({ type: 'create_theme', theme: theme('b'), name: 'B' });
	play.must({ type: 'place_insight', idea: idea('i0'), theme: theme('a') });
	play.must({ type: 'place_insight', idea: idea('i1'), theme: theme('b') });
	play.must({ type: 'merge_twins', keep: idea('i1'), twins: [idea('i2')] });
	play.must({ type: 'open_vote', vote: vote('v'), themes: [theme('a'), theme('b')], dots: 3 });
	for (let at = 1; at <= 6; at++)
		play.must({ type: 'cast_ballot', vote: vote('v'), dots: { b: 2, a: 1 } as never }, 'participant', `p${at}-1`);
	play.must({ type: 'close_vote', vote: vote('v') });
	play.must({ type: 'word_message', theme: theme('b'), message: { en: 'Do <b>', fr: 'Faites <b>' } });
	play.must({ type: 'publish_results' });
	const report = reportOf({
		event: 'event' as EventId,
		state: play.state,
		version: 1,
		publishedAt: play.now,
		signatureOf: (id) => (id === person('p1-1') ? 'Ana <i>' : null)
	});
	return { report, play };
}
const text = (report: Report, format: (typeof REPORT_FORMATS)[number]) =>
	new TextDecoder().decode(reportFile(report, format, 'en'));

describe('the report', () => {
	test('[I18] holds every key insight with table, round and language, by table', () => {
		const { report } = published();
		expect(report.insights.map((insight) => insight.text).sort()).toEqual([...NASTY].sort());
		expect(report.insights.map(({ table: { number } }) => number)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 6]);
		expect(report.insights.every(({ round, language }) => round === 1 && language === 'en')).toBe(true);
	});

	test('keeps twins as sources of the one that stands for them', () => {
		const { report } = published();
		expect(report.insights.find(({ id }) => id === 'i2')).toMatchObject({ twinOf: 'i1', theme: 'B' });
		expect(report.themes[0]).toMatchObject({ name: 'B', dots: 12, tables: [2, 3], insights: ['i1', 'i2'] });
	});

	test('hides the split where remote people are fewer than five', () => {
		const { report } = published();
		expect(report.themes[0]).toMatchObject({ dotsHall: null, dotsRemote: null });
		expect(report.participation.people).toEqual({ all: 24, hall: null, remote: null });
	});

	test('[G6] names only who agreed', () => {
		expect(published().report.insights.every(({ signedBy }) => signedBy === null)).toBe(true);
		const { report } = published(['p1-1', 'p2-1']);
		expect(new Set(report.insights.map(({ signedBy }) => signedBy))).toEqual(new Set(['Ana <i>', null]));
	});

	test('no CSV cell is a formula, and the texts come back', () => {
		const rows = parse(text(published(['p1-1']).report, 'csv'), { bom: true, columns: true }) as Record<
			string,
			string
		>[];
		for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
		expect(rows.map((row) => unguardCell(row['text']!)).sort()).toEqual([...NASTY].sort());
	});

	test('HTML and Markdown show what people wrote as text', () => {
		const { report } = published(['p1-1']);
		const html = text(report, 'html');
		expect(html).not.toMatch(/<(script|img|b|i)[\s>]/);
		expect(html).toContain('&lt;script&gt;');
		expect(html).toContain("default-src 'none'");
		const markdown = text(report, 'md');
		expect(markdown).not.toMatch(/^# Heading/m);
		expect(markdown).not.toContain('](javascript:');
		expect(markdown).not.toContain('<script>');
	});

	test('Markdown keeps a text on its line, however it is broken', () => {
		const { report } = published();
		const insight = { ...report.insights[0]!, text: 'one \n\n  two\t\nthree' };
		expect(text({ ...report, insights: [insight] }, 'md')).toContain('- one two three —');
	});

	test('the archive holds all formats, and the same report gives the same bytes', () => {
		const { report } = published();
		const zip = reportFile(report, 'zip', 'en');
		expect(Object.keys(unzipSync(zip)).sort()).toEqual(['report.csv', 'report.html', 'report.json', 'report.md']);
		expect(Buffer.from(reportFile({ ...report }, 'zip', 'en')).equals(Buffer.from(zip))).toBe(true);
		// Who asks again has nothing made again, and gets her own language.
		expect(reportFile(report, 'zip', 'en')).toBe(zip);
		expect(reportFile(report, 'md', 'fr')).not.toEqual(reportFile(report, 'md', 'en'));
	});
});
