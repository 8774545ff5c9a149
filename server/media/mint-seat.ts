import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { MediaSeat } from '#lib/protocol/wire.ts';
import type { MediaNames } from './names.ts';
import type { Media } from './ports.ts';
import type { RoomKeeper } from './room-keeper.ts';
import {
	identitiesIn,
	mediaSeatFor,
	onlookerSeatFor,
	type MediaRefusal,
	type MediaSeatSpec,
	type SeatWish
} from './seats.ts';

export interface SeatMint {
	readonly media: Media;
	readonly rooms: RoomKeeper;
	readonly names: MediaNames;
	/** ws:// or wss://, for browsers. */
	readonly url: string;
}

/** Looks at an event's state; answers when everything that was seen is durable. */
export type LookDurably = <T>(look: (state: EventState) => T) => Promise<T>;

/** Whose seat: a person's, or that of an entry which nobody stands behind. */
export type SeatHolder = { readonly person: PersonId } | { readonly person: null; readonly entry: string };

export type SeatRequest = SeatHolder & {
	/** A seat must not come from what may still be taken back. */
	readonly durably: LookDurably;
	readonly event: EventId;
	readonly wish: SeatWish;
	/** The key at which the page could not join: its room may be gone. */
	readonly broken?: string | null;
};

type Found = Result<MediaSeatSpec & Pick<MediaSeat, 'identities'>, MediaRefusal>;

/**
 * Checks the seat, makes sure of the room, and mints the token.
 *
 * @throws {MediaUnavailableError} when the media server is away
 */
export async function mintSeat(mint: SeatMint, request: SeatRequest): Promise<Result<MediaSeat, MediaRefusal>> {
	const { media, rooms, names, url } = mint;
	const { durably, broken = null } = request;
	if (broken) rooms.distrust(broken);
	let ensured: string | null = null;
	for (;;) {
		const found = await durably((state) => seatIn(names, state, request));
		if (!found.ok) return found;
		const { room, identity, mayPublish, sources, switchAt, identities } = found.value;
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
			identities
		});
	}
}

function seatIn(names: MediaNames, state: EventState, request: SeatRequest): Found {
	const { event, wish } = request;
	const found =
		request.person === null
			? onlookerSeatFor(names, state, event, request.entry, wish)
			: mediaSeatFor(names, state, event, request.person, wish);
	return found.ok ? ok({ ...found.value, identities: identitiesIn(names, event, state, found.value.room) }) : found;
}
