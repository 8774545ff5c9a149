import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../domain/cafe/plan-settings.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import type { PlanChange, PlanNote } from '../protocol/planning.ts';
import { helped, helpWords, noPlanWords, noteWords, planRuleWords } from './plan-outlook-words.ts';

const card = (...modes: string[]) =>
	({ tables: modes.map((mode, index) => ({ id: `T${index + 1}`, number: index + 1, mode })) }) as unknown as EventCard;
const told = (...modes: string[]) => ({ card: card(...modes), names: { a: 'Anna', b: 'Bo' } as never, locale: 'en' });
const say = (note: object, ...modes: string[]) => noteWords(note as PlanNote, told(...modes));

it('says the lemma, where it holds, and what avoids it', () => {
	const note = { code: 'pairs_must_meet', pairs: 6, tables: 3, size: 4, more: 1, mode: 'hall' };
	expect(say(note, 'hall')).toBe('With 3 tables of up to 4, at least 6 pairs must meet twice. 1 more table avoids it.');
	expect(say({ ...note, more: null }, 'hall', 'online')).toBe(
		'Hall: With 3 tables of up to 4, at least 6 pairs must meet twice.'
	);
	expect(say({ ...note, code: 'pairs_or_return' }, 'hall')).toBe(
		'With 3 tables of up to 4, at least 6 pairs must meet twice, unless people come back to a table. 1 more table avoids it.'
	);
});

it.each([
	[{ code: 'country_pairs', pairs: 1 }, 'At least 1 pair from one country shares a table.'],
	[{ code: 'organisation_pairs', pairs: 2 }, 'At least 2 pairs of colleagues share a table.'],
	[
		{ code: 'topic_twice', topics: 2, rounds: 3, mode: 'hall', languages: ['fr'] },
		'French: There are 2 topics for 3 rounds: people come to a topic twice.'
	],
	[{ code: 'one_table', table: 'T2', people: 5 }, '5 people can sit only at table 2. They do not move.'],
	[
		{ code: 'two_tables', tables: ['T1', 'T2'], people: 9 },
		'9 people can sit only at tables 1 and 2. They meet again and again.'
	],
	[{ code: 'few_people', people: 7 }, '7 people: one circle is better than rounds.'],
	[{ code: 'few_people', people: 8 }, '8 people: two tables are enough, and the same people meet again and again.'],
	[
		{ code: 'locks_left_out', locks: 1 },
		'1 fixed seat cannot be kept: the person is not here, or cannot sit there today.'
	]
])('%j', (note, sentence) => {
	expect(say(note, 'hall', 'hall')).toBe(sentence);
});

it('names some of those for whom no plan exists, and counts the rest', () => {
	const many = ['a', 'b', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'] as never[];
	expect(noPlanWords({ rule: 'language', persons: many, tables: [], change: null }, told('hall'))).toBe(
		'Somebody shares a language with nobody at any table. It concerns Anna, Bo, somebody, somebody, somebody, somebody and 2 more.'
	);
	expect(noPlanWords({ rule: 'seats', persons: [], tables: [], change: null }, told('hall'))).toBe(
		'There are more people than seats.'
	);
	expect(planRuleWords('toString')).toBe('No plan can exist like this.');
});

it('turns the smallest change that helps into settings, or says that it is none', () => {
	const change = (given: object) => given as PlanChange;
	expect(helped(DEFAULT_SETTINGS, change({ code: 'raise_largest', to: 7 }))?.largest).toBe(7);
	expect(helped(DEFAULT_SETTINGS, change({ code: 'lower_smallest', to: 2 }))?.smallest).toBe(2);
	expect(helped(DEFAULT_SETTINGS, change({ code: 'language_where_possible' }))?.weights.language).toBe('normal');
	expect(helped({ ...DEFAULT_SETTINGS, policy: 'group' }, change({ code: 'another_policy' }))?.policy).toBe('mixed');
	expect(helped(DEFAULT_SETTINGS, change({ code: 'unlock', locks: [] }))).toBeNull();
	expect(helpWords(change({ code: 'unlock', locks: [{}, {}] }))).toBe('Free 2 fixed seats');
});

it('says whose fixed seats wait, where that is known', () => {
	const note = { code: 'locks_left_out', locks: 3 } as PlanNote;
	const away = { ...told('hall'), away: ['a', 'b'] as never };
	expect(noteWords(note, away)).toBe('3 fixed seats wait for people who are not here: Anna and Bo.');
	expect(noteWords(note, { ...away, away: [] })).toMatch('3 fixed seats cannot be kept');
});
