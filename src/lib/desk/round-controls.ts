/** What the facilitator can do with the clock now, mirrored from the rules so that no button promises too much. */
import { SWITCH_LOCK_MS, UNDO_WINDOW_MS } from '../domain/cafe/clock.ts';
import type { EpochMs } from '../domain/ids.ts';
import type { DeskPart, EveryonePart } from '../domain/parts.ts';

/** `leftMs` is null while people still move: there is no hurry then. */
export type Undo =
	{ readonly open: false } | { readonly open: true; readonly version: number; readonly leftMs: number | null };

const CLOSED: Undo = { open: false };

/** Whether the last move can be taken back, and for how long. */
export function undoOf(
	{ clock, seatingVersion, card }: Pick<EveryonePart, 'clock' | 'seatingVersion' | 'card'>,
	{ previous, seating }: Pick<DeskPart, 'previous' | 'seating'>,
	now: EpochMs
): Undo {
	if (!previous || previous.round >= (seating?.round ?? 0)) return CLOSED;
	if (clock.phase === 'moving') return { open: true, version: seatingVersion, leftMs: null };
	if (clock.phase !== 'running') return CLOSED;
	const leftMs = clock.startedAt + UNDO_WINDOW_MS / (card?.timeScale ?? 1) - now;
	return leftMs > 0 ? { open: true, version: seatingVersion, leftMs } : CLOSED;
}

/** The bell that rang can be taken back by more time or a pause, until shortly before the switch. */
export const bellCanBeTakenBack = ({ clock }: Pick<EveryonePart, 'clock'>, now: EpochMs): boolean =>
	clock.phase === 'ending' && now <= clock.switchAt - SWITCH_LOCK_MS;

/** The number of the round that the clock is about; null before the first and after the last. */
export function roundOf({ clock }: Pick<EveryonePart, 'clock'>): number | null {
	if (clock.phase === 'moving') return clock.next;
	return 'round' in clock ? clock.round : null;
}
