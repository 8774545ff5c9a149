import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import { repairLines } from './plan-repair-words.ts';

const card = {
	tables: [
		{ id: 'T7', number: 7 },
		{ id: 'T9', number: 9 }
	]
} as unknown as EventCard;
const names = { j: 'Jonas', k: 'Kim', l: 'Lea' } as never;
const change = (person: string, round: number, from: string | null, to: string | null, pinned: string | null = null) =>
	({ person, round, from, to, pinned }) as never;

it('says of each person once what a repair does: told another table, seated, or without a seat', () => {
	const changes = [
		change('k', 1, null, 'T7'),
		change('l', 1, 'T7', null),
		change('j', 2, 'T7', 'T9', 'card'),
		change('k', 2, null, 'T9'),
		change('l', 2, 'T9', null, 'card'),
		change('j', 3, 'gone', 'T7')
	];
	expect(repairLines(changes, card, names)).toEqual({
		moved: [{ person: 'j', text: 'Jonas, round 2: 7 → 9, round 3: – → 7', pinned: 'card' }],
		seated: [{ person: 'k', text: 'Kim, round 1: table 7, round 2: table 9', pinned: null }],
		freed: ['l']
	});
});

it('counts somebody among those who move who gets one seat more and changes another one', () => {
	const changes = [change('j', 1, null, 'T9'), change('j', 2, 'T9', 'T7')];
	expect(repairLines(changes, card, names)).toMatchObject({ moved: [{ person: 'j' }], seated: [], freed: [] });
});
