/** The programme beside the console: what is done, what runs, what comes, and how far behind plan it is. */
import type { PartKind, ProgrammePart } from '../components/programme/types.ts';
import type { EventCard, ProgrammeItem } from '../domain/event/event-card.ts';
import type { EpochMs } from '../domain/ids.ts';
import type { EveryonePart } from '../domain/parts.ts';
import type { Say } from '../live/cafe-words.ts';

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
	return items.map(({ id, kind, title, start, minutes }, index) => ({
		id,
		kind: KINDS[kind],
		title: say(title).text,
		minutes,
		clock: start,
		state: index < now ? 'done' : index === now ? 'now' : 'next',
		startedAt: started[id] ?? null
	}));
}

/** The item after the running one; the first before anything began; null at the end. */
export function nextItem(card: EventCard | null, item: EveryonePart['item']): ProgrammeItem | null {
	const items = card?.programme ?? [];
	return items[items.findIndex(({ id }) => id === item?.id) + 1] ?? null;
}
