import type { EpochMs } from '../domain/ids.ts';

/** Two quartz clocks drift apart by at most this share of the time between two measurements. */
const DRIFT = 100e-6;
const SAMPLES = 5;

export interface ClockSources {
	/** Milliseconds that only ever go forward. @default performance.now */
	monotonic?: () => number;
	/** The device's own wall clock: only a first guess until the server has answered. @default Date.now */
	device?: () => EpochMs;
}

/**
 * The server's clock as seen from here. The device's clock may be an hour wrong or jump: after the first
 * answer it is not used any more.
 */
export class ServerClock {
	#monotonic: () => number;
	/** Server time minus monotonic time. */
	#offsetMs: number;
	/** How wrong the offset can be; null = a guess. */
	#measured: { uncertaintyMs: number; at: number } | null = null;
	#guess = true;

	constructor({ monotonic = () => performance.now(), device = Date.now }: ClockSources = {}) {
		this.#monotonic = monotonic;
		this.#offsetMs = device() - monotonic();
	}

	now(): EpochMs {
		return this.#offsetMs + this.#monotonic();
	}

	/** Half of the best round trip so far plus drift, milliseconds; null before the first answer. */
	get uncertaintyMs(): number | null {
		return this.#measured && this.#measured.uncertaintyMs + (this.#monotonic() - this.#measured.at) * DRIFT;
	}

	/** What the server said its time was, without knowing how long that took to arrive. */
	hint(serverNow: EpochMs): void {
		if (this.#guess) this.#offsetMs = serverNow - this.#monotonic();
	}

	/** Perhaps another server: the next answer is believed, however slow. Until then the last offset goes on. */
	forget(): void {
		this.#measured = null;
	}

	/** Takes one answer into account: asked at `sentAt`, answered now (both monotonic milliseconds). */
	note(sentAt: number, serverNow: EpochMs): void {
		const at = this.#monotonic();
		const sample = { offsetMs: serverNow - (sentAt + at) / 2, uncertaintyMs: (at - sentAt) / 2 };
		const kept = this.uncertaintyMs;
		const better = kept === null || sample.uncertaintyMs <= kept;
		// Further apart than both can be wrong: one of the clocks jumped, so the newer answer is right.
		const contradicts = kept !== null && Math.abs(sample.offsetMs - this.#offsetMs) > kept + sample.uncertaintyMs + 1;
		if (!better && !contradicts) return;
		this.#offsetMs = sample.offsetMs;
		this.#measured = { uncertaintyMs: sample.uncertaintyMs, at };
		this.#guess = false;
	}

	/** Asks several times in a row and keeps the quickest answer. Stops at the first one that does not come. */
	async measure(ask: (sentAt: number) => Promise<EpochMs | null>, samples = SAMPLES): Promise<void> {
		for (let i = 0; i < samples; i++) {
			const sentAt = this.#monotonic();
			const answer = await ask(sentAt);
			if (answer === null) return;
			this.note(sentAt, answer);
		}
	}
}
