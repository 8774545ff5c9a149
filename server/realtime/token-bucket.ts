/** Allows `burst` at once and `perSecond` in the long run. */
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#tokens: number;
	#at: number;

	constructor(perSecond: number, burst: number, nowMs: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#tokens = burst;
		this.#at = nowMs;
	}

	take(nowMs: number, tokens = 1): boolean {
		this.#fill(nowMs);
		if (this.#tokens < tokens) return false;
		this.#tokens -= tokens;
		return true;
	}

	isFull(nowMs: number): boolean {
		this.#fill(nowMs);
		return this.#tokens === this.#burst;
	}

	#fill(nowMs: number): void {
		this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#at) / 1000) * this.#perSecond);
		this.#at = nowMs;
	}
}
