/** `waiting`: the round has not begun. `finish`: the bell rang, people finish their sentence. */
export type TimerPhase = 'waiting' | 'running' | 'paused' | 'finish';

export type RoundTimerProps = {
	phase: TimerPhase;
	/** When the bell rings (milliseconds since the epoch, server time); null while it is not known. */
	endsAtMs: number | null;
	/** What the whole ring stands for. */
	lengthMs: number;
	/** Time kept during a pause. */
	pausedLeftMs?: number | undefined;
	/** Server time now, in milliseconds since the epoch. */
	clock?: (() => number) | undefined;
	/** s 3.5 rem, m 4.25 rem, l 7.5 rem. */
	size?: 's' | 'm' | 'l' | undefined;
	/** Shows "the bell rings at 11:25" beside the ring. */
	showBell?: boolean | undefined;
	/** IANA name for the bell's clock time; the browser's own zone without it. */
	timeZone?: string | undefined;
	/** What is being timed, for screen readers; "Time left in this round" without it. */
	label?: string | undefined;
	/** How much faster than planned the event runs (a rehearsal): 5:00 and 0:30 come so much later. 1 without it. */
	timeScale?: number | undefined;
	/** Speak at 5:00, 0:30 and the bell. Switch off for a second timer on the same screen. */
	announces?: boolean | undefined;
};
