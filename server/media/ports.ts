/** What the product needs from a media server, and from whatever elects the one node that tidies it up. */

/** A room as the media server knows it; the name tells nothing about event, table or round. */
export interface RoomSpec {
	readonly name: string;
	/** 0 = no limit. A full room answers clients with an unreadable error, so seats are checked before. */
	readonly maxParticipants: number;
	/** Seconds until a room that nobody has joined goes away by itself. */
	readonly emptyTimeoutS: number;
	/** Seconds until it goes away after the last one left; must outlast a reconnect. */
	readonly departureTimeoutS: number;
}

export type MediaSource = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

/** What somebody may send at a table. */
export const TABLE_SOURCES: readonly MediaSource[] = ['microphone', 'camera'];
/** What somebody may send on the stage. */
export const STAGE_SOURCES: readonly MediaSource[] = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];

/** How long a token opens its room. Being connected outlives it. */
export const TOKEN_TTL_S = 600;

export interface MintRequest {
	/** Exactly one room: a token without one would open all. */
	readonly room: string;
	readonly identity: string;
	readonly mayPublish: boolean;
	/** Ignored unless `mayPublish`. */
	readonly sources: readonly MediaSource[];
}

export interface MediaParticipant {
	readonly identity: string;
	readonly mayPublish: boolean;
}

/** The media server's side of rooms and rights. Every call is idempotent. */
export interface Media {
	/** Makes the room, or applies the limits to the one that is there. @throws {MediaUnavailableError} */
	ensureRoom(room: RoomSpec): Promise<void>;
	/** Disconnects everybody and ends the validity of the room's tokens; a missing room is fine. @throws {MediaUnavailableError} */
	deleteRoom(name: string): Promise<void>;
	/** Names of all rooms, also those of others on the same server. @throws {MediaUnavailableError} */
	listRooms(): Promise<string[]>;
	/** Who is connected; empty when there is no such room. May lag. @throws {MediaUnavailableError} */
	participants(name: string): Promise<MediaParticipant[]>;
	/** Disconnects one identity but revokes no token; a missing one is fine. @throws {MediaUnavailableError} */
	removeParticipant(name: string, identity: string): Promise<void>;
	/** Grants or takes the right to send; taking it removes the tracks at once. A missing identity is fine. @throws {MediaUnavailableError} */
	setPublishing(name: string, identity: string, may: boolean): Promise<void>;
	/** A token for one room and identity, valid for {@link TOKEN_TTL_S}. Never log it. */
	mint(request: MintRequest): Promise<string>;
}

/** The media server did not answer, or answered with a fault of its own; the same call may be made again. */
export class MediaUnavailableError extends Error {
	override name = 'MediaUnavailableError';
	readonly operation: string;
	/** HTTP status; null when there was no answer in time. */
	readonly status: number | null;

	/** No cause: a media server's own words may contain tokens. */
	constructor(operation: string, status: number | null) {
		super(`media server: ${operation} ${status === null ? 'got no answer' : `failed with status ${status}`}`);
		this.operation = operation;
		this.status = status;
	}
}

/** At most one holder of a name at a time, as long as clocks run at about the same speed. One object = one holder. */
export interface Lease {
	/** Takes the name if it is free, or one's own already; answers whether it is held now, for `ttlMs`. */
	acquire(name: string, ttlMs: number): Promise<boolean>;
	/** Holds it `ttlMs` longer; false when it is held no more. */
	renew(name: string, ttlMs: number): Promise<boolean>;
	/** Gives it back; nothing happens when another one holds it. */
	release(name: string): Promise<void>;
}
