/** Tables, questions and clock times of a café, as people tell them apart. */
import type { TableIdentity } from '../components/table-badge/types.ts';
import type { EventCard, TableCard } from '../domain/event/event-card.ts';
import type { EpochMs, TableId, Texts } from '../domain/ids.ts';
import type { TextIn } from '../domain/text-in.ts';

/** How a text is said to this person: `context.say`. */
export type Say = (texts: Texts | null | undefined) => TextIn;

export const tableCardIn = (card: EventCard | null, table: TableId | null): TableCard | undefined =>
	card?.tables.find(({ id }) => id === table);

/** The cloth and icon of a table: its topic's place in the list, from 1; a table without a topic has its own. */
export function topicNumber(card: EventCard, table: TableCard): number {
	const topic = card.topics.findIndex(({ id }) => id === table.topic);
	return topic < 0 ? card.topics.length + table.number : topic + 1;
}

export function tableIdentity(card: EventCard, table: TableCard, say: Say): TableIdentity {
	const { text, lang } = say(table.name);
	return { number: table.number, topic: topicNumber(card, table), name: text, lang };
}

/** The question a table works on: of the round, else of the topic, else the purpose of the event. */
export function questionOf(card: EventCard, table: TableCard, round: number): Texts {
	const topic = card.topics.find(({ id }) => id === table.topic);
	return card.cafe.rounds[round - 1]?.question ?? topic?.question ?? card.purpose;
}

/** The title of a table's topic; null when it has none. */
export const topicTitle = (card: EventCard, table: TableCard): Texts | null =>
	card.topics.find(({ id }) => id === table.topic)?.title ?? null;

/** "11:25", in the person's own zone. */
export const clockTimeOf = (at: EpochMs, locale: string): string =>
	new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
