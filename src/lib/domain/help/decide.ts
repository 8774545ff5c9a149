import { personChannel } from '../channel.ts';
import type { Actor, Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { CallId, EpochMs, PersonId } from '../ids.ts';
import type { EventState, HelpCall } from '../parts.ts';
import { CARING, RUNNING } from '../people/role-groups.ts';
import { deskPersonOf, helpOf, seatOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';

export type HelpCommand = Extract<Command, { type: 'call_help' | 'take_help' | 'solve_help' }>;

type Decision = Result<ChannelFact[], Refusal>;

/** Help calls: in every phase, from the lobby on (I17). Who may ask by role was checked before (`access.ts`). */
export function decideHelp(
	state: EventState,
	command: HelpCommand,
	{ actor, now }: Pick<Context, 'actor' | 'now'>
): Decision {
	if (command.type === 'call_help') return callHelp(state, command.call, actor.person, now);
	const call = helpOf(state).calls.find(({ id }) => id === command.call);
	if (!call) return refuse({ code: 'unknown_call' });
	return command.type === 'take_help' ? takeHelp(call, actor) : solveHelp(call, actor, now);
}

function callHelp(state: EventState, id: CallId, person: PersonId | null, now: EpochMs): Decision {
	if (person === null) return refuse({ code: 'not_allowed' });
	if (!deskPersonOf(state, person)) return refuse({ code: 'unknown_person' });
	const { calls } = helpOf(state);
	// Pressed again because nobody has come yet: the call keeps its place in the queue.
	const open = calls.find((call) => call.person === person && call.solvedAt === null);
	if (open) return refuse({ code: 'help_waiting', params: { since: open.since, by: open.takenBy } });
	if (calls.some((call) => call.id === id)) return refuse({ code: 'id_taken', params: { id } });
	return ok([
		{
			channel: 'group:help',
			fact: { type: 'call_opened', call: id, person, table: seatOf(state, person), at: now }
		},
		{ channel: personChannel(person), fact: { type: 'help_called', call: id }, owner: person }
	]);
}

function takeHelp(call: HelpCall, { role, person }: Actor): Decision {
	if (person === null || !CARING.includes(role)) return refuse({ code: 'not_allowed' });
	if (call.solvedAt !== null) return refuse({ code: 'already_done', params: { by: call.takenBy } });
	if (call.takenBy === person) return ok([]);
	if (call.takenBy !== null) return refuse({ code: 'help_taken', params: { by: call.takenBy } });
	return ok([
		{ channel: 'group:help', fact: { type: 'call_taken', call: call.id, by: person } },
		{
			channel: personChannel(call.person),
			fact: { type: 'help_answered', call: call.id, state: 'coming' },
			owner: call.person
		}
	]);
}

function solveHelp(call: HelpCall, { role, person }: Actor, now: EpochMs): Decision {
	const concerned = person !== null && (person === call.takenBy || person === call.person);
	if (!concerned && !RUNNING.includes(role)) return refuse({ code: 'not_allowed' });
	return ok(call.solvedAt === null ? solved(call, now) : []);
}

const solved = (call: HelpCall, now: EpochMs): ChannelFact[] => [
	{ channel: 'group:help', fact: { type: 'call_solved', call: call.id, at: now } },
	{
		channel: personChannel(call.person),
		fact: { type: 'help_answered', call: call.id, state: 'solved' },
		owner: call.person
	}
];

/** The facts that end the open call of somebody who leaves, is removed or is forgotten. */
export const factsEndingHelp = (state: EventState, person: PersonId, now: EpochMs): ChannelFact[] =>
	helpOf(state)
		.calls.filter((call) => call.person === person && call.solvedAt === null)
		.flatMap((call) => solved(call, now));
