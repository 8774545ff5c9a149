/** A time that runs only while nobody looks closer: pointing at a toast or focusing it holds it. */
export class Stay {
	#leftMs: number;
	#since = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#over: () => void;

	constructor(lengthMs: number, over: () => void) {
		this.#leftMs = lengthMs;
		this.#over = over;
	}
	run(): void {
		if (this.#timer !== undefined) return;
		this.#since = performance.now();
		this.#timer = setTimeout(this.#over, this.#leftMs);
	}
	hold(): void {
		if (this.#timer === undefined) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		// At least two seconds after a hold, so that it does not vanish under the pointer as it leaves.
		this.#leftMs = Math.max(2_000, this.#leftMs - (performance.now() - this.#since));
	}
}
