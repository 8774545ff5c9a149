/** Lets at most `limit` tasks run at a time; the others wait in the order in which they came. */
export class Gate {
	readonly #limit: number;
	readonly #waiting: (() => void)[] = [];
	#running = 0;

	constructor(limit: number) {
		if (!Number.isInteger(limit) || limit < 1)
			throw new RangeError(`limit must be a whole number from 1, got ${limit}`);
		this.#limit = limit;
	}

	get running(): number {
		return this.#running;
	}

	async run<T>(task: () => Promise<T>): Promise<T> {
		if (this.#running < this.#limit) this.#running++;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await task();
		} finally {
			// The place is handed on, not given back: nobody who comes now overtakes those who wait.
			const next = this.#waiting.shift();
			if (next) next();
			else this.#running--;
		}
	}
}
