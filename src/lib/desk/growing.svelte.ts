/** Rows that are drawn in one go: with many more the page stands still for a moment. */
const STEP = 10;

/** How many rows of a long list are drawn: a few at once, the rest frame by frame. */
export class Growing {
	readonly #page: number;
	#wanted = $state(0);
	#drawn = $state(STEP);

	/** @param page rows that are drawn before anybody asks for more, and how many more that are then */
	constructor(page: number) {
		this.#page = page;
		this.#wanted = page;
	}

	/** Rows to draw now. */
	get drawn(): number {
		return Math.min(this.#drawn, this.#wanted);
	}
	/** How many rows the next wish for more would bring; 0 = all of the list are wanted. */
	more(rows: number): number {
		return Math.min(this.#page, Math.max(0, rows - this.#wanted));
	}
	wantMore(): void {
		this.#wanted += this.#page;
	}
	/** Other rows: they are drawn from the beginning, as many as before. */
	again(): void {
		this.#drawn = STEP;
	}

	/** For an effect: draws on until all that are wanted are there. */
	keepGrowing(rows: number): (() => void) | void {
		if (this.#drawn >= Math.min(rows, this.#wanted)) return;
		const frame = requestAnimationFrame(() => (this.#drawn += STEP));
		return () => cancelAnimationFrame(frame);
	}
}
