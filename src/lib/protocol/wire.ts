/**
 * What crosses the wire between a page and the server, over Socket.IO at `/live`, WebSocket only.
 * `docs/protocol.md` is the whole story; types here are the truth.
 */
import type { Channel } from '../domain/channel.ts';
import type { PageCommand } from '../domain/commands.ts';
import type { Attendance, Device } from '../domain/event/event-card.ts';
import type { Fact } from '../domain/facts.ts';
import type { EpochMs, PersonId, TableId, ThemeId, VoteId } from '../domain/ids.ts';
import type { PlanSheet } from '../domain/parts.ts';
import type { Role } from '../domain/people/person.ts';
import type { PlanningPageEvents, PlanningServerEvents } from './planning.ts';

/** Raised when a page of the old version can no longer take part. */
export const PROTOCOL_VERSION = 2;
export const LIVE_PATH = '/live';

/** Limits, in one place. */
export const LIMITS = {
	/** Bytes of one message from a browser. */
	messageBytes: 128 * 1024,
	/** Bytes not yet sent to a slow reader before it is cut off. */
	unsentBytes: 1024 * 1024,
	ideaCharacters: 1_000,
	nameCharacters: 120,
	announcementCharacters: 500,
	draftCharacters: 1_000,
	/** Commands a second and in a burst, per person, over all her tabs. */
	commandsPerSecond: 10,
	commandBurst: 40
} as const;

/** Sent once in the Socket.IO handshake (`auth`). The session itself is the cookie. */
export interface Hello {
	version: number;
	/** The entry of this browser's session that this tab uses; stands in the page's path. */
	entry: string;
	/** What the page already has: commits counted per channel. */
	have: Record<string, number>;
	/** Random per tab; the newest tab of a device has the sound. */
	tab: string;
}

export type Names = Record<PersonId, string>;

/** A seat as a row. Left out at the end: `remote`, `own`, `true`. */
export type SentSeat = [person: PersonId, attendance?: Attendance, device?: Device, placed?: boolean];

/** A fact as it is, its seats as rows; the six of every rotation as rows of their type and their fields in order. */
export type SentFact = Fact | { type: 'seat_taken'; seat: SentSeat } | [type: string, ...fields: unknown[]];

/** A part without the fields that are as before its first fact; seats as rows. */
export type SentPart = Record<string, unknown> & { seated?: SentSeat[] };

/** One commit's share for one socket, by channel: applied together, in the order given. */
export interface SentFrame {
	parts: Record<string, [n: number, ...facts: SentFact[]]>;
	names?: Names;
}

/** Whole parts by channel: on connecting, after a gap, when a channel opens (a new table). */
export interface SentSnapshot {
	parts: Record<string, [n: number, part: SentPart]>;
	/** Channels that may no longer be seen: drop them. */
	gone: Channel[];
	names?: Names;
}

export interface Welcome {
	event: string;
	role: Role;
	person: PersonId | null;
	now: EpochMs;
	media: MediaState;
	saving: SavingState;
	/** False on a second tab or device of the same person: no sound here. */
	sound: boolean;
}

export type SavingState = 'saved' | 'paused';
export type MediaState = { kind: 'on' } | { kind: 'installing' } | { kind: 'off'; reason: string };

/** Counted, never one message per fact and viewer; at most twice a second. */
export interface Tally {
	here: number;
	committed: number;
	expected: number;
	/** Names of the last arrivals, for the lobby; empty outside it. */
	latest: string[];
	/** Ballots so far; null when no vote is open. */
	ballots: number | null;
	facilitators: number;
}

/** Who of a table is connected. Ids only; volatile. */
export interface TablePresence {
	table: TableId;
	here: PersonId[];
}

/** For the desk: one row per table, at most twice a second. */
export interface TableTally {
	table: TableId;
	expected: number;
	here: number;
	ideas: number;
	insights: number;
	/** Since when somebody has been the only one present; null = not alone. */
	aloneSince: EpochMs | null;
	/** Milliseconds since the last idea or draft; null = nothing yet. */
	quietMs: number | null;
	hostHere: boolean;
	mediaHere: number;
}

export interface Draft {
	table: TableId;
	/** Tells one writer from another, not who it is. */
	writer: string;
	/** Empty when she stopped. */
	text: string;
}

/** "You are alone for a moment. Table 24 joins you in 40 seconds. Go there now?" */
export interface Company {
	table: TableId;
	/** Where she is moved; null when there is nowhere to go. */
	into: TableId | null;
	actAt: EpochMs;
}

/** A LiveKit seat: one room, ten minutes to join, no data. */
export interface MediaSeat {
	kind: 'stage' | 'table';
	/** Changes whenever the room is another one; the page joins when it differs from where it is. */
	key: string;
	url: string;
	token: string;
	table: TableId | null;
	version: number;
	/** For a next seat that is armed before the switch; null = valid now. */
	switchAt: EpochMs | null;
	mayPublish: boolean;
	/** LiveKit identity → person, for those who sit (or speak) here. Identities are random per person and event. */
	identities: Record<string, PersonId>;
}

export type Ack =
	| { ok: true; names?: Names }
	| { ok: false; code: string; params?: Record<string, string | number | null>; retryable?: boolean; names?: Names };

export interface FoundPerson {
	person: PersonId;
	name: string;
	table: TableId | null;
	participation: string;
	attendance: string;
	device: string;
}

export interface ServerEvents extends PlanningServerEvents {
	welcome: (welcome: Welcome) => void;
	snapshot: (snapshot: SentSnapshot) => void;
	frame: (frame: SentFrame) => void;
	tally: (tally: Tally) => void;
	table_tallies: (tables: TableTally[]) => void;
	presence: (presence: TablePresence) => void;
	draft: (draft: Draft) => void;
	company: (company: Company | null) => void;
	saving: (state: SavingState) => void;
	media: (state: MediaState) => void;
	/** A seat to join or arm; null = no table sound for you now. */
	media_seat: (seat: MediaSeat | null) => void;
	sound: (here: boolean) => void;
	/** The server goes down on purpose: come back after so many milliseconds (jittered by the server). */
	come_back: (afterMs: number) => void;
	/** This connection is over and why; the page does not retry by itself. */
	refused: (code: string) => void;
	/** Another browser uses this personal link: let it in? */
	knock: (knock: { id: string }) => void;
}

export interface PageEvents extends PlanningPageEvents {
	/** `id` is kept when the same command is sent again. */
	command: (message: { id: string; command: PageCommand }, ack: (answer: Ack) => void) => void;
	/** Channels and counts the page has; answered by a snapshot of what it has not. */
	resync: (have: Record<string, number>) => void;
	clock: (sentAt: number, ack: (serverNow: EpochMs) => void) => void;
	draft: (draft: { table: TableId; text: string }) => void;
	/** Desk: tables whose facts this page wants to see. */
	open_tables: (tables: TableId[], ack: (answer: Ack) => void) => void;
	media_seat: (
		wish: { kind: 'stage' | 'table'; broken?: string },
		ack: (answer: Ack & { seat?: MediaSeat }) => void
	) => void;
	/** Media is really connected (or not) at this key: for the desk's picture only. */
	media_state: (state: { key: string | null; connected: boolean }) => void;
	plan_for_present: (wish: { seed: number }, ack: (answer: Ack & { sheet?: PlanSheet }) => void) => void;
	find_people: (wish: { query: string }, ack: (answer: Ack & { people?: FoundPerson[] }) => void) => void;
	paper_ballot: (
		ballot: { id: string; cardCode: string; vote: VoteId; dots: Record<ThemeId, number> },
		ack: (answer: Ack) => void
	) => void;
	answer_knock: (answer: { id: string; letIn: boolean }) => void;
	rename: (wish: { name: string }, ack: (answer: Ack) => void) => void;
}
