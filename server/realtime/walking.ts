/** A move that somebody asks for herself: only away from a table where nobody else is, to the company she was offered. */
import type { Command } from '#lib/domain/commands.ts';
import { deskOf, seatOf, tableOf } from '#lib/domain/read.ts';
import type { EventHost } from '../events/event-host.ts';
import { isPresent } from '../events/watch.ts';
import type { View } from './view.ts';

/**
 * False for a participant or table host who leaves company behind: she would read one table after the other, and
 * every move gives the table that is left a new room. Who is connected stands in no log, so the rules cannot ask.
 */
export function mayWalk(host: EventHost, { actor }: View, command: Command): boolean {
	const { role, person } = actor;
	if (command.type !== 'move_person' || person === null || (role !== 'participant' && role !== 'table_host'))
		return true;
	const { state } = host.runtime;
	const table = seatOf(state, person);
	if (table === null) return true;
	const { people } = deskOf(state);
	return tableOf(state, table).seated.every(
		({ person: other }) => other === person || !people[other] || !isPresent(people[other], host.presence)
	);
}
