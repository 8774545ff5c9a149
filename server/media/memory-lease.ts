import type { Lease } from './ports.ts';

type Held = Map<string, { holder: Lease; until: number }>;

/** A lease within one process: the only node there is, or several simulated ones that share `held`. */
export class MemoryLease implements Lease {
	readonly #held: Held;

	constructor(held: Held = new Map()) {
		this.#held = held;
	}

	async acquire(name: string, ttlMs: number): Promise<boolean> {
		const now = performance.now();
		const held = this.#held.get(name);
		if (held && held.holder !== this && held.until > now) return false;
		this.#held.set(name, { holder: this, until: now + ttlMs });
		return true;
	}

	async renew(name: string, ttlMs: number): Promise<boolean> {
		const held = this.#held.get(name);
		if (held?.holder !== this || held.until <= performance.now()) return false;
		this.#held.set(name, { holder: this, until: performance.now() + ttlMs });
		return true;
	}

	async release(name: string): Promise<void> {
		if (this.#held.get(name)?.holder === this) this.#held.delete(name);
	}
}
