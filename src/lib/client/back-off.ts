export interface BackOffLimits {
	/** Shortest wait. @default 300 ms */
	leastMs?: number;
	/** Longest wait. @default 5_000 ms */
	mostMs?: number;
	random?: () => number;
}

/**
 * Waits between attempts: the range doubles, and each wait is drawn from the whole of it, so that
 * 2,000 pages that lost the same server do not come back in waves.
 */
export class BackOff {
	#attempts = 0;
	#leastMs: number;
	#mostMs: number;
	#random: () => number;

	constructor({ leastMs = 300, mostMs = 5_000, random = Math.random }: BackOffLimits = {}) {
		this.#leastMs = leastMs;
		this.#mostMs = mostMs;
		this.#random = random;
	}

	/** Attempts since the last success. */
	get attempts(): number {
		return this.#attempts;
	}

	/** Counts one more failure and says how many milliseconds to wait. */
	next(): number {
		this.#attempts += 1;
		const ceiling = Math.min(this.#mostMs, this.#leastMs * 2 ** Math.min(this.#attempts, 20));
		return this.#leastMs + this.#random() * (ceiling - this.#leastMs);
	}

	succeeded(): void {
		this.#attempts = 0;
	}
}
