import { expect, test } from 'vitest';
import { parseInstance } from '../index.ts';
import type { Instance, Sheet } from '../types.ts';
import { sentencesOf } from './sentences.ts';

const quiet: Omit<Sheet, 'sentences'> = {
	pairsMeetingAgain: 0,
	pairsMeetingAgainBound: 0,
	c2: 0,
	c2Bound: 0,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	outsideTableLanguage: 0,
	tagsMissing: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	sameOrganisationPairsBound: 0,
	sameModePairs: 0,
	sameModePairsBound: 0,
	wishesMet: 0,
	wishesPossible: 0,
	perPerson: { mostMeetingsAgain: 0, fewestWishesMet: null }
};

function instanceWith(person: object, table: object = {}): Instance {
	const parsed = parseInstance({
		rounds: 1,
		tables: [
			{ id: 't1', seats: 4 },
			{ id: 't2', seats: 4, ...table }
		],
		people: [{ id: 'p1' }, { id: 'p2', ...person }]
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

const always = ['Nobody meets anybody twice.', 'Nobody returns to a table.'];

test('nothing is said of countries, organisations, wishes and topics that nobody has', () => {
	expect(sentencesOf(quiet, instanceWith({}))).toEqual(always);
});

test.each<[string, object, object, string]>([
	['country', { country: 'DE' }, {}, 'Nobody shares a table with somebody from the same country.'],
	['organisation', { organisation: 'O' }, {}, 'Nobody shares a table with somebody from the same organisation.'],
	['topic', {}, { topic: 'shade' }, 'Nobody gets a topic twice.']
])('one person or table with a %s is enough to say that all is well with it', (_, person, table, sentence) => {
	expect(sentencesOf(quiet, instanceWith(person, table))).toEqual([...always, sentence]);
});

test('what did happen is said, also when nobody who is left has any (those who had some have left)', () => {
	const sheet = { ...quiet, topicAgain: 2, sameCountryPairs: 1, sameOrganisationPairs: 3 };
	expect(sentencesOf(sheet, instanceWith({}))).toEqual([
		...always,
		'2 visits are to a topic already visited.',
		'1 pair from the same country shares a table once.',
		'3 pairs from the same organisation share a table once.'
	]);
});

test('wishes are told where somebody has one', () => {
	const sheet = { ...quiet, wishesMet: 1, wishesPossible: 2, perPerson: { ...quiet.perPerson, fewestWishesMet: 1 } };
	expect(sentencesOf(sheet, instanceWith({}))).toEqual([
		...always,
		'1 of 2 wishes are met; everybody gets at least 1.'
	]);
});
