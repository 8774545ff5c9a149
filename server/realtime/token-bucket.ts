/** What is left of one key's tokens, as it was at `at` (ms). */
interface Bucket {
	tokens: number;
	at: number;
}

/** Keys that are remembered before full buckets are let go. */
const KEPT_MOST = 5_000;

/**
 * One bucket for each key: `burst` at once and `perSecond` in the long run. A full one is like a new one, so it may be
 * forgotten.
 */
export class TokenBuckets {
	readonly #perSecond: number;
	readonly #burst: number;
	readonly #buckets = new Map<string, Bucket>();

	constructor(perSecond: number, burst: number) {
		this.#perSecond = perSecond;
		this.#burst = burst;
	}

	take(key: string, nowMs: number, tokens = 1): boolean {
		const bucket = this.#of(key, nowMs);
		bucket.tokens = this.#tokensIn(bucket, nowMs);
		bucket.at = nowMs;
		if (bucket.tokens < tokens) return false;
		bucket.tokens -= tokens;
		return true;
	}

	#of(key: string, nowMs: number): Bucket {
		const known = this.#buckets.get(key);
		if (known) return known;
		if (this.#buckets.size >= KEPT_MOST)
			for (const [other, bucket] of this.#buckets)
				if (this.#tokensIn(bucket, nowMs) === this.#burst) this.#buckets.delete(other);
		const bucket = { tokens: this.#burst, at: nowMs };
		this.#buckets.set(key, bucket);
		return bucket;
	}

	#tokensIn({ tokens, at }: Bucket, nowMs: number): number {
		return Math.min(this.#burst, tokens + ((nowMs - at) / 1000) * this.#perSecond);
	}
}
