/** What somebody means to do later. All of it is dropped at once when she is done. */
export class Plans {
	readonly #timers = new Set<NodeJS.Timeout>();
	#over = false;

	/** Does it after `ms`, unless everything was dropped before. A fault is given to `onfault`. */
	after(ms: number, act: () => unknown): void {
		if (this.#over) return;
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			act();
		}, ms);
		this.#timers.add(timer);
	}

	/** Resolves after `ms`; false when everything was dropped. */
	pause(ms: number): Promise<boolean> {
		if (this.#over) return Promise.resolve(false);
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.#timers.delete(timer);
				resolve(!this.#over);
			}, ms);
			this.#timers.add(timer);
		});
	}

	get over(): boolean {
		return this.#over;
	}

	drop(): void {
		this.#over = true;
		for (const timer of this.#timers) clearTimeout(timer);
		this.#timers.clear();
	}
}
