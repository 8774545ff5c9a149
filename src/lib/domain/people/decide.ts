/** Coming, taking part, leaving, being forgotten. */
import { MAY } from '../access.ts';
import { act } from '../acts.ts';
import { getUp } from '../cafe/seats.ts';
import { factsEndingVisit } from '../cafe/visits.ts';
import { personChannel, tableChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { IdeaId, PersonId, TableId, TopicId } from '../ids.ts';
import type { EventState, Forgetting } from '../parts.ts';
import { careOf, deskPersonOf, everyoneOf, personOf, seatOf, tableCardOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { factsEndingHelp } from '../help/decide.ts';
import { factsOffStage } from '../stage/decide.ts';
import { insightsOf } from '../tablecloth/decide.ts';
import { factsLeavingDoor, factsOfAttendanceAtDoor } from './door.ts';
import { needsStated } from './needs.ts';
import { cameIn, type DeskPerson, type Participation, type Profile } from './person.ts';

export type PeopleCommand = Extract<
	Command,
	{
		type:
			| 'state_profile'
			| 'take_part'
			| 'leave'
			| 'come_back'
			| 'note_arrival'
			| 'admit_person'
			| 'check_in_person'
			| 'check_out_person'
			| 'remove_person'
			| 'appoint_host'
			| 'give_consent'
			| 'forget_me'
			| 'rename_person';
	}
>;
type Decision = Result<ChannelFact[], Refusal>;

export function decidePeople(state: EventState, command: PeopleCommand, context: Context): Decision {
	const about = 'person' in command ? command.person : context.actor.person;
	const who = about === null ? undefined : deskPersonOf(state, about);
	if (!who) return refuse({ code: 'unknown_person' });
	if (who.forgotten) return refuse({ code: 'forgotten' });
	switch (command.type) {
		case 'state_profile':
			return stateProfile(state, command, who);
		case 'note_arrival':
			return who.participation === 'invited' ? ok(changed(who.id, 'arrived')) : ok([]);
		case 'admit_person':
			return admitPerson(state, who, context);
		case 'take_part':
			return takePart(state, who);
		case 'come_back':
			return takePart(state, who);
		case 'check_in_person':
			return checkIn(state, who, context);
		case 'leave':
			// Never let in: gone from the door she could come back past it.
			if (who.participation === 'waiting') return ok(factsEndingHelp(state, who.id, context.now));
			return ok(factsOfLeaving(state, who, context));
		case 'check_out_person':
			return checkOut(state, who, context);
		case 'remove_person':
			if (who.participation === 'removed') return refuse({ code: 'already_done', params: { by: null } });
			return ok([
				...factsOffStage(state, who.id),
				...factsEndingVisit(state, who.id),
				...factsEndingHelp(state, who.id, context.now),
				...getUp(state, who.id, true),
				...changed(who.id, 'removed'),
				...factsLeavingDoor(state, who.id),
				act('remove_person', context)
			]);
		case 'appoint_host':
			return appointHost(state, who, command.table, context);
		case 'give_consent':
			return ok([
				{
					channel: personChannel(who.id),
					fact: {
						type: command.given ? 'consent_given' : 'consent_withdrawn',
						purpose: command.purpose,
						at: context.now
					},
					owner: who.id
				},
				...(command.purpose === 'author_name' && !command.given ? unsigned(state, who.id) : [])
			]);
		case 'forget_me':
			return forget(state, who, command.what, context);
		case 'rename_person':
			return ok([{ channel: 'desk', fact: { type: 'person_renamed', person: who.id } }]);
	}
}

const factsOfLeaving = (state: EventState, { id }: DeskPerson, { now }: Context): ChannelFact[] => [
	...factsOffStage(state, id),
	...factsEndingVisit(state, id),
	...factsEndingHelp(state, id, now),
	...getUp(state, id, false),
	...changed(id, 'left')
];

/** Who only waits at the door, or never came, cannot have left: she could come back past the door. */
function checkOut(state: EventState, who: DeskPerson, context: Context): Decision {
	if (who.participation === 'left') return refuse({ code: 'already_done', params: { by: null } });
	if (!cameIn(who)) return refuse({ code: 'not_allowed' });
	return ok([...factsOfLeaving(state, who, context), act('check_out_person', context)]);
}

function changed(person: PersonId, participation: Participation): ChannelFact[] {
	return [
		{ channel: 'desk', fact: { type: 'person_changed', person, participation } },
		{ channel: personChannel(person), fact: { type: 'participation_changed', participation }, owner: person }
	];
}

function stateProfile(
	state: EventState,
	command: Extract<PeopleCommand, { type: 'state_profile' }>,
	who: DeskPerson
): Decision {
	const { attendance, languages } = command;
	const needs = needsStated(command.needs, careOf(state).needs[who.id] ?? []);
	// A remote person has nothing but her own device.
	const device = attendance === 'remote' ? 'own' : command.device;
	const known = new Set(everyoneOf(state).card?.topics.map(({ id }) => id));
	const topics = command.topics.filter((topic): topic is TopicId => known.has(topic as TopicId));
	const { country, organisation, tags } = who;
	const profile: Profile = { attendance, device, languages, country, organisation, tags, topics };
	const facts: ChannelFact[] = [
		{ channel: 'desk', fact: { type: 'person_profiled', person: who.id, profile }, owner: who.id },
		{ channel: personChannel(who.id), fact: { type: 'profile_stated', profile, needs }, owner: who.id },
		{ channel: 'care', fact: { type: 'needs_stated', person: who.id, needs }, owner: who.id },
		...factsOfAttendanceAtDoor(state, who.id, attendance)
	];
	if (seatOf(state, who.id) !== null && (attendance !== who.attendance || device !== who.device))
		return refuse({ code: 'already_seated' });
	return ok(facts);
}

function admitPerson(state: EventState, who: DeskPerson, context: Context): Decision {
	if (who.participation !== 'waiting') return refuse({ code: 'already_done', params: { by: null } });
	return ok([...changed(who.id, 'arrived'), ...factsLeavingDoor(state, who.id), act('admit_person', context)]);
}

/** Who may not admit anybody does not do it by checking in, and a removal is taken back by the desk only. */
function checkIn(state: EventState, who: DeskPerson, context: Context): Decision {
	const { role } = context.actor;
	if (who.participation === 'committed') return refuse({ code: 'already_done', params: { by: null } });
	if (who.participation === 'waiting' && !MAY.admit_person.includes(role)) return refuse({ code: 'not_allowed' });
	if (who.participation === 'removed' && !MAY.remove_person.includes(role)) return refuse({ code: 'not_allowed' });
	return ok([...changed(who.id, 'committed'), ...factsLeavingDoor(state, who.id), act('check_in_person', context)]);
}

/** The commit gate. The seat of a running round comes from the program a moment later. */
function takePart(state: EventState, who: DeskPerson): Decision {
	if (everyoneOf(state).closed) return refuse({ code: 'event_closed' });
	if (who.participation === 'waiting' || who.participation === 'removed') return refuse({ code: 'not_allowed' });
	if (who.participation === 'committed') return ok([]);
	return ok(changed(who.id, 'committed'));
}

function appointHost(state: EventState, who: DeskPerson, table: TableId | null, context: Context): Decision {
	if (everyoneOf(state).clock.phase !== 'before') return refuse({ code: 'round_running' });
	if (table !== null && !tableCardOf(state, table)) return refuse({ code: 'unknown_table' });
	return ok([
		{ channel: 'desk', fact: { type: 'host_appointed', person: who.id, table } },
		act('appoint_host', context)
	]);
}

function ideasByTable(state: EventState, person: PersonId): Map<TableId, IdeaId[]> {
	const tables = new Map<TableId, IdeaId[]>();
	for (const { id, table } of personOf(state, person).ideas) tables.set(table, [...(tables.get(table) ?? []), id]);
	return tables;
}

/** Consent withdrawn, or forgotten: the name goes from the tables and from the board. */
const unsigned = (state: EventState, person: PersonId): ChannelFact[] => [
	...[...ideasByTable(state, person)].map(([table, ideas]): ChannelFact => ({
		channel: tableChannel(table),
		fact: { type: 'ideas_unsigned', ideas }
	})),
	{
		channel: 'desk',
		fact: {
			type: 'insights_unsigned',
			ideas: insightsOf(
				state,
				personOf(state, person).ideas.map(({ id }) => id)
			)
		}
	}
];

/**
 * Says what is to be forgotten; destroying keys and bytes follows the commit (docs/how-it-works.md, "Forgetting").
 * With `identity` the words stay, without an author; with `everything` they go too.
 */
function forget(state: EventState, who: DeskPerson, what: Forgetting, context: Context): Decision {
	const { id } = who;
	const ideas = personOf(state, id).ideas.map((idea) => idea.id);
	const words: ChannelFact[] =
		what === 'everything'
			? [
					...[...ideasByTable(state, id)].map(([table, theirs]): ChannelFact => ({
						channel: tableChannel(table),
						fact: { type: 'ideas_withdrawn', ideas: theirs }
					})),
					{ channel: 'desk', fact: { type: 'insights_withdrawn', ideas: insightsOf(state, ideas) } }
				]
			: unsigned(state, id);
	return ok([
		...factsOffStage(state, id),
		...factsEndingVisit(state, id),
		...factsEndingHelp(state, id, context.now),
		...getUp(state, id, true),
		...words,
		...factsLeavingDoor(state, id),
		{ channel: 'care', fact: { type: 'needs_forgotten', person: id } },
		{ channel: 'desk', fact: { type: 'person_changed', person: id, participation: 'left' } },
		{ channel: 'desk', fact: { type: 'person_forgotten', person: id, what } },
		{ channel: personChannel(id), fact: { type: 'forgotten', what }, owner: id }
	]);
}
