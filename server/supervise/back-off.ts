/** Waits between attempts: doubling from `firstMs` to `longestMs`, and from the start again after a good while. */
export interface BackOff {
	firstMs: number;
	longestMs: number;
	/** A child that ran this long is well again: its next end counts as a first one. */
	wellAfterMs: number;
}

export const CHILD_BACK_OFF: BackOff = { firstMs: 100, longestMs: 30_000, wellAfterMs: 60_000 };

export function waitBefore(attempt: number, { firstMs, longestMs }: BackOff): number {
	return Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30));
}
