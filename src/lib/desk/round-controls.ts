/** What the facilitator can do with the clock now, mirrored from the rules so that no button promises too much. */
import { leftAtBell, SWITCH_LOCK_MS, UNDO_WINDOW_MS } from '../domain/cafe/clock.ts';
import type { EpochMs } from '../domain/ids.ts';
import type { DeskPart, EveryonePart } from '../domain/parts.ts';

/** `leftMs` is null while people still move: there is no hurry then. */
export type Undo =
	| { readonly open: false; readonly because: 'none' | 'done' | 'ending' | 'paused' | 'late' }
	| { readonly open: true; readonly version: number; readonly leftMs: number | null };

/** How long into a round its move can be taken back, in an event of that speed. */
export const undoWindowMs = ({ card }: Pick<EveryonePart, 'card'>): number => UNDO_WINDOW_MS / (card?.timeScale ?? 1);

const closed = (because: (Undo & { open: false })['because']): Undo => ({ open: false, because });

/** Whether the last move can be taken back, and for how long. */
export function undoOf(
	{ clock, seatingVersion, card }: Pick<EveryonePart, 'clock' | 'seatingVersion' | 'card'>,
	{ previous, seating }: Pick<DeskPart, 'previous' | 'seating'>,
	now: EpochMs
): Undo {
	if (!previous) return closed('none');
	if (previous.round >= (seating?.round ?? 0)) return closed('done');
	if (clock.phase === 'moving') return { open: true, version: seatingVersion, leftMs: null };
	if (clock.phase === 'ending') return closed('ending');
	if (clock.phase !== 'running' && clock.phase !== 'paused') return closed('none');
	const leftMs = clock.startedAt + undoWindowMs({ card }) - now;
	if (leftMs <= 0) return closed('late');
	return clock.phase === 'paused' ? closed('paused') : { open: true, version: seatingVersion, leftMs };
}

/** The number of the round that the clock is about; null before the first and after the last. */
export function roundOf({ clock }: Pick<EveryonePart, 'clock'>): number | null {
	if (clock.phase === 'moving') return clock.next;
	return 'round' in clock ? clock.round : null;
}

/** How long a bell can still be taken back, in whole seconds; 0 when it cannot. */
export const bellBackSeconds = ({ clock }: Pick<EveryonePart, 'clock'>, now: EpochMs): number =>
	clock.phase === 'ending' ? Math.max(0, Math.ceil((clock.switchAt - SWITCH_LOCK_MS - now) / 1_000)) : 0;

/** What a round has again when its bell is taken back, or has left in a pause: milliseconds. */
export function keptMs({ clock }: Pick<EveryonePart, 'clock'>): number {
	if (clock.phase === 'paused') return clock.remainingMs;
	return clock.phase === 'ending' ? leftAtBell(clock) : 0;
}
