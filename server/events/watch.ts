/**
 * What the program itself proposes: the bell and its switch, late people, lost connections, people left alone.
 * Pure: given state, presence and time it says which commands are due. Guards in `decide` make repeats harmless,
 * so several nodes may propose the same (derived command ids).
 */
import { ALONE_ACT_MS, ALONE_OFFER_MS, SEAT_KEPT_MS } from '#lib/domain/cafe/clock.ts';
import { scaled } from '#lib/domain/cafe/timeline.ts';
import { fittingTable } from '#lib/domain/cafe/seating.ts';
import type { Command } from '#lib/domain/commands.ts';
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState, TablePart } from '#lib/domain/parts.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import type { Presence } from './presence.ts';

export interface Proposal {
	readonly id: string;
	readonly command: Command;
	/** Proposed in the name of this person; absent = the program. */
	readonly as?: PersonId;
}

export interface LonelyTable {
	readonly since: EpochMs;
	readonly person: PersonId;
}

export interface WatchContext {
	readonly state: EventState;
	readonly presence: Presence;
	readonly now: EpochMs;
	/** When this node began to watch: an empty presence after a start is not a hall full of lonely people. */
	readonly watchingSince: EpochMs;
	/** Tables with one present person, kept between looks. */
	readonly lonely: Map<TableId, LonelyTable>;
}

/** Nobody is called missing before a start is this old. Never scaled: it is about machines. */
export const SETTLING_MS = 60_000;

/** A phone in a pocket and a paper card are not expected to be connected. */
export const expectsConnection = (person: DeskPerson): boolean => person.device === 'own' || person.hosts !== null;

/** Here: connected, or somebody who cannot be. */
export const isPresent = (person: DeskPerson, presence: Presence): boolean =>
	expectsConnection(person) ? presence.isHere(person.id) : person.participation === 'committed';

export function dueClock({ state, presence, now }: WatchContext): Proposal[] {
	const { clock } = everyoneOf(state);
	switch (clock.phase) {
		case 'running':
			if (now < clock.endsAt) return [];
			return [{ id: `bell:${clock.round}:${clock.endsAt}`, command: { type: 'ring_bell', round: clock.round } }];
		case 'ending': {
			if (now < clock.switchAt) return [];
			const { round, version } = clock;
			return [{ id: `switch:${version}:${clock.switchAt}`, command: { type: 'switch_tables', round, version } }];
		}
		case 'moving':
			if (now < clock.startsBy && !everybodyPlaced(state, presence)) return [];
			return [
				{ id: `start:${clock.next}:${clock.switchedAt}`, command: { type: 'start_next_round', round: clock.next } }
			];
		default:
			return [];
	}
}

function everybodyPlaced(state: EventState, presence: Presence): boolean {
	const { card } = everyoneOf(state);
	const { people, seating } = deskOf(state);
	return (card?.tables ?? []).every(({ id }) =>
		tableOf(state, id).seated.every(({ person, placed, attendance }) => {
			const who = people[person];
			if (!who || seating?.seats[person] !== id) return true;
			return attendance === 'remote' ? presence.isHere(person) : placed;
		})
	);
}

export function dueSeats(context: WatchContext): Proposal[] {
	const { state, presence, now, watchingSince } = context;
	const { seating, people } = deskOf(state);
	const proposals: Proposal[] = [];
	if (!seating) return proposals;
	const settled = now - watchingSince >= SETTLING_MS;
	for (const person of Object.values(people)) {
		const { id } = person;
		const seated = Object.hasOwn(seating.seats, id);
		if (!seated && takesPart(person) && isPresent(person, presence))
			proposals.push({ id: `seat:${id}:${seating.version}:${now}`, command: { type: 'seat_person', person: id } });
		if (person.participation === 'away' && presence.isHere(id))
			proposals.push({ id: `back:${id}:${now}`, command: { type: 'come_back' }, as: id });
		if (seated && settled && expectsConnection(person)) {
			const since = presence.missingSince(id, watchingSince);
			if (since !== null && now - since >= scaled(state, SEAT_KEPT_MS))
				proposals.push({
					id: `free:${id}:${seating.version}:${since}`,
					command: { type: 'free_seat', person: id, version: seating.version }
				});
		}
	}
	return proposals;
}

/** A table whose host has been gone for 20 s: whoever has been here longest writes and reads the question. */
export function dueHosts(context: WatchContext): Proposal[] {
	const { state, presence, now, watchingSince } = context;
	const { people } = deskOf(state);
	if (now - watchingSince < SETTLING_MS || everyoneOf(state).clock.phase !== 'running') return [];
	return (everyoneOf(state).card?.tables ?? []).flatMap(({ id: table }): Proposal[] => {
		const { host, seated } = tableOf(state, table);
		if (seated.length < 2) return [];
		const gone = host === null ? 0 : presence.missingSince(host, watchingSince);
		if (gone === null || (host !== null && now - gone < scaled(state, ALONE_OFFER_MS))) return [];
		const heir = seated
			.filter(({ person, device }) => person !== host && device === 'own' && presence.isHere(person))
			.sort((a, b) => (presence.hereSince(a.person) ?? now) - (presence.hereSince(b.person) ?? now))[0]?.person;
		if (!heir || !people[heir]) return [];
		return [
			{ id: `host:${table}:${host ?? ''}:${gone}`, command: { type: 'change_host', table, from: host, to: heir } }
		];
	});
}

/** Somebody who visits a table and has been gone for 20 s is told there as a listener no longer. */
export function dueVisits({ state, presence, now, watchingSince }: WatchContext): Proposal[] {
	if (now - watchingSince < SETTLING_MS) return [];
	return (everyoneOf(state).card?.tables ?? []).flatMap(({ id: table }): Proposal[] =>
		tableOf(state, table).visitors.flatMap((person): Proposal[] => {
			const since = presence.missingSince(person, watchingSince);
			if (since === null || now - since < scaled(state, ALONE_OFFER_MS)) return [];
			return [{ id: `visit:${person}:${since}`, command: { type: 'end_visit', person, table } }];
		})
	);
}

/** Remembers who sits alone since when; proposes the move when the offer was not answered. */
export function dueCompany(context: WatchContext): Proposal[] {
	const { state, presence, now, watchingSince, lonely } = context;
	const running = everyoneOf(state).clock.phase === 'running';
	const proposals: Proposal[] = [];
	for (const { id: table } of everyoneOf(state).card?.tables ?? []) {
		const alone =
			running && now - watchingSince >= SETTLING_MS ? onlyOneAt(state, tableOf(state, table), presence) : null;
		const known = lonely.get(table);
		if (alone === null) {
			lonely.delete(table);
			continue;
		}
		if (known?.person !== alone) {
			lonely.set(table, { since: now, person: alone });
			continue;
		}
		if (now - known.since < scaled(state, ALONE_ACT_MS)) continue;
		const into = companyFor(state, alone, table);
		if (into)
			proposals.push({
				id: `company:${alone}:${known.since}`,
				command: { type: 'move_person', person: alone, table: into }
			});
	}
	return proposals;
}

function onlyOneAt(state: EventState, part: TablePart, presence: Presence): PersonId | null {
	const { people } = deskOf(state);
	const present = part.seated.filter(({ person }) => people[person] && isPresent(people[person], presence));
	return present.length === 1 && expectsConnection(people[present[0]!.person]!) ? present[0]!.person : null;
}

/** The table that somebody who is alone is offered. */
export const companyFor = (state: EventState, person: PersonId, from: TableId): TableId | null =>
	fittingTable(state, person, { ...deskOf(state).seating?.seats }, from);

/** When somebody alone is moved, for the page's countdown; null before the offer is due. */
export function offerFor(state: EventState, { since }: LonelyTable, now: EpochMs): EpochMs | null {
	return now - since >= scaled(state, ALONE_OFFER_MS) ? since + scaled(state, ALONE_ACT_MS) : null;
}

/** When to look again at the latest. One timer per event, never one per person. */
export function nextLook({ state, now }: WatchContext): EpochMs {
	const { clock } = everyoneOf(state);
	const idle = now + 1_000;
	switch (clock.phase) {
		case 'running':
			return Math.min(idle, clock.endsAt);
		case 'ending':
			return Math.min(idle, clock.switchAt);
		case 'moving':
			return Math.min(now + 250, clock.startsBy);
		default:
			return idle;
	}
}
