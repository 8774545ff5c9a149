/** Who gets a place in which room: decided from the folded state alone. */
import type { EpochMs, EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState, Seating } from '#lib/domain/parts.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { deskOf, deskPersonOf, everyoneOf, stageOf, tableOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { MediaNames } from './names.ts';
import { STAGE_SOURCES, TABLE_SOURCES, type MediaSource } from './ports.ts';
import { stageRoom, tableRoom, type WantedRoom } from './rooms.ts';
import { isOut, mayVisit, nextSeating, tableCardsOf, tablesWithSound, visitorsAt } from './seating.ts';
import { visitOf } from '#lib/domain/cafe/visits.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';

/** `next`: the seat after the switch, to be armed before it. */
export type SeatWish = 'stage' | 'table' | 'next';

export type MediaRefusalCode =
	| 'unknown_event'
	| 'event_closed'
	| 'unknown_person'
	| 'unknown_table'
	| 'not_allowed'
	| 'not_seated'
	| 'nobody_seated'
	| 'no_next_seat'
	/** A phone in the hall: no sound in either direction, so that a hall full of phones never echoes. */
	| 'companion'
	/** A table without a room, or a person without a device of her own. */
	| 'no_table_sound';

export interface MediaRefusal {
	readonly code: MediaRefusalCode;
}

export interface MediaSeatSpec {
	readonly room: WantedRoom;
	readonly identity: string;
	readonly mayPublish: boolean;
	readonly sources: readonly MediaSource[];
	/** null = valid now. */
	readonly switchAt: EpochMs | null;
}

/**
 * The place of a person, or why she has none. Who visits a table, visibly, hears it and sends nothing.
 */
export function mediaSeatFor(
	names: MediaNames,
	state: EventState,
	event: EventId,
	person: PersonId,
	wish: SeatWish
): Result<MediaSeatSpec, MediaRefusal> {
	const { card, closed, clock } = everyoneOf(state);
	if (!card) return refuse({ code: 'unknown_event' });
	if (closed) return refuse({ code: 'event_closed' });
	const who = deskPersonOf(state, person);
	if (!who) return refuse({ code: 'unknown_person' });
	if (isOut(who)) return refuse({ code: 'not_allowed' });
	const identity = names.identity(event, person);
	if (wish === 'stage') {
		const mayPublish = maySpeakOnStage(state, person);
		return ok({ room: stageRoom(names, event), identity, mayPublish, sources: STAGE_SOURCES, switchAt: null });
	}
	const seating = wish === 'next' ? nextSeating(state) : deskOf(state).seating;
	if (!seating) return refuse({ code: wish === 'next' ? 'no_next_seat' : 'nobody_seated' });
	const visiting = wish === 'table' && mayVisit(who) ? visitOf(state, person) : null;
	const table = visiting === null ? seatIn(state, seating, who) : visited(state, visiting);
	if (!table.ok) return table.error.code === 'not_seated' && wish === 'next' ? refuse({ code: 'no_next_seat' }) : table;
	const people = tablesWithSound(state, seating).get(table.value);
	if (!people) return refuse({ code: 'nobody_seated' });
	const armed = wish === 'next';
	return ok({
		room: tableRoom(names, event, state, {
			table: table.value,
			seating,
			people: people.length,
			armed
		}),
		identity,
		mayPublish: visiting === null,
		sources: visiting === null ? TABLE_SOURCES : [],
		switchAt: armed && clock.phase === 'ending' ? clock.switchAt : null
	});
}

/** The place of an entry that nobody stands behind: it hears the stage, sends nothing, and never comes near a table. */
export function onlookerSeatFor(
	names: MediaNames,
	state: EventState,
	event: EventId,
	entry: string,
	wish: SeatWish
): Result<MediaSeatSpec, MediaRefusal> {
	const { card, closed } = everyoneOf(state);
	if (!card) return refuse({ code: 'unknown_event' });
	if (closed) return refuse({ code: 'event_closed' });
	if (wish !== 'stage') return refuse({ code: 'not_allowed' });
	const identity = names.onlooker(event, entry);
	return ok({ room: stageRoom(names, event), identity, mayPublish: false, sources: [], switchAt: null });
}

function visited(state: EventState, table: TableId): Result<TableId, MediaRefusal> {
	const card = tableCardsOf(state).get(table);
	if (!card) return refuse({ code: 'unknown_table' });
	return card.mode === 'hall' ? refuse({ code: 'no_table_sound' }) : ok(table);
}

function seatIn(state: EventState, seating: Seating, who: DeskPerson): Result<TableId, MediaRefusal> {
	const table = Object.hasOwn(seating.seats, who.id) ? seating.seats[who.id] : undefined;
	if (!table) return refuse({ code: 'not_seated' });
	const people = tablesWithSound(state, seating).get(table);
	if (!people) return refuse({ code: who.attendance === 'hall' ? 'companion' : 'no_table_sound' });
	if (hasTableSound(state, table, people, who)) return ok(table);
	return refuse({ code: who.attendance === 'hall' ? 'companion' : 'no_table_sound' });
}

/** Remote people with a device of their own; in the hall only the one audio device of a linked table. */
export function hasTableSound(
	state: EventState,
	table: TableId,
	people: readonly PersonId[],
	who: DeskPerson
): boolean {
	if (isOut(who)) return false;
	if (who.attendance === 'remote') return who.device === 'own';
	return tableCardsOf(state).get(table)?.mode === 'linked' && audioDeviceOf(state, table, people) === who.id;
}

/** Whose device speaks and listens for the hall side of a linked table: the host's, else the table's tablet. */
export function audioDeviceOf(state: EventState, table: TableId, people: readonly PersonId[]): PersonId | null {
	const inHall = people
		.map((person) => deskPersonOf(state, person))
		.filter((person) => person?.attendance === 'hall' && !isOut(person)) as DeskPerson[];
	const { host } = tableOf(state, table);
	const hosts = inHall.find((person) => person.hosts === table) ?? inHall.find(({ id }) => id === host);
	if (hosts && hosts.device !== 'none') return hosts.id;
	return inHall.find(({ device }) => device === 'table')?.id ?? null;
}

/**
 * On stage, and not on a phone in the hall: participants there speak into the hall's microphone. Whoever runs the
 * event may publish from the hall, such as the feed of its sound desk.
 */
export function maySpeakOnStage(state: EventState, person: PersonId): boolean {
	const who = deskPersonOf(state, person);
	const there = stageOf(state).onStage.find((speaker) => speaker.person === person);
	if (!who || !there || isOut(who)) return false;
	const companion = who.attendance === 'hall' && SITTING.includes(who.role);
	return !companion;
}

/** LiveKit identity → person, for a room's page: those who sit at the table and those who visit it, or the speakers. */
export function identitiesIn(
	names: MediaNames,
	event: EventId,
	state: EventState,
	room: Pick<WantedRoom, 'kind' | 'table' | 'armed'>
): Record<string, PersonId> {
	const people =
		room.table === null
			? stageOf(state).onStage.map(({ person }) => person)
			: peopleAround(state, room.table, room.armed);
	return Object.fromEntries(people.map((person) => [names.identity(event, person), person]));
}

function peopleAround(state: EventState, table: TableId, armed: boolean): PersonId[] {
	const seating = armed ? nextSeating(state) : deskOf(state).seating;
	const seated = seating ? (tablesWithSound(state, seating).get(table) ?? []) : [];
	return armed ? [...seated] : [...seated, ...visitorsAt(state, table)];
}

/**
 * How long to wait with the seat of somebody, so that not all arm at once: uniform over the first half of what is
 * left, in ms. The same for one identity and version, however often it is asked.
 */
export function armDelayMs(identity: string, version: number, now: EpochMs, switchAt: EpochMs): number {
	return (fractionOf(`${identity}:${version}`) * Math.max(0, switchAt - now)) / 2;
}

/** FNV-1a with a final mix, as a fraction of 1: spread is all it is for. */
function fractionOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
