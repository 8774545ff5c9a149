import type { EpochMs, EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { Result } from '#lib/domain/result.ts';
import type { MediaSeat, MediaState } from '#lib/protocol/wire.ts';

export interface MediaSeatRequest {
	state: EventState;
	event: EventId;
	person: PersonId;
	/** `next`: the seat after the switch, to be armed. */
	wish: 'stage' | 'table' | 'next';
	visiting?: TableId | null;
	/** The key at which the page could not join. */
	broken?: string | null;
}

/** What the live pages need of audio and video. */
export interface MediaService {
	state(): MediaState;
	onChange(listener: (state: MediaState) => void): () => void;
	/** Checks the seat and mints a token. @throws when the media server is away. */
	seat(request: MediaSeatRequest): Promise<Result<MediaSeat, { code: string }>>;
	/** The state of an event changed: make the rooms match. Cheap. */
	wake(event: EventId): void;
	/** Milliseconds to wait before arming, spread over the people. */
	armDelay(event: EventId, person: PersonId, version: number, now: EpochMs, switchAt: EpochMs): number;
	/** A LiveKit webhook. */
	webhook(rawBody: string, authorization: string | null): Promise<boolean>;
	drop(event: EventId): Promise<void>;
	stop(): Promise<void>;
}
