/** Which rooms an event needs, read from its folded state alone. */
import type { CafeClock } from '#lib/domain/cafe/clock.ts';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState, Seating } from '#lib/domain/parts.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, tableCardOf, tableOf } from '#lib/domain/read.ts';
import type { MediaNames, RoomKind } from './names.ts';
import type { RoomSpec } from './ports.ts';

/** Second connections during a reconnect, and whoever comes before another has left. */
const SLACK = 4;
const MINUTE_S = 60;
/** A room outlives its round by this, never scaled: tokens last as long. */
const EMPTY_EXTRA_S = 10 * MINUTE_S;
/** Covers a client's longest reconnect, also when a rehearsal's rounds are shorter. */
const DEPARTURE_MIN_S = 2 * MINUTE_S;
/** The stage room lasts all day; the reconciler makes it again if it should go. */
const STAGE_S = 12 * 60 * MINUTE_S;

export interface WantedRoom extends RoomSpec {
	readonly kind: RoomKind;
	/** null for the stage. */
	readonly table: TableId | null;
	/** Seating version; 0 for the stage. */
	readonly version: number;
	/** Prepared for after the switch; nobody is heard in it yet. */
	readonly armed: boolean;
}

/** May visit tables, visibly. */
export const mayVisit = (person: DeskPerson): boolean =>
	(person.role === 'organiser' || person.role === 'facilitator') && !isOut(person);

/** Takes part no more, or is not admitted yet. */
export const isOut = ({ participation }: DeskPerson): boolean =>
	participation === 'removed' || participation === 'left' || participation === 'waiting';

/** The seating that is armed, from the bell to the switch. */
export function nextSeating(state: EventState): Seating | null {
	const { clock } = everyoneOf(state);
	const { next } = deskOf(state);
	if (clock.phase !== 'ending' || clock.next === null) return null;
	return next?.version === clock.version ? next : null;
}

/** Online and linked tables of a seating where somebody sits, each with its people. */
export function tablesWithSound(state: EventState, seating: Seating): Map<TableId, PersonId[]> {
	const online = new Set(everyoneOf(state).card?.tables.flatMap(({ id, mode }) => (mode === 'hall' ? [] : [id])));
	const tables = new Map<TableId, PersonId[]>();
	for (const [person, table] of Object.entries(seating.seats) as [PersonId, TableId][]) {
		if (!online.has(table)) continue;
		const there = tables.get(table);
		if (there) there.push(person);
		else tables.set(table, [person]);
	}
	return tables;
}

export function stageRoom(names: MediaNames, event: EventId): WantedRoom {
	return {
		kind: 'stage',
		name: names.room(event, 'stage', null, 0, 0),
		table: null,
		version: 0,
		armed: false,
		maxParticipants: 0,
		emptyTimeoutS: STAGE_S,
		departureTimeoutS: STAGE_S
	};
}

/** How many people may visit any table. */
export const visitorsOf = (state: EventState): number => Object.values(deskOf(state).people).filter(mayVisit).length;

/** The room of a table in a seating; `people` may be more than planned for after a merge. */
export function tableRoom(
	names: MediaNames,
	event: EventId,
	state: EventState,
	at: { table: TableId; seating: Seating; people: number; visitors: number; armed: boolean }
): WantedRoom {
	const { table, seating, people, visitors, armed } = at;
	const seats = Math.max((tableCardOf(state, table)?.seats ?? 0) + 1, people);
	const roundS = Math.ceil(roundMs(everyoneOf(state).clock) / 1_000);
	return {
		kind: 'table',
		name: names.room(event, 'table', table, seating.version, tableOf(state, table).rekey),
		table,
		version: seating.version,
		armed,
		maxParticipants: seats + visitors + SLACK,
		emptyTimeoutS: roundS + EMPTY_EXTRA_S,
		departureTimeoutS: Math.max(roundS, DEPARTURE_MIN_S)
	};
}

/** All rooms the event needs now: none before it has a card and after it was closed. */
export function wantedRooms(names: MediaNames, event: EventId, state: EventState): WantedRoom[] {
	const { card, closed } = everyoneOf(state);
	if (!card || closed) return [];
	const rooms = [stageRoom(names, event)];
	const visitors = visitorsOf(state);
	const add = (seating: Seating | null, armed: boolean) => {
		if (!seating) return;
		for (const [table, { length: people }] of tablesWithSound(state, seating))
			rooms.push(tableRoom(names, event, state, { table, seating, people, visitors, armed }));
	};
	add(deskOf(state).seating, false);
	add(nextSeating(state), true);
	return rooms;
}

/** How long the round of these rooms may take, so that a room outlives it. */
function roundMs(clock: CafeClock): number {
	switch (clock.phase) {
		case 'running':
			return clock.endsAt - clock.startedAt;
		case 'paused':
			return clock.remainingMs;
		case 'ending':
			return clock.switchAt - clock.endsAt + clock.nextMs;
		case 'moving':
			return clock.startsBy - clock.switchedAt + clock.nextMs;
		case 'before':
		case 'after':
			return 0;
	}
}
