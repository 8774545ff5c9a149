import type { StoreHealth } from './ports.ts';

/** What a store says of itself, and who wants to hear when that changes. */
export class Health {
	#current: StoreHealth;
	readonly #listeners = new Set<(health: StoreHealth) => void>();

	constructor(initial: StoreHealth) {
		this.#current = initial;
	}

	get current(): StoreHealth {
		return this.#current;
	}

	/** Tells the listeners only when something differs. */
	change(changes: Partial<Omit<StoreHealth, 'kind'>>): void {
		const next = { ...this.#current, ...changes };
		const { up, reason, durability } = this.#current;
		if (next.up === up && next.reason === reason && next.durability === durability) return;
		this.#current = next;
		for (const listener of [...this.#listeners]) listener(next);
	}

	/** Returns the way to stop. */
	listen(listener: (health: StoreHealth) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
