import type { EveryoneFact } from '../facts.ts';
import type { EveryonePart } from '../parts.ts';

export const EVENT_FACTS = [
	'event_created',
	'rehearsal_marked',
	'programme_moved',
	'announced',
	'event_closed'
] as const;
type EventFact = Extract<EveryoneFact, { type: (typeof EVENT_FACTS)[number] }>;

const ANNOUNCEMENTS_KEPT = 50;

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
			const { id, at, text, tables } = fact;
			return { ...part, announcements: [...part.announcements, { id, at, text, tables }].slice(-ANNOUNCEMENTS_KEPT) };
		}
		case 'event_closed':
			return { ...part, closed: true };
	}
}
