/** A state that somebody changes and others watch. */
export class Observed<State> {
	#state: State;
	readonly #listeners = new Set<(state: State) => void>();

	constructor(state: State) {
		this.#state = state;
	}

	get state(): State {
		return this.#state;
	}

	become(state: State): void {
		this.#state = state;
		for (const listener of [...this.#listeners]) listener(state);
	}

	/** Calls `listener` at every later change. @returns a function that ends it */
	onChange(listener: (state: State) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
