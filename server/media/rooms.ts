/** Which rooms an event needs, read from its folded state alone. */
import type { CafeClock } from '#lib/domain/cafe/clock.ts';
import type { EventId, TableId } from '#lib/domain/ids.ts';
import type { EventState, Seating } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import type { MediaNames, RoomKind } from './names.ts';
import type { RoomSpec } from './ports.ts';
import { howManyMayVisit, nextSeating, tableCardsOf, tablesWithSound } from './seating.ts';

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

/** The room of a table in a seating; `people` may be more than planned for after a merge. */
export function tableRoom(
	names: MediaNames,
	event: EventId,
	state: EventState,
	at: { table: TableId; seating: Seating; people: number; armed: boolean }
): WantedRoom {
	const { table, seating, people, armed } = at;
	const seats = Math.max((tableCardsOf(state).get(table)?.seats ?? 0) + 1, people);
	const roundS = Math.ceil(roundMs(everyoneOf(state).clock) / 1_000);
	return {
		kind: 'table',
		name: names.room(event, 'table', table, seating.version, tableOf(state, table).rekey),
		table,
		version: seating.version,
		armed,
		maxParticipants: seats + howManyMayVisit(state) + SLACK,
		emptyTimeoutS: roundS + EMPTY_EXTRA_S,
		departureTimeoutS: Math.max(roundS, DEPARTURE_MIN_S)
	};
}

/** All rooms the event needs now: none before it has a card and after it was closed. */
export function wantedRooms(names: MediaNames, event: EventId, state: EventState): WantedRoom[] {
	const { card, closed } = everyoneOf(state);
	if (!card || closed) return [];
	const rooms = [stageRoom(names, event)];
	const add = (seating: Seating | null, armed: boolean) => {
		if (!seating) return;
		for (const [table, { length: people }] of tablesWithSound(state, seating))
			rooms.push(tableRoom(names, event, state, { table, seating, people, armed }));
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
