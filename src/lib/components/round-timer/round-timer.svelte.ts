import type { RoundTimerProps } from './types.ts';

/** Moments people are told about aloud; a region that counts would be noise. */
export type SpokenMoment = 'five' | 'half' | 'bell';

const MINUTE_MS = 60_000;
/** Time left at the spoken moments as it was planned, in milliseconds. */
export const SPOKEN_AT = { five: 5 * MINUTE_MS, half: 30_000, bell: 0 } as const satisfies Record<SpokenMoment, number>;

/**
 * The moment that was passed while the time left fell from `beforeMs` to `nowMs`; the latest one wins.
 *
 * @param timeScale how much faster than planned the event runs
 */
export function momentPassed(beforeMs: number, nowMs: number, timeScale = 1): SpokenMoment | null {
	const passed = (moment: SpokenMoment) => {
		const at = SPOKEN_AT[moment] / timeScale;
		return beforeMs > at && nowMs <= at;
	};
	if (passed('bell')) return 'bell';
	if (passed('half')) return 'half';
	return passed('five') ? 'five' : null;
}

/** The time of one round on this screen: reads the server's clock once a second and never counts by itself. */
export class RoundClock {
	#asked: () => RoundTimerProps;
	#now = $state(0);
	#lastLeftMs: number | null = null;
	/** What was just said, until the next moment. */
	spoken = $state<SpokenMoment | null>(null);

	constructor(asked: () => RoundTimerProps) {
		this.#asked = asked;
		this.#now = this.#read();
	}
	#read(): number {
		return (this.#asked().clock ?? Date.now)();
	}
	get leftMs(): number {
		const { phase, endsAtMs, pausedLeftMs, lengthMs } = this.#asked();
		if (phase === 'finish') return 0;
		if (phase === 'paused') return pausedLeftMs ?? 0;
		if (phase === 'waiting' && endsAtMs === null) return lengthMs;
		return endsAtMs === null ? 0 : Math.max(0, endsAtMs - this.#now);
	}
	/** Whole minutes, rounded up: "1" until the bell rings. */
	get minutes(): number {
		return Math.ceil(this.leftMs / MINUTE_MS);
	}
	/** 0 to 1 of the ring. */
	get share(): number {
		return Math.min(1, this.leftMs / Math.max(1, this.#asked().lengthMs));
	}
	/** How much faster than planned the event runs. */
	get timeScale(): number {
		return this.#asked().timeScale ?? 1;
	}
	get soon(): boolean {
		const { phase } = this.#asked();
		return phase === 'finish' || (phase === 'running' && this.leftMs <= SPOKEN_AT.five / this.timeScale);
	}
	tick(): void {
		this.#now = this.#read();
		if (this.#asked().phase === 'paused') return;
		const left = this.leftMs;
		// Added time lifts the time left, so the same moment is told again when it comes again.
		const moment = this.#lastLeftMs === null ? null : momentPassed(this.#lastLeftMs, left, this.timeScale);
		if (moment !== null) this.spoken = moment;
		else if (this.#lastLeftMs !== null && left > this.#lastLeftMs) this.spoken = null;
		this.#lastLeftMs = left;
	}
}
