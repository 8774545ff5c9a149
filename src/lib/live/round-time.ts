import { MINUTE_MS, type CafeClock } from '../domain/cafe/clock.ts';
import type { EveryonePart } from '../domain/parts.ts';
import type { EpochMs } from '../domain/ids.ts';

/** What the ring needs to know of the café's clock (props of `RoundTimer`). */
export interface RoundTime {
	readonly phase: 'waiting' | 'running' | 'paused' | 'finish';
	readonly endsAtMs: EpochMs | null;
	readonly lengthMs: number;
	readonly pausedLeftMs?: number;
	/** How much faster than planned the event runs; not there when it does not. */
	readonly timeScale?: number;
}

export function roundTime({ clock, card }: Pick<EveryonePart, 'clock' | 'card'>): RoundTime {
	const timeScale = card?.timeScale ?? 1;
	const planned = (round: number): number => ((card?.cafe.rounds[round - 1]?.minutes ?? 20) * MINUTE_MS) / timeScale;
	return { ...timeOf(clock, planned), ...(timeScale === 1 ? {} : { timeScale }) };
}

function timeOf(clock: CafeClock, planned: (round: number) => number): RoundTime {
	switch (clock.phase) {
		case 'running':
			// A round that was made longer: the ring stands for all of it.
			return {
				phase: 'running',
				endsAtMs: clock.endsAt,
				lengthMs: Math.max(planned(clock.round), clock.endsAt - clock.startedAt)
			};
		case 'paused':
			return {
				phase: 'paused',
				endsAtMs: null,
				lengthMs: Math.max(planned(clock.round), clock.remainingMs),
				pausedLeftMs: clock.remainingMs
			};
		case 'ending':
			return { phase: 'finish', endsAtMs: clock.switchAt, lengthMs: planned(clock.round) };
		case 'moving':
			return { phase: 'waiting', endsAtMs: null, lengthMs: clock.nextMs };
		// Nothing comes any more: no round is announced.
		case 'after':
			return { phase: 'finish', endsAtMs: null, lengthMs: 0 };
		default:
			return { phase: 'waiting', endsAtMs: null, lengthMs: planned(1) };
	}
}
