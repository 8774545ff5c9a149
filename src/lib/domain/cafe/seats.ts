/** Single seats between two bells: late people, moves, merges, hosts, hands. */
import { act } from '../acts.ts';
import { personChannel, tableChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { PersonId, TableId } from '../ids.ts';
import type { EventState } from '../parts.ts';
import { takesPart } from '../people/person.ts';
import { careOf, deskOf, deskPersonOf, seatOf, tableCardOf, tableOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { canJoin, canSitAt, fittingTable, hasCompany, hasRoomFor, seatedAs, walksTo } from './seating.ts';

export type SeatCommand = Extract<
	Command,
	{
		type:
			| 'seat_person'
			| 'free_seat'
			| 'move_person'
			| 'merge_table'
			| 'place_person'
			| 'take_over_hosting'
			| 'change_host'
			| 'raise_table_hand'
			| 'lower_table_hand';
	}
>;
type Decision = Result<ChannelFact[], Refusal>;

export function decideSeat(state: EventState, command: SeatCommand, context: Context): Decision {
	switch (command.type) {
		case 'seat_person':
			return seatPerson(state, command.person);
		case 'free_seat':
			return freeSeat(state, command.person, command.version);
		case 'move_person':
			return movePerson(state, command.person, command.table, context);
		case 'merge_table':
			return mergeTable(state, command.table, command.into, context);
		case 'place_person':
			return placePerson(state, command.person, context);
		case 'take_over_hosting':
			return takeOverHosting(state, command.table, context);
		case 'change_host': {
			const { table, from, to } = command;
			if (tableOf(state, table).host !== from) return refuse({ code: 'already_done' });
			if (seatOf(state, to) !== table) return refuse({ code: 'not_seated' });
			return ok([{ channel: tableChannel(table), fact: { type: 'host_changed', host: to } }]);
		}
		case 'raise_table_hand': {
			const { person } = context.actor;
			if (person === null || seatOf(state, person) !== command.table) return refuse({ code: 'not_your_table' });
			if (tableOf(state, command.table).hands.includes(person)) return ok([]);
			return ok([{ channel: tableChannel(command.table), fact: { type: 'table_hand_raised', person } }]);
		}
		case 'lower_table_hand': {
			const { table, person } = command;
			if (!tableCardOf(state, table)) return refuse({ code: 'unknown_table' });
			const mine = context.actor.person === person;
			if (!mine && tableOf(state, table).host !== context.actor.person) return refuse({ code: 'not_allowed' });
			if (!tableOf(state, table).hands.includes(person)) return ok([]);
			return ok([{ channel: tableChannel(table), fact: { type: 'table_hand_lowered', person } }]);
		}
	}
}

/** The facts of one person sitting down at a table of the seating in force. */
export function sitDown(state: EventState, person: PersonId, table: TableId): ChannelFact[] {
	const seating = deskOf(state).seating!;
	const who = deskOf(state).people[person]!;
	const { version, round } = seating;
	const facts: ChannelFact[] = [
		{ channel: 'desk', fact: { type: 'seat_changed', person, table } },
		{
			channel: tableChannel(table),
			fact: { type: 'seat_taken', seat: seatedAs(who, !walksTo(who, table)) }
		},
		{ channel: personChannel(person), fact: { type: 'seated', table, round, version }, owner: person }
	];
	// An appointed host who comes late finds her own chair free again.
	if (who.hosts === table && tableOf(state, table).host !== person)
		facts.push({ channel: tableChannel(table), fact: { type: 'host_changed', host: person } });
	return facts;
}

/** The facts of one person getting up. `rekey`: the table's sound must not reach her any more. */
export function getUp(state: EventState, person: PersonId, rekey: boolean): ChannelFact[] {
	const table = seatOf(state, person);
	if (table === null) return [];
	const next = deskOf(state).next?.seats[person];
	return [
		{ channel: 'desk', fact: { type: 'seat_changed', person, table: null } },
		{ channel: tableChannel(table), fact: { type: 'seat_freed', person, rekey } },
		// In the grace she may hold a token of her next table too.
		...(rekey && next !== undefined && next !== table
			? [{ channel: tableChannel(next), fact: { type: 'seat_freed', person, rekey } } as ChannelFact]
			: []),
		{ channel: personChannel(person), fact: { type: 'unseated' }, owner: person }
	];
}

/** Late: at once to the smallest fitting table. In the grace too: the switch then seats her with the others. */
function seatPerson(state: EventState, person: PersonId): Decision {
	const who = deskPersonOf(state, person);
	const { seating } = deskOf(state);
	if (!who) return refuse({ code: 'unknown_person' });
	if (!takesPart(who)) return refuse({ code: 'not_committed' });
	if (!seating) return refuse({ code: 'round_not_running' });
	if (seatOf(state, person) !== null) return refuse({ code: 'already_seated' });
	const pinned = deskOf(state).pins.find((pin) => pin.person === person && pin.round === seating.round)?.table;
	const planned = deskOf(state).plan?.rounds[seating.round - 1]?.[person];
	const own = [who.hosts, pinned, planned].find((table) => table && hasCompany(state, person, table, seating.seats));
	// Where nobody sits at any table that fits, somebody must be the first: at her own table, where others join her.
	const first = [who.hosts, planned, pinned].find((table) => table && canJoin(state, person, table, peopleOf(table)));
	const table = own ?? fittingTable(state, person, seating.seats) ?? first;
	return table ? ok(sitDown(state, person, table)) : refuse({ code: 'no_fitting_table' });

	function peopleOf(table: TableId): PersonId[] {
		return tableOf(state, table).seated.map((seat) => seat.person);
	}
}

/** After 120 s without a connection. The version guards against a seat of the next round. */
function freeSeat(state: EventState, person: PersonId, version: number): Decision {
	if (seatOf(state, person) === null) return refuse({ code: 'not_seated' });
	if (deskOf(state).seating?.version !== version) return refuse({ code: 'stale_version' });
	return ok([
		...getUp(state, person, false),
		{ channel: 'desk', fact: { type: 'person_changed', person, participation: 'away' } },
		{
			channel: personChannel(person),
			fact: { type: 'participation_changed', participation: 'away' },
			owner: person
		}
	]);
}

function movePerson(state: EventState, person: PersonId, table: TableId, context: Context): Decision {
	const who = deskPersonOf(state, person);
	const card = tableCardOf(state, table);
	const self = context.actor.person === person;
	if (!who) return refuse({ code: 'unknown_person' });
	if (!card) return refuse({ code: 'unknown_table' });
	const from = seatOf(state, person);
	if (from === null || !deskOf(state).seating) return refuse({ code: 'not_seated' });
	if (from === table) return refuse({ code: 'already_seated' });
	// By herself only away from an empty table: to the company that was offered.
	if (self && context.actor.role !== 'facilitator' && tableOf(state, table).seated.length === 0)
		return refuse({ code: 'table_closed' });
	if (tableOf(state, table).mergedInto !== null) return refuse({ code: 'table_closed' });
	if (!canSitAt(who, card, careOf(state).needs[person] ?? [])) return refuse({ code: 'wrong_attendance' });
	const there = tableOf(state, table).seated.map((seat) => seat.person);
	if (!hasRoomFor(deskOf(state).people, card, there, [person]))
		return refuse({ code: 'table_full', params: { table: card.number } });
	if (context.actor.role === 'system' && heldByCard(state, person, from)) return refuse({ code: 'pin_conflict' });
	return ok([...getUp(state, person, true), ...sitDown(state, person, table), act('move_person', context)]);
}

/**
 * Whether a printed card keeps this person here against the program (I7). The program moves only somebody who is alone,
 * and then I3 beats I7: a facilitator's pin never holds her, and a card does only while others have a seat here, who
 * may be on their way back.
 */
const heldByCard = (state: EventState, person: PersonId, from: TableId): boolean =>
	tableOf(state, from).seated.length > 1 &&
	deskOf(state).pins.some(
		(pin) =>
			pin.source === 'card' && pin.person === person && pin.round === deskOf(state).seating!.round && pin.table === from
	);

/** Everybody of a table joins another one; both tablecloths stay. */
function mergeTable(state: EventState, table: TableId, into: TableId, context: Context): Decision {
	const from = tableOf(state, table);
	const target = tableCardOf(state, into);
	if (!tableCardOf(state, table) || !target || table === into) return refuse({ code: 'unknown_table' });
	if (from.mergedInto !== null || tableOf(state, into).mergedInto !== null) return refuse({ code: 'table_closed' });
	if (from.seated.length === 0) return refuse({ code: 'nobody_seated' });
	const [there, coming] = [tableOf(state, into), from].map(({ seated }) => seated.map((seat) => seat.person));
	if (!hasRoomFor(deskOf(state).people, target, there!, coming!))
		return refuse({ code: 'table_full', params: { table: target.number } });
	for (const { person } of from.seated) {
		const who = deskOf(state).people[person]!;
		if (!canSitAt(who, target, careOf(state).needs[person] ?? [])) return refuse({ code: 'wrong_attendance' });
	}
	return ok([
		...from.seated.flatMap(({ person }) => [...getUp(state, person, false), ...sitDown(state, person, into)]),
		{ channel: tableChannel(table), fact: { type: 'table_merged', into } },
		act('merge_table', context)
	]);
}

/** "Here": by the person's own phone, or by a tap of the host. */
function placePerson(state: EventState, person: PersonId, context: Context): Decision {
	const table = seatOf(state, person);
	if (table === null) return refuse({ code: 'not_seated' });
	const part = tableOf(state, table);
	const { actor } = context;
	const mine = actor.person === person;
	const host = actor.person !== null && part.host === actor.person;
	if (!mine && !host && actor.role === 'participant') return refuse({ code: 'not_allowed' });
	if (!mine && !host && actor.role === 'table_host') return refuse({ code: 'not_your_table' });
	if (part.seated.find((seat) => seat.person === person)?.placed) return ok([]);
	return ok([{ channel: tableChannel(table), fact: { type: 'person_placed', person } }]);
}

function takeOverHosting(state: EventState, table: TableId, context: Context): Decision {
	const { person } = context.actor;
	if (person === null || seatOf(state, person) !== table) return refuse({ code: 'not_your_table' });
	const { host } = tableOf(state, table);
	if (host === person) return ok([]);
	const appointed = deskPersonOf(state, person)?.hosts === table;
	// A host who is still seated keeps the role; the watch takes it when she is gone for 20 s.
	if (host !== null && !appointed) return refuse({ code: 'already_done', params: { by: host } });
	return ok([{ channel: tableChannel(table), fact: { type: 'host_changed', host: person } }]);
}
