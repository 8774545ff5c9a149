import { describe, expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import { INITIAL_DESK } from '../domain/initial.ts';
import type { DeskPart, PublicVote } from '../domain/parts.ts';
import { boardOf, filteredInsights, missingOf, stepOf, stepsDone, twinsOf } from './harvest-board.ts';

const card = {
	topics: [{ id: 'a' }, { id: 'b' }],
	tables: [12, 34].map((number) => ({ id: `T${number}`, number }))
} as unknown as EventCard;
const insight = (idea: string, more: object = {}) => ({
	idea,
	table: 'T12',
	round: 1,
	topic: 'a',
	text: `text ${idea}`,
	language: 'en',
	at: 1,
	signedBy: null,
	...more
});
const desk = {
	...INITIAL_DESK,
	insights: [
		insight('i1', { text: 'A receipt, like in a shop.' }),
		insight('i2', { table: 'T34', round: 2, topic: 'b', text: 'a receipt — like in a shop' }),
		insight('i3'),
		insight('i4', { table: 'T34', topic: null }),
		insight('i5', { text: null })
	],
	themes: [
		{ id: 't1', name: 'Show me', insights: ['i3'], message: null },
		{ id: 't2', name: 'Teach', insights: [], message: { en: 'Teach.' } }
	],
	twins: { i4: 'i3' }
} as unknown as DeskPart;
const board = (part = desk, vote: PublicVote | null = null) => boardOf(part, card, vote, 'withdrawn');

it('shows what is nobody’s twin and in no theme, newest first; withdrawn words are named so', () => {
	expect(board().unplaced.map(({ id, text }) => [id, text])).toEqual([
		['i5', 'withdrawn'],
		['i2', 'a receipt — like in a shop'],
		['i1', 'A receipt, like in a shop.']
	]);
	expect([board().placed, board().all]).toEqual([1, 4]);
});

it('a theme counts the tables of its twins too', () => {
	const [first] = board().themes;
	expect(first!.shown).toEqual({ id: 't1', title: 'Show me', heardAtTables: 2, state: 'open' });
	expect(first!.insights).toMatchObject([{ id: 'i3', moreSources: 1, themeId: 't1', tableNumber: 12, topic: 1 }]);
});

it('says which themes are worded or in an open vote', () => {
	const vote = { options: [{ theme: 't1' }], result: null } as unknown as PublicVote;
	expect(board(desk, vote).themes.map(({ shown }) => shown.state)).toEqual(['in_vote', 'worded']);
	expect(board(desk, { ...vote, result: {} as never }).themes[0]!.shown.state).toBe('open');
});

it('finds what looks alike, and what was merged', () => {
	expect(board().alike.map((group) => group.map(({ idea }) => idea))).toEqual([['i1', 'i2']]);
	const [family] = board().families;
	expect(family!.map(({ idea }) => idea)).toEqual(['i3', 'i4']);
	expect(twinsOf(desk, family!)).toEqual(['i4']);
});

it('filters by topic, round and words without accents', () => {
	const ids = (filter: object) =>
		filteredInsights(board().unplaced, { topic: null, round: null, words: '', ...filter }).map(({ id }) => id);
	expect(ids({ topic: 2 })).toEqual(['i2']);
	expect(ids({ round: 1 })).toEqual(['i5', 'i1']);
	expect(ids({ words: 'RÉCEIPT' })).toEqual(['i2', 'i1']);
	expect(ids({ words: 'nowhere' })).toEqual([]);
});

describe('the step', () => {
	const themes = (message: object | null) => ({ themes: [{ message }] }) as never;
	it.each([
		[{ themes: [] }, null, false, 0],
		[themes(null), null, false, 1],
		[themes(null), { result: null }, false, 2],
		[themes(null), { result: {} }, false, 3],
		[themes({ en: 'x' }), null, false, 3],
		[themes(null), null, true, 4]
	])('is known', (part, vote, published, step) => expect(stepOf(part as never, vote as never, published)).toBe(step));
});

it('a step that nobody took has no tick, however far the harvest went', () => {
	const nothing = { themes: [], insights: [] };
	expect(stepsDone(nothing, null, true)).toEqual([false, false, false, false, true]);
	expect(stepsDone(desk, { result: null } as never, false)).toEqual([true, true, false, false, false]);
	const worded = { ...desk, themes: desk.themes.map((theme) => ({ ...theme, message: { en: 'x' } })) };
	expect(stepsDone(worded, { result: {} } as never, true)).toEqual([true, true, true, true, true]);
	expect(stepsDone({ ...desk, themes: [{ ...desk.themes[1]! }] }, null, false)).toEqual([
		true,
		false,
		false,
		true,
		false
	]);
});

it('says what is missing: of all themes, or of those that go into a vote', () => {
	expect(missingOf(board())).toEqual({ unplaced: 3, empty: ['Teach'], unworded: ['Show me'] });
	expect(missingOf(board(), ['t1' as never])).toEqual({ unplaced: 3, empty: [], unworded: ['Show me'] });
});
