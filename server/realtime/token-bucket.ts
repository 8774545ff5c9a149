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

/** Keys that are remembered before full buckets are let go. */
const KEPT_MOST = 5_000;

/** One bucket for each key. A full one is like a new one, so it may be forgotten. */
export class TokenBuckets {
	readonly #perSecond: number;
	readonly #burst: number;
	readonly #buckets = new Map<string, TokenBucket>();

	constructor(perSecond: number, burst: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
	}

	take(key: string, nowMs: number): boolean {
		return this.#of(key, nowMs).take(nowMs);
	}

	#of(key: string, nowMs: number): TokenBucket {
		const known = this.#buckets.get(key);
		if (known) return known;
		if (this.#buckets.size >= KEPT_MOST)
			for (const [other, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(other);
		const bucket = new TokenBucket(this.#perSecond, this.#burst, nowMs);
		this.#buckets.set(key, bucket);
		return bucket;
	}
}
