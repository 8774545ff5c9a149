import type { EveryoneFact } from '../facts.ts';
import type { EventCard } from './event-card.ts';
import type { Announcement, EveryonePart } from '../parts.ts';

export const EVENT_FACTS = [
	'event_created',
	'rehearsal_marked',
	'programme_moved',
	'announced',
	'table_seats_set',
	'event_closed'
] as const;
type EventFact = Extract<EveryoneFact, { type: (typeof EVENT_FACTS)[number] }>;

const ANNOUNCEMENTS_KEPT = 50;

export const withAnnouncement = <A extends Announcement>(before: readonly A[], next: A): readonly A[] =>
	[...before, next].slice(-ANNOUNCEMENTS_KEPT);

export function evolveEvent(part: EveryonePart, fact: EventFact): EveryonePart {
	switch (fact.type) {
		case 'event_created':
			return { ...part, card: fact.card };
		case 'rehearsal_marked':
			return part.card ? { ...part, card: { ...part.card, rehearsal: true, timeScale: fact.timeScale } } : part;
		case 'programme_moved':
			return {
				...part,
				item: { id: fact.item, since: fact.at },
				started: { ...part.started, [fact.item]: part.started[fact.item] ?? fact.at }
			};
		case 'announced': {
			const { id, at, text } = fact;
			return { ...part, announcements: withAnnouncement(part.announcements, { id, at, text }) };
		}
		case 'table_seats_set':
			return part.card ? { ...part, card: withSeats(part.card, fact) } : part;
		case 'event_closed':
			return { ...part, closed: true };
	}
}

const withSeats = (card: EventCard, { table, seats }: Extract<EventFact, { type: 'table_seats_set' }>): EventCard => ({
	...card,
	tables: card.tables.map((one) => (one.id === table ? { ...one, seats, seatsSet: true } : one))
});
