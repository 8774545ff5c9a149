import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import { INITIAL_EVERYONE } from '../domain/initial.ts';
import { nextItem, programmeSteps } from './programme-view.ts';

const programme = ['lobby', 'cafe', 'close'].map((kind, index) => ({
	id: `p${index}`,
	kind,
	title: { en: kind },
	start: `1${index}:00`,
	minutes: 30
}));
const card = { programme } as unknown as EventCard;
const say = (texts: Record<string, string> | null | undefined) => ({ text: texts?.['en'] ?? '', lang: 'en' });

it('before it begins everything is next, and the first item is the one to move to', () => {
	expect(programmeSteps({ ...INITIAL_EVERYONE, card }, say).map(({ state }) => state)).toEqual([
		'next',
		'next',
		'next'
	]);
	expect(nextItem(card, null)?.id).toBe('p0');
});

it('what was passed is done, with the time it began', () => {
	const everyone = { ...INITIAL_EVERYONE, card, item: { id: 'p1', since: 5 }, started: { p0: 1, p1: 5 } };
	expect(programmeSteps(everyone, say).map(({ state, startedAt }) => [state, startedAt])).toEqual([
		['done', 1],
		['now', 5],
		['next', null]
	]);
	expect(nextItem(card, everyone.item)?.id).toBe('p2');
});

it('there is nothing after the end, and nothing without a card', () => {
	expect(nextItem(card, { id: 'p2', since: 0 })).toBeNull();
	expect(nextItem(null, null)).toBeNull();
	expect(programmeSteps(INITIAL_EVERYONE, say)).toEqual([]);
});
