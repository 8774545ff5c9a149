import { describe, expect, it } from 'vitest';
import type { PageCommand } from '../domain/commands.ts';
import type { IdeaId, PersonId, TableId } from '../domain/ids.ts';
import { INITIAL_PERSON, INITIAL_TABLE } from '../domain/initial.ts';
import type { Idea } from '../domain/parts.ts';
import { clothRounds, ideaActions, recapOf, waitingIdeas, type Cloth } from './cloth-model.ts';

const table = 't12' as TableId;
const mateus = 'mateus' as PersonId;
const idea = (id: string, over: Partial<Idea> = {}): Idea => ({
	id: id as IdeaId,
	round: 2,
	text: `text of ${id}`,
	language: 'en',
	rev: 1,
	at: 0,
	stars: 0,
	key: false,
	hidden: false,
	onBehalf: false,
	signedBy: null,
	...over
});
const mine = (...ids: string[]) => ({
	...INITIAL_PERSON,
	ideas: ids.map((id) => ({ id: id as IdeaId, table, round: 2, text: '', language: 'en', rev: 1 }))
});
const add = (id: string, over: Partial<Extract<PageCommand, { type: 'add_idea' }>> = {}): PageCommand => ({
	type: 'add_idea',
	table,
	idea: id as IdeaId,
	text: `waiting ${id}`,
	language: 'fr',
	onBehalfOf: null,
	...over
});
const cloth = (over: Partial<Cloth> = {}): Cloth => ({
	table,
	part: { ...INITIAL_TABLE, round: 2 },
	me: INITIAL_PERSON,
	names: { [mateus]: 'Mateus' },
	waiting: [],
	stuck: false,
	words: { table: 'Table 12', you: 'You', withdrawn: 'withdrawn', hidden: 'hidden', onBehalf: 'for somebody' },
	...over
});
const part = (...ideas: Idea[]) => ({ ...INITIAL_TABLE, round: 2, ideas });
const only = (rounds: ReturnType<typeof clothRounds>) => rounds.at(-1)!.ideas[0]!;

describe('clothRounds', () => {
	it('has the running round even without an idea, and no round before the first', () => {
		expect(clothRounds(cloth())).toEqual([{ round: 2, ideas: [] }]);
		expect(clothRounds(cloth({ part: INITIAL_TABLE }))).toEqual([]);
	});
	it('keeps ideas in the round and the order in which they were written', () => {
		const rounds = clothRounds(cloth({ part: part(idea('a', { round: 1 }), idea('b'), idea('c')) }));
		expect(rounds.map(({ round, ideas }) => [round, ideas.map(({ id }) => id)])).toEqual([
			[1, ['a']],
			[2, ['b', 'c']]
		]);
	});
	it('names an author only when she signed; my own are mine', () => {
		expect(only(clothRounds(cloth({ part: part(idea('a')) }))).by).toBe('Table 12');
		expect(only(clothRounds(cloth({ part: part(idea('a', { signedBy: mateus })) }))).by).toBe('Mateus');
		expect(only(clothRounds(cloth({ part: part(idea('a')), me: mine('a') })))).toMatchObject({ by: 'You', mine: true });
	});
	it('shows an idea once while its answer is late: saved and waiting are the same card', () => {
		const both = clothRounds(cloth({ part: part(idea('a')), waiting: [add('a')] }));
		expect(both[0]!.ideas).toHaveLength(1);
		expect(only(both).text).toBe('text of a');
	});
	it('says "not sent yet" only when it is stuck, and never for another table', () => {
		expect(only(clothRounds(cloth({ waiting: [add('x')], stuck: true }))).state).toBe('not_sent');
		expect(only(clothRounds(cloth({ waiting: [add('x')] }))).state).toBe('saved');
		expect(clothRounds(cloth({ waiting: [add('x', { table: 't3' as TableId })], stuck: true }))[0]!.ideas).toEqual([]);
	});
	it('shows my edit before it is saved', () => {
		const edit: PageCommand = { type: 'edit_idea', table, idea: 'a' as IdeaId, baseRev: 1, text: 'better' };
		expect(
			only(clothRounds(cloth({ part: part(idea('a')), me: mine('a'), waiting: [edit], stuck: true })))
		).toMatchObject({
			text: 'better',
			state: 'not_sent'
		});
	});
	it('tells hidden from withdrawn, and shows the words of neither', () => {
		expect(only(clothRounds(cloth({ part: part(idea('a', { hidden: true })) })))).toMatchObject({
			state: 'hidden',
			because: 'hidden'
		});
		expect(only(clothRounds(cloth({ part: part(idea('a', { text: null })) })))).toMatchObject({
			state: 'hidden',
			because: 'withdrawn',
			text: ''
		});
	});
	it('counts what waits, ideas and edits only', () => {
		expect(waitingIdeas([add('a'), { type: 'raise_hand' }, add('b')])).toBe(2);
	});
});

describe('ideaActions', () => {
	it.each([
		['somebody else’s', idea('a'), mine(), false, ['mark_key', 'star']],
		['mine', idea('a'), mine('a'), false, ['mark_key', 'edit', 'withdraw']],
		['one I starred', idea('a', { key: true }), { ...mine(), stars: ['a' as IdeaId] }, false, ['unmark_key', 'unstar']],
		['for the host', idea('a'), mine(), true, ['mark_key', 'star', 'hide']],
		[
			'that the host wrote for somebody',
			idea('a', { onBehalf: true }),
			mine(),
			true,
			['mark_key', 'star', 'edit', 'hide']
		],
		['hidden, for a guest', idea('a', { hidden: true }), mine(), false, []],
		['hidden, for the host', idea('a', { hidden: true }), mine(), true, ['show_again']],
		['withdrawn', idea('a', { text: null }), mine('a'), true, []],
		['not saved yet', undefined, mine(), false, []]
	] as const)('an idea %s', (_what, which, me, host, actions) => {
		expect(ideaActions(which, me, host)).toEqual(actions);
	});
});

describe('recapOf', () => {
	it('tells the key insights of earlier rounds, never of this one', () => {
		const ideas = [idea('a', { round: 1, key: true }), idea('b', { round: 1 }), idea('c', { key: true })];
		expect(recapOf(part(...ideas)).map(({ id }) => id)).toEqual(['a']);
	});
	it('takes the most starred when nothing was marked, and leaves out what is hidden or withdrawn', () => {
		const ideas = [
			idea('a', { round: 1, stars: 1 }),
			idea('b', { round: 1, stars: 3 }),
			idea('c', { round: 1, stars: 9, hidden: true }),
			idea('d', { round: 1, stars: 9, text: null })
		];
		expect(recapOf(part(...ideas)).map(({ id }) => id)).toEqual(['b', 'a']);
	});
	it('is empty in the first round', () => {
		expect(recapOf(part(idea('a')))).toEqual([]);
	});
});
