/** An imported event as the public card of an event. */
import type { CafeSettings, EventCard, ProgrammeItem } from '#lib/domain/event/event-card.ts';
import { MINUTE_MS } from '#lib/domain/cafe/clock.ts';
import { TAGS_MOST } from '#lib/domain/cafe/plan-settings.ts';
import type { TableId, TopicId } from '#lib/domain/ids.ts';
import type { ImportedEvent, ImportedProgrammeItem } from '../import/index.ts';

const GRACE_MS = 30_000;

export function cardOf(event: ImportedEvent, options: { timeScale: number; rehearsal: boolean }): EventCard {
	return {
		title: event.title,
		purpose: event.purpose,
		languages: [...new Set([...event.languages.working, ...event.languages.written])],
		timezone: event.timezone,
		date: event.date,
		venue: event.venue ? `${event.venue.name}, ${event.venue.city}` : null,
		programme: programmeOf(event),
		topics: event.topics.map(({ id, title, question }) => ({ id: id as TopicId, title, question: question ?? title })),
		tables: event.tables.map((table) => ({
			id: table.id as TableId,
			number: table.number,
			name: table.name,
			icon: table.icon,
			mode: table.mode,
			seats: table.seats,
			...(table.mode === 'linked' ? { remoteSeats: table.seatsRemote } : {}),
			topic: table.topic as TopicId | null,
			languages: table.languages,
			...(table.channels.length > 0 ? { channels: table.channels } : {}),
			stepFree: table.stepFree
		})),
		cafe: cafeOf(event),
		dotsPerPerson: event.vote?.dotsPerPerson ?? 3,
		dataCard: event.dataCard,
		...options
	};
}

function cafeOf({ cafe, rounds }: ImportedEvent): CafeSettings {
	const atEveryTable = tagsToMix(cafe?.mixBy ?? []);
	return {
		...(atEveryTable.length > 0 ? { atEveryTable } : {}),
		rounds: rounds.map(({ minutes, question }) => ({ minutes, question: question ?? null })),
		insightsPerRound: cafe?.insightsPerRound ?? 3,
		graceMs: GRACE_MS,
		hallMoveMs: (cafe?.moveMinutes ?? 3) * MINUTE_MS,
		hostPrompts: cafe?.hostPrompts ?? {}
	};
}

/** `tags:starting,advanced` names tags of which somebody should sit at every table. */
const tagsToMix = (mixBy: readonly string[]): string[] => [
	...new Set(
		mixBy
			.filter((each) => each.startsWith('tags:'))
			.flatMap((each) => each.slice('tags:'.length).split(','))
			.map((tag) => tag.trim())
			.filter((tag) => tag !== '')
			.slice(0, TAGS_MOST)
	)
];

/** Kinds of items that this version plays; every other one happens on the stage. */
function kindOf({ type }: ImportedProgrammeItem, last: boolean): ProgrammeItem['kind'] {
	if (type === 'lobby' || type === 'cafe') return type;
	if (type === 'vote') return 'harvest';
	return last ? 'close' : 'stage';
}

const programmeOf = ({ programme }: ImportedEvent): ProgrammeItem[] =>
	programme.map((item, index) => ({
		id: item.id,
		kind: kindOf(item, index === programme.length - 1),
		title: item.title,
		start: item.start,
		minutes: item.minutes
	}));
