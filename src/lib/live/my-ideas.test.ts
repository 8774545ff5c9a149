import { describe, expect, it } from 'vitest';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { IdeaId, TableId, TopicId } from '../domain/ids.ts';
import { INITIAL_PERSON } from '../domain/initial.ts';
import type { OwnIdea, PersonPart } from '../domain/parts.ts';
import { questionOf, tableIdentity } from './cafe-words.ts';
import { myDataFile, myIdeasByRound } from './my-ideas.ts';
import { textIn } from '../domain/text-in.ts';

const data = 'data' as TopicId;
const table = (id: string, number: number, topic: TopicId | null): TableCard =>
	({ id: id as TableId, number, topic, name: { en: `Name ${number}` } }) as unknown as TableCard;
const card = {
	title: { en: 'Café' },
	purpose: { en: 'Why?' },
	date: '2026-05-30',
	topics: [
		{ id: 'gov' as TopicId, title: { en: 'Government' }, question: { en: 'Who?' } },
		{ id: data, title: { en: 'Data' }, question: { en: 'What data?' } }
	],
	tables: [table('t12', 12, data), table('t13', 13, null)],
	cafe: {
		rounds: [
			{ minutes: 20, question: null },
			{ minutes: 20, question: { en: 'Round two?' } }
		]
	}
} as unknown as EventCard;
const say = (texts: Parameters<typeof textIn>[0]) => textIn(texts, ['en']);
const own = (id: string, round: number, at: string): OwnIdea => ({
	id: id as IdeaId,
	table: at as TableId,
	round,
	text: `text ${id}`,
	language: 'fr',
	rev: 1
});

describe('myIdeasByRound', () => {
	it('has the last round first and each table apart', () => {
		const groups = myIdeasByRound([own('a', 1, 't12'), own('b', 2, 't13'), own('c', 1, 't12')], card, say);
		expect(groups.map(({ round, table, ideas }) => [round, table?.number, ideas.length])).toEqual([
			[2, 13, 1],
			[1, 12, 2]
		]);
	});
	it('keeps ideas of a table that nobody knows any more', () => {
		expect(myIdeasByRound([own('a', 1, 'gone')], card, say)[0]).toMatchObject({ table: null, round: 1 });
	});
});

describe('myDataFile', () => {
	const me: PersonPart = {
		...INITIAL_PERSON,
		profile: {
			attendance: 'hall',
			device: 'own',
			languages: ['fr'],
			country: null,
			organisation: null,
			tags: [],
			topics: []
		},
		needs: ['captions'],
		visited: [{ round: 1, table: 't12' as TableId }],
		ideas: [own('a', 1, 't12')],
		consents: { author_name: { given: true, at: 5 } }
	};
	it('holds each text with its language, table and question', () => {
		const file = myDataFile('Amina', me, card);
		expect(file).toMatchObject({ event: { en: 'Café' }, date: '2026-05-30' });
		expect(file.ideas).toEqual([
			{ text: 'text a', language: 'fr', round: 1, table: 12, question: { en: 'What data?' } }
		]);
	});
	it('holds what is kept about the person, also what she never said', () => {
		const { person } = myDataFile('Amina', me, card);
		expect(person).toEqual({
			...{ name: 'Amina', languages: ['fr'], attendance: 'hall', device: 'own', country: null, organisation: null },
			...{ tags: [], needs: ['captions'], topics: [], tables: [{ round: 1, table: 12 }], consents: me.consents }
		});
		expect(myDataFile('Amina', INITIAL_PERSON, card).person).toMatchObject({ languages: [], attendance: null });
	});
	it('tells nothing of how she voted', () => {
		const voted = { ...me, ballots: { v: { dots: { x: 3 }, paper: false } } } as unknown as PersonPart;
		expect(JSON.stringify(myDataFile('Amina', voted, card))).not.toContain('dots');
	});
});

describe('the words of a table', () => {
	it('take the question of the round before that of the topic, and the purpose without either', () => {
		const [first, second] = card.tables;
		expect(questionOf(card, first!, 1)).toEqual({ en: 'What data?' });
		expect(questionOf(card, first!, 2)).toEqual({ en: 'Round two?' });
		expect(questionOf(card, second!, 1)).toEqual({ en: 'Why?' });
	});
	it('give a table without a topic a cloth that no topic has', () => {
		expect(tableIdentity(card, card.tables[0]!, say).topic).toBe(2);
		expect(tableIdentity(card, card.tables[1]!, say).topic).toBe(15);
	});
});
