/** Whoever runs the event listens at a table: seen by all who sit there, without a voice, until the tables change (I16). */
import { act } from '../acts.ts';
import { personChannel, tableChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { deskOf, personOf, tableCardOf, tableOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';

export type VisitCommand = Extract<Command, { type: 'visit_table' | 'end_visit' }>;

/** The table that this person listens to now. A new seating ends every visit. */
export function visitOf(state: EventState, person: PersonId): TableId | null {
	const { visiting } = personOf(state, person);
	return visiting !== null && visiting.version === deskOf(state).seating?.version ? visiting.table : null;
}

export function decideVisit(
	state: EventState,
	command: VisitCommand,
	context: Pick<Context, 'actor' | 'now'>
): Result<ChannelFact[], Refusal> {
	const { person, role } = context.actor;
	const { table } = command;
	const card = tableCardOf(state, table);
	if (!card) return refuse({ code: 'unknown_table' });
	if (command.type === 'end_visit') {
		if (role !== 'system' && person !== command.person) return refuse({ code: 'not_allowed' });
		return ok(visitOf(state, command.person) === table ? factsEndingVisit(state, command.person) : []);
	}
	const { seating } = deskOf(state);
	if (person === null) return refuse({ code: 'not_allowed' });
	if (!seating) return refuse({ code: 'round_not_running' });
	const { seated, mergedInto } = tableOf(state, table);
	if (mergedInto !== null) return refuse({ code: 'table_closed' });
	if (card.mode === 'hall') return refuse({ code: 'no_table_sound' });
	if (seated.length === 0) return refuse({ code: 'nobody_seated' });
	if (visitOf(state, person) === table) return ok([]);
	const { version } = seating;
	return ok([
		...factsEndingVisit(state, person),
		{ channel: tableChannel(table), fact: { type: 'visit_begun', person } },
		{ channel: personChannel(person), fact: { type: 'visiting', table, version }, owner: person },
		act('visit_table', context)
	]);
}

/** The facts that end the visit of somebody who leaves, is removed or is forgotten; none when there is no visit. */
export function factsEndingVisit(state: EventState, person: PersonId): ChannelFact[] {
	const table = visitOf(state, person);
	if (table === null) return [];
	const { version } = deskOf(state).seating!;
	return [
		{ channel: tableChannel(table), fact: { type: 'visit_ended', person } },
		{ channel: personChannel(person), fact: { type: 'visiting', table: null, version }, owner: person }
	];
}
