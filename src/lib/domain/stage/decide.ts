import { personChannel } from '../channel.ts';
import type { Actor, Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact, PersonFact, StageFact } from '../facts.ts';
import type { EpochMs, PersonId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import type { DeskPerson } from '../people/person.ts';
import { deskPersonOf, personOf, stageOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { MODERATING } from '../people/role-groups.ts';

export type StageCommand = Extract<
	Command,
	{ type: 'raise_hand' | 'lower_hand' | 'call_to_stage' | 'answer_stage_invitation' | 'leave_stage' }
>;

type Decision = Result<ChannelFact[], Refusal>;

/** They lead the speaking list, and go on stage without being asked. */

/** The stage: nobody is ever on it who did not say yes. Who may ask by role was checked before (`access.ts`). */
export function decideStage(
	state: EventState,
	command: StageCommand,
	{ actor, now }: Pick<Context, 'actor' | 'now'>
): Decision {
	switch (command.type) {
		case 'raise_hand':
			return raiseHand(state, actor.person, now);
		case 'lower_hand':
			return lowerHand(state, command.person, actor);
		case 'call_to_stage':
			if (!MODERATING.includes(actor.role)) return refuse({ code: 'not_allowed' });
			// Who calls herself has said yes by that.
			return command.person === actor.person
				? joinStage(state, command.person)
				: inviteToStage(state, command.person, now);
		case 'answer_stage_invitation':
			return answerInvitation(state, actor.person, command.accept);
		case 'leave_stage':
			return leaveStage(state, command.person, actor);
	}
}

const stageFact = (fact: StageFact): ChannelFact => ({ channel: 'stage', fact });
const personFact = (person: PersonId, fact: PersonFact): ChannelFact => ({
	channel: personChannel(person),
	fact,
	owner: person
});

const isOnStage = (state: EventState, id: PersonId): boolean =>
	stageOf(state).onStage.some(({ person }) => person === id);
const handOf = (state: EventState, id: PersonId) => stageOf(state).hands.find(({ person }) => person === id);

/** Known, admitted and not gone. Hands go up in the lobby and during talks too, before anybody took part in a café. */
function whoIsHere(state: EventState, id: PersonId): Result<DeskPerson, Refusal> {
	const person = deskPersonOf(state, id);
	if (!person) return refuse({ code: 'unknown_person' });
	const absent = person.participation === 'waiting' || person.participation === 'left';
	return absent || person.participation === 'removed' ? refuse({ code: 'not_committed' }) : ok(person);
}

function raiseHand(state: EventState, id: PersonId | null, now: EpochMs): Decision {
	if (id === null) return refuse({ code: 'not_allowed' });
	const person = whoIsHere(state, id);
	if (!person.ok) return person;
	// Pressed twice, or a speaker who has the word anyway.
	if (handOf(state, id) || isOnStage(state, id)) return ok([]);
	return ok([stageFact({ type: 'hand_raised', person: id, attendance: person.value.attendance, at: now })]);
}

/** The hand goes down, and with it the question whether she would like to speak. */
function handDown(state: EventState, id: PersonId): ChannelFact[] {
	const facts: ChannelFact[] = [];
	if (handOf(state, id)) facts.push(stageFact({ type: 'hand_lowered', person: id }));
	if (personOf(state, id).invitedToStage) facts.push(personFact(id, { type: 'stage_invitation_ended' }));
	return facts;
}

function lowerHand(state: EventState, id: PersonId, actor: Actor): Decision {
	const own = id === actor.person;
	if (!own && !MODERATING.includes(actor.role)) return refuse({ code: 'not_allowed' });
	// Two moderators, one behind: the second learns that there is nothing to lower.
	if (!own && !handOf(state, id)) return refuse({ code: 'hand_not_raised' });
	return ok(handDown(state, id));
}

/** Asks her; also somebody who raised no hand. She speaks when she has accepted. */
function inviteToStage(state: EventState, id: PersonId, now: EpochMs): Decision {
	const person = whoIsHere(state, id);
	if (!person.ok) return person;
	if (isOnStage(state, id) || personOf(state, id).invitedToStage) return ok([]);
	const { attendance } = person.value;
	const raised = handOf(state, id) ? [] : [stageFact({ type: 'hand_raised', person: id, attendance, at: now })];
	return ok([...raised, stageFact({ type: 'hand_called', person: id }), personFact(id, { type: 'stage_invited' })]);
}

function joinStage(state: EventState, id: PersonId): Decision {
	const person = whoIsHere(state, id);
	if (!person.ok) return person;
	const { attendance } = person.value;
	const joined = isOnStage(state, id) ? [] : [stageFact({ type: 'stage_joined', person: id, attendance })];
	return ok([...joined, ...handDown(state, id)]);
}

function answerInvitation(state: EventState, id: PersonId | null, accept: boolean): Decision {
	// Asked nobody, or the moderator has taken the question back.
	if (id === null || !personOf(state, id).invitedToStage) return refuse({ code: 'not_invited' });
	return accept ? joinStage(state, id) : ok(handDown(state, id));
}

function leaveStage(state: EventState, id: PersonId, actor: Actor): Decision {
	const own = id === actor.person;
	if (!own && !MODERATING.includes(actor.role)) return refuse({ code: 'not_allowed' });
	if (isOnStage(state, id)) return ok([stageFact({ type: 'stage_left', person: id })]);
	return own ? ok([]) : refuse({ code: 'not_on_stage' });
}

/** The facts that take somebody who leaves, is removed or is forgotten off the stage and out of the speaking list. */
export const factsOffStage = (state: EventState, id: PersonId): ChannelFact[] => [
	...(isOnStage(state, id) ? [stageFact({ type: 'stage_left', person: id })] : []),
	...handDown(state, id)
];
