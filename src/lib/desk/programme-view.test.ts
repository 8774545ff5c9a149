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

it('every title says which language it is in', () => {
	const inFrench = () => ({ text: 'Accueil', lang: 'fr' });
	expect(programmeSteps({ ...INITIAL_EVERYONE, card }, inFrench)[0]).toMatchObject({ title: 'Accueil', lang: 'fr' });
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

const at = (clock: string) => Date.parse(`2026-05-30T${clock}:00Z`);
const dated = { ...card, date: '2026-05-30', timezone: 'Europe/Berlin', rehearsal: false } as EventCard;
const notes = (of: EventCard, started: Record<string, number>, item = 'p1') =>
	programmeSteps({ ...INITIAL_EVERYONE, card: of, item: { id: item, since: 0 }, started }, say).map(({ note }) => note);

it('every part that has begun says when, on the clock of the venue, and the running one how far behind plan it is', () => {
	expect(notes(dated, { p0: at('08:05'), p1: at('09:03') })).toEqual([
		'began 10:05',
		'began 11:03 · 3 min behind plan',
		undefined
	]);
	expect(notes(dated, { p1: at('09:00') })[1], 'on time').toBe('began 11:00');
	expect(notes(dated, { p1: at('08:50') })[1], 'early').toBe('began 10:50');
});

it('a rehearsal, and another day than planned, are not late', () => {
	expect(notes({ ...dated, rehearsal: true }, { p1: at('09:30') })[1]).toBe('began 11:30');
	expect(notes({ ...dated, date: '2026-05-29' }, { p1: at('09:30') })[1]).toBe('began 11:30');
});

it('a part to which the programme went back has not begun for those behind it', () => {
	expect(notes(dated, { p0: at('08:00'), p1: at('09:00') }, 'p0')).toEqual(['began 10:00', undefined, undefined]);
});

it('there is nothing after the end, and nothing without a card', () => {
	expect(nextItem(card, { id: 'p2', since: 0 })).toBeNull();
	expect(nextItem(null, null)).toBeNull();
	expect(programmeSteps(INITIAL_EVERYONE, say)).toEqual([]);
});
