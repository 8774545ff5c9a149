import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { Result } from '#lib/domain/result.ts';
import type { MediaSeat, MediaState } from '#lib/protocol/wire.ts';
import type { EventRuntime } from '../events/event-runtime.ts';

export type MediaSeatRequest = ({ person: PersonId } | { person: null; entry: string }) & {
	/** Looks at the event's state; answers when everything that was seen is durable. */
	durably: <T>(look: (state: EventState) => T) => Promise<T>;
	event: EventId;
	/** `next`: the seat after the switch, to be armed. */
	wish: 'stage' | 'table' | 'next';
	/** The key at which the page could not join. */
	broken?: string | null;
};

/** What the live pages need of audio and video. */
export interface MediaService {
	state(): MediaState;
	onChange(listener: (state: MediaState) => void): () => void;
	/** Checks the seat and mints a token. @throws when the media server, or the store, is away. */
	seat(request: MediaSeatRequest): Promise<Result<MediaSeat, { code: string }>>;
	/** The state of an event changed: make the rooms match. Cheap. */
	wake(event: EventId): void;
	/** Entries were signed out: none of them hears anything any more. */
	dismiss(entries: ReadonlySet<string>): void;
	/** Milliseconds to wait before arming, spread over the people. */
	armDelay(event: EventId, person: PersonId, version: number, now: EpochMs, switchAt: EpochMs): number;
	/** A LiveKit webhook. */
	webhook(rawBody: string, authorization: string | null): Promise<boolean>;
	drop(event: EventId): Promise<void>;
	stop(): Promise<void>;
}

/** A seat must not come from a commit that may still be taken back: the log decides who sits where. */
export const durablyOf =
	(runtime: EventRuntime): MediaSeatRequest['durably'] =>
	(look) =>
		runtime.snapshot(() => look(runtime.state));
