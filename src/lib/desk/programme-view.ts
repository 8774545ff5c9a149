/** The programme beside the console: what is done, what runs, what comes, and how far behind plan it is. */
import type { PartKind, ProgrammePart } from '../components/programme/types.ts';
import type { EventCard, ProgrammeItem } from '../domain/event/event-card.ts';
import type { EpochMs } from '../domain/ids.ts';
import type { EveryonePart } from '../domain/parts.ts';
import type { Say } from '../live/cafe-words.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';

const KINDS: { readonly [K in ProgrammeItem['kind']]: PartKind } = {
	lobby: 'lobby',
	stage: 'stage',
	cafe: 'tables',
	harvest: 'vote',
	close: 'stage'
};

export interface ProgrammeStep extends ProgrammePart {
	/** When it began, if it did. */
	readonly startedAt: EpochMs | null;
}

export function programmeSteps({ card, item, started }: EveryonePart, say: Say): ProgrammeStep[] {
	const items = card?.programme ?? [];
	const now = items.findIndex(({ id }) => id === item?.id);
	return items.map(({ id, kind, title, start, minutes }, index) => {
		const startedAt = started[id] ?? null;
		const state = index < now ? 'done' : index === now ? 'now' : 'next';
		const note = card && startedAt !== null && state !== 'next' ? beganWords(card, start, startedAt, state) : undefined;
		const { text, lang } = say(title);
		return {
			id,
			kind: KINDS[kind],
			title: text,
			lang,
			minutes,
			clock: start,
			state,
			startedAt,
			note
		};
	});
}

/** "began 14:03 · 3 min behind plan": on the same clock as the plan, the one of the venue. */
function beganWords(card: EventCard, planned: string, at: EpochMs, state: ProgrammePart['state']): string {
	const began = m.programme_began({ clock: venueTime(card, at, getLocale()) });
	const minutes = state === 'now' ? minutesBehind(card, planned, at) : 0;
	return minutes > 0 ? m.programme_behind({ began, minutes }) : began;
}

const venueTime = ({ timezone }: EventCard, at: EpochMs, locale: string): string =>
	new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: timezone }).format(
		at
	);

/** How much later than planned it began; 0 on another day than planned, and in a rehearsal. */
function minutesBehind(card: EventCard, planned: string, at: EpochMs): number {
	const day = new Intl.DateTimeFormat('en-CA', { timeZone: card.timezone }).format(at);
	if (card.rehearsal || day !== card.date) return 0;
	const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
	return Math.max(0, minuteOf(venueTime(card, at, 'en-GB')) - minuteOf(planned));
}

/** The item after the running one; the first before anything began; null at the end. */
export function nextItem(card: EventCard | null, item: EveryonePart['item']): ProgrammeItem | null {
	const items = card?.programme ?? [];
	return items[items.findIndex(({ id }) => id === item?.id) + 1] ?? null;
}
