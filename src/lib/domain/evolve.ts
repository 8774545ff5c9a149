/** The front door of the fold. Never refuses, never throws, reads no clock: replay gives the same state for ever. */
import { kindOf, type Channel } from './channel.ts';
import {
	CLOCK_FACTS,
	evolveClock,
	evolveOwnSeat,
	evolveSeating,
	evolveTableSeats,
	SEATING_DESK_FACTS,
	SEAT_PERSON_FACTS,
	SEAT_TABLE_FACTS
} from './cafe/evolve.ts';
import { EVENT_FACTS, evolveEvent } from './event/evolve.ts';
import type {
	CareFact,
	ChannelFact,
	DeskFact,
	DoorFact,
	EveryoneFact,
	Fact,
	HelpFact,
	PersonFact,
	StageFact,
	TableFact
} from './facts.ts';
import {
	BALLOT_FACTS,
	evolveBallot,
	evolveHarvestDesk,
	evolveVote,
	HARVEST_DESK_FACTS,
	VOTE_FACTS
} from './harvest/evolve.ts';
import { evolveHelp, evolveOwnHelp, OWN_HELP_FACTS } from './help/evolve.ts';
import { initialPart } from './initial.ts';
import { unreachable } from './result.ts';
import type {
	CarePart,
	DeskPart,
	DoorPart,
	EventState,
	EveryonePart,
	HelpPart,
	Part,
	PersonPart,
	StagePart,
	TablePart
} from './parts.ts';
import { evolveDoor } from './people/door.ts';
import type { DeskPerson } from './people/person.ts';
import {
	addPeople,
	evolveCare,
	evolvePeople,
	evolvePersonhood,
	PEOPLE_DESK_FACTS,
	PEOPLE_PERSON_FACTS
} from './people/evolve.ts';
import { evolveStage, evolveStageInvitation, STAGE_INVITATION_FACTS } from './stage/evolve.ts';
import { CLOTH_FACTS, evolveCloth, evolveOwnIdeas, OWN_IDEA_FACTS } from './tablecloth/evolve.ts';

const isOneOf =
	<T extends string>(types: readonly T[]) =>
	<F extends { type: string }>(fact: F): fact is Extract<F, { type: T }> =>
		(types as readonly string[]).includes(fact.type);

const isEvent = isOneOf(EVENT_FACTS);
const isClock = isOneOf(CLOCK_FACTS);
const isVote = isOneOf(VOTE_FACTS);
const isHarvest = isOneOf(HARVEST_DESK_FACTS);
const isBallot = isOneOf(BALLOT_FACTS);
const isInvitation = isOneOf(STAGE_INVITATION_FACTS);
const isOwnHelp = isOneOf(OWN_HELP_FACTS);
const isPeople = isOneOf(PEOPLE_DESK_FACTS);
const isSeating = isOneOf(SEATING_DESK_FACTS);
const isTableSeat = isOneOf(SEAT_TABLE_FACTS);
const isCloth = isOneOf(CLOTH_FACTS);
const isPersonhood = isOneOf(PEOPLE_PERSON_FACTS);
const isOwnSeat = isOneOf(SEAT_PERSON_FACTS);
const isOwnIdea = isOneOf(OWN_IDEA_FACTS);

function evolveEveryone(part: EveryonePart, fact: EveryoneFact): EveryonePart {
	if (isEvent(fact)) return evolveEvent(part, fact);
	if (isClock(fact)) return evolveClock(part, fact);
	return isVote(fact) ? evolveVote(part, fact) : unreachable(fact, part);
}

function evolveDesk(part: DeskPart, fact: DeskFact): DeskPart {
	if (isPeople(fact)) return evolvePeople(part, fact);
	if (isSeating(fact)) return evolveSeating(part, fact);
	return isHarvest(fact) ? evolveHarvestDesk(part, fact) : unreachable(fact, part);
}

function evolveTable(part: TablePart, fact: TableFact): TablePart {
	if (isCloth(fact)) return evolveCloth(part, fact);
	return isTableSeat(fact) ? evolveTableSeats(part, fact) : unreachable(fact, part);
}

function evolvePerson(part: PersonPart, fact: PersonFact): PersonPart {
	if (isOwnSeat(fact)) return evolveOwnSeat(part, fact);
	if (isOwnIdea(fact)) return evolveOwnIdeas(part, fact);
	if (isPersonhood(fact)) return evolvePersonhood(part, fact);
	if (isBallot(fact)) return evolveBallot(part, fact);
	if (isInvitation(fact)) return evolveStageInvitation(part, fact);
	return isOwnHelp(fact) ? evolveOwnHelp(part, fact) : unreachable(fact, part);
}

/** Applies one fact to the part of its channel. A fact of a newer version that is not known changes nothing. */
export function evolve(channel: Channel, part: Part, fact: Fact): Part {
	switch (kindOf(channel)) {
		case 'everyone':
			return evolveEveryone(part as EveryonePart, fact as EveryoneFact);
		case 'stage':
			return evolveStage(part as StagePart, fact as StageFact);
		case 'table':
			return evolveTable(part as TablePart, fact as TableFact);
		case 'person':
			return evolvePerson(part as PersonPart, fact as PersonFact);
		case 'desk':
			return evolveDesk(part as DeskPart, fact as DeskFact);
		case 'care':
			return evolveCare(part as CarePart, fact as CareFact);
		case 'group:help':
			return evolveHelp(part as HelpPart, fact as HelpFact);
		case 'group:door':
			return evolveDoor(part as DoorPart, fact as DoorFact);
		default:
			return part;
	}
}

/** Applies facts of one channel in their order, as {@link evolve} does one by one; people added in a row at once. */
export function evolveAll(channel: Channel, part: Part, facts: readonly Fact[]): Part {
	for (let at = 0; at < facts.length;) {
		const added = channel === 'desk' ? addedFrom(facts, at) : [];
		part = added.length > 1 ? addPeople(part as DeskPart, added) : evolve(channel, part, facts[at]!);
		at += Math.max(1, added.length);
	}
	return part;
}

function addedFrom(facts: readonly Fact[], from: number): DeskPerson[] {
	const added: DeskPerson[] = [];
	for (let at = from; at < facts.length; at++) {
		const fact = facts[at]!;
		if (fact.type !== 'person_added') break;
		added.push(fact.person);
	}
	return added;
}

/** Folds facts into the state in place: a part is replaced whole, the map is never copied. */
export function fold(state: EventState, facts: readonly ChannelFact[]): EventState {
	for (const [channel, own] of byChannel(facts))
		state.set(channel, evolveAll(channel, state.get(channel) ?? initialPart(channel), own));
	return state;
}

/** Channels know nothing of each other, so that the facts of each can be applied by themselves. */
export function byChannel(facts: readonly ChannelFact[]): Map<Channel, Fact[]> {
	const own = new Map<Channel, Fact[]>();
	for (const { channel, fact } of facts) {
		const list = own.get(channel);
		if (list) list.push(fact);
		else own.set(channel, [fact]);
	}
	return own;
}
