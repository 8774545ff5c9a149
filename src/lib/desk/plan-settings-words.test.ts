import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../domain/cafe/plan-settings.ts';
import { choicesMade, withSize } from './plan-settings-words.ts';

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
