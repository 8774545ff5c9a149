import { expect, it } from 'vitest';
import { INITIAL_EVERYONE } from '../domain/initial.ts';
import type { EveryonePart } from '../domain/parts.ts';
import { numberRanges, screenWords } from './screen-words.ts';

const card = { cafe: { rounds: [{}, {}, {}] } } as never;
const title = (more: Partial<EveryonePart>) =>
	screenWords({ ...INITIAL_EVERYONE, card, ...more }, { here: 3, ballots: 7 } as never).title;

it.each([
	[{ clock: { phase: 'before' } }, 'Welcome'],
	[{ clock: { phase: 'running', round: 2, startedAt: 0, endsAt: 1 } }, 'Round 2 of 3'],
	[{ clock: { phase: 'paused', round: 2, startedAt: 0, remainingMs: 1 } }, 'A short pause'],
	[{ clock: { phase: 'ending', round: 2, next: 3 } }, 'Finish your sentence'],
	[{ clock: { phase: 'ending', round: 2, next: 1 } }, 'Back to your table'],
	[{ clock: { phase: 'ending', round: 3, next: null } }, 'Finish your sentence'],
	[{ clock: { phase: 'moving', from: 1, next: 2, startsBy: 0 } }, 'Time to move'],
	[{ clock: { phase: 'after' } }, 'Thank you'],
	[{ clock: { phase: 'after' }, vote: { result: null } }, 'The dot vote is open'],
	[{ clock: { phase: 'after' }, vote: { result: {} } }, 'Thank you'],
	[{ clock: { phase: 'after' }, vote: { result: null }, closed: true }, 'Goodbye']
])('%j reads %s', (part, words) => expect(title(part as never)).toBe(words));

it('counts who is here, and ballots', () => {
	expect(screenWords({ ...INITIAL_EVERYONE, card }, { here: 1 } as never).text).toBe('1 person is here');
	expect(
		screenWords({ ...INITIAL_EVERYONE, card, vote: { result: null } as never }, { ballots: 7 } as never).text
	).toBe('7 ballots so far');
});

it.each([
	[[], ''],
	[[3], '3'],
	[[4, 1, 2, 3, 9], '1–4, 9'],
	[[1, 3, 5, 6], '1, 3, 5–6']
])('shortens %j', (numbers, text) => expect(numberRanges(numbers)).toBe(text));
