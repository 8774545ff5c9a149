import { describe, expect, test } from 'vitest';
import type { ChannelFact, DeskFact } from '../facts.ts';
import { deskOf } from '../read.ts';
import { decideHarvest } from './decide.ts';
import { as, idea, NOW, on, person, refused, scenesOf, table, theme } from './given.test-kit.ts';
import { heardAt, homeOf, sourcesOf, standingInsights, standsFor, unplacedInsights, wordingOf } from './insights.ts';

const given = scenesOf(decideHarvest);
const luc = as('luc', 'harvester');

const insight = (id: string, at = 'table-1', text = `words of ${id}`): DeskFact => ({
	type: 'insight_received',
	idea: idea(id),
	table: table(at),
	round: 1,
	topic: null,
	text,
	language: 'en',
	at: NOW,
	signedBy: person('anna')
});
const created = (id: string, name = id): DeskFact => ({ type: 'theme_created', theme: theme(id), name });
const placed = (id: string, into: string | null): DeskFact => ({
	type: 'insight_placed',
	idea: idea(id),
	theme: into === null ? null : theme(into)
});
const merged = (keep: string, ...twins: string[]): DeskFact => ({
	type: 'twins_merged',
	keep: idea(keep),
	twins: twins.map(idea)
});
const board = (...facts: DeskFact[]): ChannelFact[] => on('desk', ...facts);
const abc = [insight('a', 'table-1'), insight('b', 'table-2'), insight('c', 'table-3')];
const merge = (keep: string, ...twins: string[]) => ({
	type: 'merge_twins' as const,
	keep: idea(keep),
	twins: twins.map(idea)
});

describe('themes', () => {
	test('a theme is created with its name trimmed, and the desk sees who did it', () => {
		expect(given().facts({ type: 'create_theme', theme: theme('bikes'), name: '  Bicycles \n' }, luc)).toEqual([
			{ channel: 'desk', fact: { type: 'theme_created', theme: 'bikes', name: 'Bicycles' } },
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'create_theme', by: 'luc', at: NOW } }
		]);
	});

	test.each([
		['empty', ' \t'],
		['longer than 120 characters', 'x'.repeat(121)]
	])('a name that is %s is refused, on creating and on renaming', (_what, name) => {
		const scene = given(board(created('bikes')));
		const rule = refused('not_allowed', { field: 'name', least: 1, most: 120 });
		expect(scene.when({ type: 'create_theme', theme: theme('trams'), name }, luc)).toMatchObject(rule);
		expect(scene.when({ type: 'rename_theme', theme: theme('bikes'), name }, luc)).toMatchObject(rule);
	});

	test('120 characters are a name', () => {
		const name = 'x'.repeat(120);
		expect(given().when({ type: 'create_theme', theme: theme('bikes'), name }, luc).ok).toBe(true);
	});

	test('[I12] an id that is taken makes no second theme, and renaming to the same name changes nothing', () => {
		const scene = given(board(created('bikes', 'Bicycles')));
		expect(scene.when({ type: 'create_theme', theme: theme('bikes'), name: 'Other' }, luc)).toMatchObject(
			refused('id_taken')
		);
		expect(scene.facts({ type: 'rename_theme', theme: theme('bikes'), name: ' Bicycles' }, luc)).toEqual([]);
	});

	test('a theme that somebody removed meanwhile is not renamed, filled, worded or removed again', () => {
		const scene = given(board(...abc));
		const gone = theme('gone');
		for (const command of [
			{ type: 'rename_theme', theme: gone, name: 'x' } as const,
			{ type: 'remove_theme', theme: gone } as const,
			{ type: 'place_insight', idea: idea('a'), theme: gone } as const,
			{ type: 'word_message', theme: gone, message: { en: 'x' } } as const
		])
			expect(scene.when(command, luc)).toMatchObject(refused('unknown_theme', { theme: 'gone' }));
	});

	test('[I8] removing a theme puts its insights back among the unplaced', () => {
		const scene = given(board(...abc, created('bikes'), placed('a', 'bikes')));
		const desk = deskOf(scene.after({ type: 'remove_theme', theme: theme('bikes') }, luc).state);
		expect(desk.themes).toEqual([]);
		expect(unplacedInsights(desk).map(({ idea: id }) => id)).toEqual(['a', 'b', 'c']);
	});

	test('a theme that people are voting on stays until the vote is closed', () => {
		const option = { theme: theme('bikes'), name: 'bikes' };
		const opened = on('everyone', { type: 'vote_opened', vote: 'v' as never, dots: 3, options: [option], at: NOW });
		const closed = on('everyone', { type: 'vote_closed', vote: 'v' as never, at: NOW, ballots: 0, tallies: [] });
		const facts = [...board(created('bikes'), created('trams')), ...opened];
		expect(given(facts).when({ type: 'remove_theme', theme: theme('bikes') }, luc)).toMatchObject(refused('vote_open'));
		expect(given(facts).when({ type: 'remove_theme', theme: theme('trams') }, luc).ok).toBe(true);
		expect(given(facts, closed).when({ type: 'remove_theme', theme: theme('bikes') }, luc).ok).toBe(true);
	});
});

describe('placing', () => {
	test('an insight is in one theme at most: placing it elsewhere takes it out of the first', () => {
		const scene = given(board(...abc, created('bikes'), created('trams'), placed('a', 'bikes')));
		const desk = deskOf(scene.after({ type: 'place_insight', idea: idea('a'), theme: theme('trams') }, luc).state);
		expect(desk.themes.map(({ insights }) => insights)).toEqual([[], ['a']]);
	});

	test('placing it back among the unplaced', () => {
		const scene = given(board(...abc, created('bikes'), placed('a', 'bikes')));
		const desk = deskOf(scene.after({ type: 'place_insight', idea: idea('a'), theme: null }, luc).state);
		expect(desk.themes[0]?.insights).toEqual([]);
	});

	test('[I12] placed where it is changes nothing: two harvesters dragged the same card', () => {
		const scene = given(board(...abc, created('bikes'), placed('a', 'bikes')));
		expect(scene.facts({ type: 'place_insight', idea: idea('a'), theme: theme('bikes') }, luc)).toEqual([]);
		expect(scene.facts({ type: 'place_insight', idea: idea('b'), theme: null }, luc)).toEqual([]);
	});

	test('an insight that its table took back cannot be placed or merged', () => {
		const scene = given(board(...abc, { type: 'insight_taken_back', idea: idea('a') }, created('bikes')));
		const missing = refused('insight_missing', { idea: 'a' });
		expect(scene.when({ type: 'place_insight', idea: idea('a'), theme: theme('bikes') }, luc)).toMatchObject(missing);
		expect(scene.when(merge('b', 'a'), luc)).toMatchObject(missing);
		expect(scene.when(merge('a', 'b'), luc)).toMatchObject(missing);
		expect(scene.when({ type: 'part_twins', twins: [idea('a')] }, luc)).toMatchObject(missing);
	});

	test('a card that was merged while it was being dragged moves the one that stands for it', () => {
		const scene = given(board(...abc, created('bikes'), merged('a', 'b')));
		const after = scene.after({ type: 'place_insight', idea: idea('b'), theme: theme('bikes') }, luc);
		expect(deskOf(after.state).themes[0]?.insights).toEqual(['a']);
		// The fold agrees, should such a fact be in the log.
		const { state } = given(board(...abc, created('bikes'), merged('a', 'b'), placed('b', 'bikes')));
		expect(deskOf(state).themes[0]?.insights).toEqual(['a']);
	});
});

describe('twins', () => {
	test('[I8] merging keeps the sources, and says at how many tables it was heard', () => {
		const desk = deskOf(given(board(...abc, insight('d', 'table-1'))).after(merge('a', 'b', 'd'), luc).state);
		expect(standingInsights(desk).map(({ idea: id }) => id)).toEqual(['a', 'c']);
		expect(sourcesOf(desk, idea('d')).map(({ idea: id }) => id)).toEqual(['a', 'b', 'd']);
		expect(heardAt(desk, idea('a'))).toEqual(['table-1', 'table-2']);
		expect(desk.insights).toHaveLength(4);
	});

	test('chains are flattened: the twins of a twin stand beside it', () => {
		const desk = deskOf(given(board(...abc, merged('b', 'c'))).after(merge('a', 'b'), luc).state);
		expect(desk.twins).toEqual({ b: 'a', c: 'a' });
	});

	test('merged into a twin means into the one that stands for it', () => {
		const desk = deskOf(given(board(...abc, merged('a', 'b'))).after(merge('b', 'c'), luc).state);
		expect(desk.twins).toEqual({ b: 'a', c: 'a' });
	});

	test('merging the one that stands into its twin turns the family round, in its place on the board', () => {
		const scene = given(board(...abc, created('bikes'), placed('a', 'bikes'), placed('c', 'bikes'), merged('a', 'b')));
		const desk = deskOf(scene.after(merge('b', 'a'), luc).state);
		expect(desk.twins).toEqual({ a: 'b' });
		expect(desk.themes[0]?.insights).toEqual(['b', 'c']);
	});

	test('a twin leaves its theme; the one that is kept stays in its own', () => {
		const facts = board(...abc, created('bikes'), created('trams'), placed('a', 'bikes'), placed('b', 'trams'));
		const desk = deskOf(given(facts).after(merge('a', 'b'), luc).state);
		expect(desk.themes.map(({ insights }) => insights)).toEqual([['a'], []]);
		expect(homeOf(desk, idea('b'))?.id).toBe('bikes');
	});

	test('kept without a theme it takes its twin’s: merging loses no sorting', () => {
		const desk = deskOf(
			given(board(...abc, created('trams'), placed('b', 'trams'), placed('c', 'trams'))).after(merge('a', 'b'), luc)
				.state
		);
		expect(desk.themes[0]?.insights).toEqual(['a', 'c']);
	});

	test('[I12] merging twins again, one into itself or none at all changes nothing', () => {
		const scene = given(board(...abc, merged('a', 'b')));
		for (const command of [merge('a', 'b'), merge('b', 'b'), merge('a', 'a'), merge('a')])
			expect(scene.facts(command, luc)).toEqual([]);
	});

	test('parted twins stand for themselves again, unplaced; parting twice changes nothing', () => {
		const scene = given(board(...abc, created('bikes'), placed('a', 'bikes'), merged('a', 'b', 'c')));
		const after = scene.after({ type: 'part_twins', twins: [idea('b'), idea('a')] }, luc);
		expect(deskOf(after.state).twins).toEqual({ c: 'a' });
		expect(unplacedInsights(deskOf(after.state)).map(({ idea: id }) => id)).toEqual(['b']);
		expect(after.facts({ type: 'part_twins', twins: [idea('b')] }, luc)).toEqual([]);
	});

	test('taken back by its table, the first twin inherits place and twins', () => {
		const { state } = given(
			board(...abc, insight('d'), created('bikes'), placed('a', 'bikes'), placed('d', 'bikes'), merged('a', 'b', 'c')),
			board({ type: 'insight_taken_back', idea: idea('a') })
		);
		expect(deskOf(state).twins).toEqual({ c: 'b' });
		expect(deskOf(state).themes[0]?.insights).toEqual(['b', 'd']);
	});
});

describe('words', () => {
	test('withdrawn words are gone with their signature, place and twins stay, and a twin’s words are shown', () => {
		const { state } = given(
			board(...abc, created('bikes'), placed('a', 'bikes'), merged('a', 'b')),
			board({ type: 'insights_withdrawn', ideas: [idea('a')] })
		);
		const desk = deskOf(state);
		expect(desk.insights[0]).toMatchObject({ idea: 'a', text: null, signedBy: null, table: 'table-1', round: 1 });
		expect(desk.themes[0]?.insights).toEqual(['a']);
		expect(wordingOf(desk, idea('a'))?.text).toBe('words of b');
	});

	test('a repeated insight brings no withdrawn words back', () => {
		const gone: DeskFact = { type: 'insights_withdrawn', ideas: [idea('a')] };
		const { state } = given(board(insight('a'), gone, insight('a')));
		expect(deskOf(state).insights).toMatchObject([{ idea: 'a', text: null }]);
	});

	test('reworded at its table, it is reworded on the board', () => {
		const { state } = given(board(insight('a'), { type: 'insight_reworded', idea: idea('a'), text: 'better' }));
		expect(deskOf(state).insights[0]?.text).toBe('better');
	});

	test('words whose key was destroyed come back as null', () => {
		const unreadable = { ...insight('a'), text: undefined, signedBy: undefined } as unknown as DeskFact;
		const reworded = { type: 'insight_reworded', idea: idea('a') } as unknown as DeskFact;
		expect(deskOf(given(board(unreadable)).state).insights).toMatchObject([{ text: null, signedBy: null }]);
		expect(deskOf(given(board(insight('a'), reworded)).state).insights).toMatchObject([{ text: null }]);
		expect(standsFor(deskOf(given(board(unreadable)).state), idea('a'))).toBe('a');
	});
});

describe('messages', () => {
	const scene = given(board(created('bikes')));
	const word = (message: Record<string, string>) => ({ type: 'word_message' as const, theme: theme('bikes'), message });
	const messageIn = ({ state }: typeof scene) => deskOf(state).themes[0]?.message;

	test('a message is worded by language; languages that are not named stay, so two harvesters can work at once', () => {
		const both = scene.after(word({ en: ' More lanes ' }), luc).after(word({ fr: 'Plus de pistes' }), luc);
		expect(messageIn(both)).toEqual({ en: 'More lanes', fr: 'Plus de pistes' });
	});

	test('an empty text removes its language, and the last one the message', () => {
		const worded = scene.after(word({ en: 'More lanes', fr: 'Plus de pistes' }), luc);
		expect(messageIn(worded.after(word({ fr: ' ' }), luc))).toEqual({ en: 'More lanes' });
		expect(messageIn(worded.after(word({ fr: '', en: '' }), luc))).toBeNull();
	});

	test('500 characters a language, not one more', () => {
		expect(scene.when(word({ en: 'x'.repeat(500) }), luc).ok).toBe(true);
		const rule = refused('not_allowed', { field: 'message', most: 500 });
		expect(scene.when(word({ fr: 'ok', en: 'x'.repeat(501) }), luc)).toMatchObject(rule);
	});

	test('[I12] the same words again change nothing', () => {
		expect(scene.after(word({ en: 'a' }), luc).facts(word({ en: 'a ' }), luc)).toEqual([]);
		expect(scene.facts(word({}), luc)).toEqual([]);
	});

	test('a language named "__proto__" is a word like any other', () => {
		const message = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
		expect(Object.keys(messageIn(scene.after(word(message), luc)) ?? {})).toEqual(['__proto__']);
	});
});
