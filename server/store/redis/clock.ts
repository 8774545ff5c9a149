import type { EpochMs } from '#lib/domain/ids.ts';

/** A jump of Redis's clock that people would notice. */
const JUMP_MS = 1_000;
const JUMP_TOLD_FOR_MS = 10 * 60_000;

/** Redis TIME for all nodes: an offset that is estimated now and then, plus this machine's monotonic time. */
export class RedisClock {
	readonly #monotonic: () => number;
	#offset: number | null = null;
	#last: EpochMs = 0;
	#jumpedAt = -Infinity;

	constructor(monotonic: () => number = () => performance.now()) {
		this.#monotonic = monotonic;
	}

	/**
	 * Takes what `TIME` answered.
	 * @param askedAt,answeredAt monotonic, ms
	 */
	estimate(askedAt: number, answeredAt: number, redisMs: EpochMs): void {
		const offset = redisMs - (askedAt + answeredAt) / 2;
		const jump = this.#offset === null ? 0 : Math.abs(offset - this.#offset);
		// A slow answer says little: it must not move a good estimate by half of its way.
		if (this.#offset !== null && jump < answeredAt - askedAt) return;
		if (jump > JUMP_MS) {
			this.#jumpedAt = answeredAt;
			this.#last = 0; // a clock that was set back goes back; it does not stand still until it is caught up
		}
		this.#offset = offset;
	}

	/** Whether Redis's clock jumped by more than a second in the last ten minutes. */
	get jumped(): boolean {
		return this.#monotonic() - this.#jumpedAt < JUMP_TOLD_FOR_MS;
	}

	/** Never goes back by an estimate that differs a little. Before the first one: this machine's clock. */
	now(): EpochMs {
		if (this.#offset === null) return Date.now();
		this.#last = Math.max(this.#last, this.#monotonic() + this.#offset);
		return this.#last;
	}
}
