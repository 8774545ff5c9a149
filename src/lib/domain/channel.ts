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

/** The table or person a channel is about; empty for the channels there is only one of. */
export const subjectOf = (channel: Channel): string => channel.slice(channel.indexOf(':') + 1);
