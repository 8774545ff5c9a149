import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Play } from '#lib/domain/cafe/cafe.test-kit.ts';
import { idea, person, table, theme, vote } from '#lib/domain/harvest/given.test-kit.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { reportFile } from '#server/reports/files.ts';
import { reportOf } from '#server/reports/report.ts';

const SHAPE = { hall: 2, online: 0, rounds: 1, seats: 5 };
/** Objects whose keys are language tags: the page calls them "by language". */
const TEXTS = new Set(['title', 'purpose', 'message', 'name', 'topic']);

/** A report in which nothing is empty: themes, twins, a signature, a vote, a message. */
function published(): unknown {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	play.must({ type: 'give_consent', purpose: 'author_name', given: true }, 'participant', 'p1-1');
	for (const id of ['i0', 'i1', 'i2']) {
		const at = { table: table('t1'), idea: idea(id) };
		play.must({ type: 'add_idea', ...at, text: `Text ${id}`, language: 'en', onBehalfOf: null }, 'participant', 'p1-1');
		play.must({ type: 'mark_insight', ...at, marked: true }, 'participant', 'p1-1');
	}
	play.must({ type: 'create_theme', theme: theme('a'), name: 'A' });
	play.must({ type: 'create_theme', theme: theme('b'), name: 'B' });
	play.must({ type: 'place_insight', idea: idea('i1'), theme: theme('b') });
	play.must({ type: 'merge_twins', keep: idea('i1'), twins: [idea('i2')] });
	play.must({ type: 'open_vote', vote: vote('v'), themes: [theme('a'), theme('b')], dots: 3 });
	play.must({ type: 'cast_ballot', vote: vote('v'), dots: { b: 2 } as never }, 'participant', 'p1-1');
	play.must({ type: 'close_vote', vote: vote('v') });
	play.must({ type: 'word_message', theme: theme('b'), message: { en: 'Do', fr: 'Faites' } });
	play.must({ type: 'publish_results' });
	const report = reportOf({
		event: 'event' as EventId,
		state: play.state,
		version: 1,
		publishedAt: play.now,
		signatureOf: (id) => (id === person('p1-1') ? 'Ana' : null)
	});
	return JSON.parse(new TextDecoder().decode(reportFile(report, 'json', 'en')));
}

/** `themes[].dots`, `insights[].table.number`: every field, but for the languages of a text. */
function fieldsOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return [...new Set(value.flatMap((entry) => fieldsOf(entry, `${path}[]`)))];
	const name = path.split('.').at(-1)!;
	if (typeof value !== 'object' || value === null || TEXTS.has(name)) return [path.replace(/\[\]$/, '')];
	return Object.entries(value).flatMap(([field, inner]) => fieldsOf(inner, path === '' ? field : `${path}.${field}`));
}

/** The same from the page: ``| `themes[]` | `{ id, name }` |`` stands for `themes[].id` and `themes[].name`. */
function fieldsOnThePage(): string[] {
	const page = readFileSync(resolve(import.meta.dirname, '../docs/report-schema.md'), 'utf8');
	return [...page.matchAll(/^\| (`[^|]+`) \| ([^|]+(?:\\\|[^|]+)*) \|/gm)].flatMap(([, names, type]) => {
		const [first = '', ...others] = [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
		// `participation.people`, `.ideas`: the second begins where the first does.
		const paths = [first, ...others.map((other) => first.slice(0, first.lastIndexOf('.')) + other)];
		const shape = /^`?(\{.*\})`?/.exec(type!)?.[1];
		return paths.flatMap((path) => (shape === undefined ? [path] : inside(shape).map((field) => `${path}.${field}`)));
	});
}

/** `{ id, table: { number, name } }` → `id`, `table.number`, `table.name`. */
function inside(shape: string): string[] {
	const found: string[] = [];
	const above: string[] = [];
	for (const [, name, opens, closes] of shape.slice(1, -1).matchAll(/(\w+)(: \{)?|(\})/g)) {
		if (closes) above.pop();
		else if (opens) above.push(name!);
		else found.push([...above, name!].join('.'));
	}
	return found;
}

describe('the page about report.json', () => {
	test('[ARCH-8] names every field of a report, and no other', () => {
		expect(fieldsOnThePage().sort()).toEqual([...new Set(fieldsOf(published()))].sort());
	});
});
