/** A move that somebody asks for herself: only away from a table where nobody else is, to the company she was offered. */
import type { Command } from '#lib/domain/commands.ts';
import { deskOf, seatOf, tableOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';
import type { View } from './view.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';

/**
 * False for a participant or table host who leaves company behind: she would read one table after the other, and
 * every move gives the table that is left a new room. Who is connected stands in no log, so the rules cannot ask.
 */
export function mayWalk(opened: OpenEvent, { actor }: View, command: Command): boolean {
	const { role, person } = actor;
	if (command.type !== 'move_person' || person === null || !SITTING.includes(role)) return true;
	const { state } = opened.runtime;
	const table = seatOf(state, person);
	if (table === null) return true;
	const { people } = deskOf(state);
	return tableOf(state, table).seated.every(
		({ person: other }) => other === person || !people[other] || !isPresent(people[other], opened.presence)
	);
}
