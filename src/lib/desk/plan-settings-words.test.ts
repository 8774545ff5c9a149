import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../domain/cafe/plan-settings.ts';
import { choicesMade, tagsOffered, withSize } from './plan-settings-words.ts';

it('says nothing of what is as usual, and the seed is nobody’s choice', () => {
	expect(choicesMade(DEFAULT_SETTINGS)).toEqual([]);
	expect(choicesMade({ ...DEFAULT_SETTINGS, seed: 9 })).toEqual([]);
});

it('names each choice that differs', () => {
	const weights = { country: 'off', organisation: 'normal', language: 'normal', wishes: 'off' } as const;
	expect(
		choicesMade({ ...DEFAULT_SETTINGS, policy: 'group', lastRound: 'return_home', smallest: 3, weights, seconds: 30 })
	).toEqual([
		'In groups',
		'home for the last round',
		'At least 3',
		'Country off',
		'Language normal',
		'Topics wished for off',
		'30 seconds'
	]);
	expect(choicesMade({ ...DEFAULT_SETTINGS, smallest: 3, largest: 5 })).toEqual(['3 to 5 at a table']);
});

it('keeps a range a range', () => {
	const range = { ...DEFAULT_SETTINGS, smallest: 4, largest: 5 };
	expect(withSize(range, 'smallest', 6)).toMatchObject({ smallest: 6, largest: 6 });
	expect(withSize(range, 'largest', 3)).toMatchObject({ smallest: 3, largest: 3 });
	expect(withSize({ ...range, largest: null }, 'smallest', 6)).toMatchObject({ smallest: 6, largest: null });
});

it('names tags that were chosen or left out against what the organisers wrote', () => {
	const usual = { ...DEFAULT_SETTINGS, atEveryTable: ['starting', 'advanced'] };
	expect(choicesMade({ ...usual, atEveryTable: ['advanced', 'starting'] }, usual)).toEqual([]);
	expect(choicesMade({ ...usual, atEveryTable: ['starting'] }, usual)).toEqual(['At every table: starting']);
	expect(choicesMade({ ...usual, atEveryTable: [] }, usual)).toEqual(['At every table: off']);
	expect(choicesMade({ ...DEFAULT_SETTINGS, atEveryTable: [] })).toEqual([]);
	expect(choicesMade(usual)).toEqual(['At every table: starting, advanced']);
});

it('offers the tags that people carry, those already chosen first, none that only one person has', () => {
	const carrying = (...lists: string[][]) => lists.map((tags) => ({ tags }));
	expect(tagsOffered(carrying(['new', 'large'], ['large', 'large'], ['new'], ['large'], ['odd']), ['gone'])).toEqual([
		{ tag: 'gone', people: 0 },
		{ tag: 'large', people: 3 },
		{ tag: 'new', people: 2 }
	]);
	const many = Array.from({ length: 30 }, (_, n) => `tag ${n}`);
	expect(tagsOffered(carrying(many, many), [])).toHaveLength(10);
});
