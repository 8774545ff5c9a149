import type { EpochMs } from '#lib/domain/ids.ts';
import type { Counter } from './ports.ts';

const TIDY_ABOVE = 10_000;

/** Turns that were taken lately, for a store that only one process has open. A restart begins anew. */
export class TurnsInMemory {
	/** When each turn was taken, oldest first, by counter. */
	readonly #taken = new Map<string, Map<string, EpochMs>>();

	take(turn: string, counters: readonly Counter[], now: EpochMs, withinMs: number): boolean {
		if (this.#taken.size > TIDY_ABOVE) for (const key of this.#taken.keys()) this.#recent(key, now - withinMs);
		if (counters.some(({ key, most }) => this.#recent(key, now - withinMs) >= most)) return false;
		for (const { key } of counters) {
			const turns = this.#taken.get(key) ?? new Map<string, EpochMs>();
			this.#taken.set(key, turns.set(turn, now));
		}
		return true;
	}

	giveBack(turn: string, keys: readonly string[]): void {
		for (const key of keys) this.#taken.get(key)?.delete(turn);
	}

	/** How many of a counter's turns are younger than `oldest`; the others are forgotten. */
	#recent(key: string, oldest: EpochMs): number {
		const turns = this.#taken.get(key);
		if (!turns) return 0;
		for (const [turn, at] of turns) if (at <= oldest) turns.delete(turn);
		if (turns.size === 0) this.#taken.delete(key);
		return turns.size;
	}
}
