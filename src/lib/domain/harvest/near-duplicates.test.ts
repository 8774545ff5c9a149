import { expect, test } from 'vitest';
import type { Insight } from '../parts.ts';
import { idea, table } from './given.test-kit.ts';
import { nearDuplicates } from './near-duplicates.ts';

const insights = (...texts: (string | null)[]): Insight[] =>
	texts.map((text, i) => ({
		idea: idea(String(i)),
		table: table('t'),
		round: 1,
		topic: null,
		text,
		language: 'en',
		at: i,
		signedBy: null
	}));
const groups = (...texts: (string | null)[]) =>
	nearDuplicates(insights(...texts)).map((group) => group.map(({ at }) => at));

test.each([
	['case', 'More bikes', 'MORE BIKES'],
	['sharp s', 'Straße für alle', 'STRASSE FÜR ALLE'],
	['punctuation', 'More bikes!', '“More, bikes…”'],
	['white space', ' More\u00a0 bikes\n', 'More bikes'],
	['both kinds of apostrophe', 'l’eau', "l'eau"],
	['compatibility forms', 'ﬁve ½ ｂikes', 'five 1⁄2 bikes'],
	['composed and decomposed letters', 'vélo', 've\u0301lo'],
	['soft hyphens', 'bi\u00adcycle', 'bicycle'],
	['Greek and Cyrillic', 'ΠΟΔΉΛΑΤΑ, ВЕЛОСИПЕД', 'ποδήλατα велосипед']
])('%s does not make two of one', (_what, a, b) => {
	expect(groups(a, 'something else', b)).toEqual([[0, 2]]);
});

test.each([
	['other words', 'More bikes', 'Less bikes'],
	['words apart', 'to get her', 'together'],
	['accents', 'pêche', 'péché'],
	['numbers', '30 km/h', '50 km/h'],
	['signs', 'cost < use', 'cost > use'],
	['emoji', 'bikes 👍', 'bikes 👎']
])('%s are not alike', (_what, a, b) => {
	expect(groups(a, b)).toEqual([]);
});

test('withdrawn words and bare punctuation are like nothing', () => {
	expect(groups(null, null, '', '...', '!?', ' ')).toEqual([]);
});

test('groups come in the order of their first insight, every insight once', () => {
	expect(groups('b', 'a', 'c', 'A', 'B', 'b.')).toEqual([
		[0, 4, 5],
		[1, 3]
	]);
});
