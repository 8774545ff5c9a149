import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { MediaSeat } from '#lib/protocol/wire.ts';
import type { MediaNames } from './names.ts';
import type { Media } from './ports.ts';
import type { RoomKeeper } from './room-keeper.ts';
import { identitiesIn, mediaSeatFor, type MediaRefusal, type SeatWish } from './seats.ts';

export interface SeatMint {
	readonly media: Media;
	readonly rooms: RoomKeeper;
	readonly names: MediaNames;
	/** ws:// or wss://, for browsers. */
	readonly url: string;
}

export interface SeatRequest {
	/** The node's folded state, which goes on changing while the room is made. */
	readonly state: EventState;
	readonly event: EventId;
	readonly person: PersonId;
	readonly wish: SeatWish;
	/** The table that a facilitator or organiser visits. */
	readonly visiting?: TableId | null;
	/** The key at which the page could not join: its room may be gone. */
	readonly broken?: string | null;
}

/**
 * Checks the seat, makes sure of the room, and mints the token.
 *
 * @throws {MediaUnavailableError} when the media server is away
 */
export async function mintSeat(mint: SeatMint, request: SeatRequest): Promise<Result<MediaSeat, MediaRefusal>> {
	const { media, rooms, names, url } = mint;
	const { state, event, person, wish, visiting = null, broken = null } = request;
	if (broken) rooms.distrust(broken);
	let ensured: string | null = null;
	for (;;) {
		const found = mediaSeatFor(names, state, event, person, wish, visiting);
		if (!found.ok) return found;
		const { room, identity, mayPublish, sources, switchAt } = found.value;
		// While the room was made the person may have been moved or removed: look again before there is a token.
		if (ensured !== room.name) {
			await rooms.ensure(room);
			ensured = room.name;
			continue;
		}
		return ok({
			kind: room.kind,
			key: room.name,
			url,
			token: await media.mint({ room: room.name, identity, mayPublish, sources }),
			table: room.table,
			version: room.version,
			switchAt,
			mayPublish,
			identities: identitiesIn(names, event, state, room)
		});
	}
}
