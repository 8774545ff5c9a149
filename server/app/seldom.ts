/** Something that is heavy for everybody, and that anybody may cause: done at most so often, once for all who wait. */

/** Of all time, an eleventh: meanwhile nobody's words are saved. */
const RESTS_AS_LONG = 10;
const REST_MOST_MS = 60_000;

export class Seldom {
	readonly #work: () => Promise<void>;
	#running: Promise<void> | null = null;
	/** Begins when the one that runs is over and the rest after it, too. */
	#next: Promise<void> | null = null;
	/** Monotonic. */
	#restUntil = -Infinity;

	constructor(work: () => Promise<void>) {
		this.#work = work;
	}

	/** Resolves when it was done once from beginning to end: one that runs already may have passed what is asked for. */
	do(): Promise<void> {
		return (this.#next ??= this.#doNext());
	}

	async #doNext(): Promise<void> {
		await this.#running?.catch(() => undefined);
		const restMs = this.#restUntil - performance.now();
		if (restMs > 0) await new Promise<void>((rested) => void setTimeout(rested, restMs).unref());
		this.#next = null;
		const began = performance.now();
		this.#running = this.#work().finally(() => {
			const now = performance.now();
			this.#restUntil = now + Math.min(REST_MOST_MS, (now - began) * RESTS_AS_LONG);
			this.#running = null;
		});
		return this.#running;
	}
}
