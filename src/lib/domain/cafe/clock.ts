import type { EpochMs } from '../ids.ts';

/** The café's phase. Durations are deadlines on the one clock; a paused round has only what is left of it. */
export type CafeClock =
	| { readonly phase: 'before' }
	| { readonly phase: 'running'; readonly round: number; readonly startedAt: EpochMs; readonly endsAt: EpochMs }
	| { readonly phase: 'paused'; readonly round: number; readonly startedAt: EpochMs; readonly remainingMs: number }
	| Ending
	| Moving
	| { readonly phase: 'after' };

/** The bell rang: finish your sentence. At `switchAt` seats, rights, media and page change. */
export interface Ending {
	readonly phase: 'ending';
	readonly round: number;
	readonly startedAt: EpochMs;
	readonly endsAt: EpochMs;
	readonly switchAt: EpochMs;
	/** The round that follows; null after the last one. Lower than `round` when a move is taken back. */
	readonly next: number | null;
	/** The seating that becomes valid at `switchAt`. */
	readonly version: number;
	/** What the next round gets. */
	readonly nextMs: number;
	/** When the round would have ended without this bell or this undo; not there in clocks of earlier versions. */
	readonly wasToEndAt?: EpochMs;
}

/** What the round had left when the bell or the undo cut it short; 0 after a bell at its time. */
export const leftAtBell = ({ endsAt, wasToEndAt = endsAt }: Ending): number => Math.max(0, wasToEndAt - endsAt);

/** No bell: a move is being taken back, to the tables of that round or of one before. */
export const isUndo = ({ round, next }: Ending): boolean => next !== null && next <= round;

export interface Moving {
	readonly phase: 'moving';
	/** The round that was left. */
	readonly from: number;
	readonly next: number;
	readonly switchedAt: EpochMs;
	/** The next round starts at the latest then. */
	readonly startsBy: EpochMs;
	readonly nextMs: number;
}

export const MINUTE_MS = 60_000;
/** Arming the next table's media needs this long after the bell. */
export const SWITCH_FLOOR_MS = 8_000;
/** In these last moments of the grace the bell is not taken back any more. */
export const SWITCH_LOCK_MS = 2_000;
/** Remote people are seated at once; this is how long we wait for their pages. */
export const REMOTE_MOVE_MS = 20_000;
/** A move can be taken back until this long into the next round. */
export const UNDO_WINDOW_MS = 60_000;
/** A round that is resumed by undo gets at least this. */
export const UNDO_MIN_MS = 3 * MINUTE_MS;
/** A lost connection keeps its seat for this long. */
export const SEAT_KEPT_MS = 120_000;
export const ALONE_OFFER_MS = 20_000;
export const ALONE_ACT_MS = 45_000;
