import type { PersonId, TableId } from './ids.ts';

/** Who may see a fact. Stored with each fact, never computed from its type. */
export type Channel =
	'everyone' | 'stage' | 'desk' | 'care' | 'group:help' | 'group:door' | `table:${TableId}` | `person:${PersonId}`;

export type ChannelKind = 'everyone' | 'stage' | 'desk' | 'care' | 'group:help' | 'group:door' | 'table' | 'person';

export const tableChannel = (table: TableId): Channel => `table:${table}`;
export const personChannel = (person: PersonId): Channel => `person:${person}`;

export function kindOf(channel: Channel): ChannelKind {
	if (channel.startsWith('table:')) return 'table';
	if (channel.startsWith('person:')) return 'person';
	return channel as ChannelKind;
}

/** The table that a channel is of; null for another one. */
export const tableIn = (channel: Channel): TableId | null =>
	channel.startsWith('table:') ? (channel.slice('table:'.length) as TableId) : null;

/** The person that a channel is of; null for another one. */
export const personIn = (channel: Channel): PersonId | null =>
	channel.startsWith('person:') ? (channel.slice('person:'.length) as PersonId) : null;
