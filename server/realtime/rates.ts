/**
 * How fast somebody may talk: counted for the person, so that more tabs or a new connection bring no more. Each node
 * counts for itself: it guards its own loop, and nothing is guessed or won by asking another node as well.
 */
import { LIMITS } from '#lib/protocol/wire.ts';
import { TokenBucket } from './token-bucket.ts';

/** A draft a third of a second, as pages send them, and some to spare. */
const DRAFTS_PER_SECOND = 8;
const DRAFT_BURST = 16;
const KEPT_MOST = 5_000;

export interface Rate {
	readonly commands: TokenBucket;
	readonly drafts: TokenBucket;
}

export class Rates {
	readonly #rates = new Map<string, Rate>();

	/** @param who one key for all connections of one person */
	of(who: string, nowMs: number): Rate {
		const known = this.#rates.get(who);
		if (known) return known;
		if (this.#rates.size >= KEPT_MOST) this.#forgetQuiet(nowMs);
		const rate: Rate = {
			commands: new TokenBucket(LIMITS.commandsPerSecond, LIMITS.commandBurst, nowMs),
			drafts: new TokenBucket(DRAFTS_PER_SECOND, DRAFT_BURST, nowMs)
		};
		this.#rates.set(who, rate);
		return rate;
	}

	/** A full bucket is like a new one. */
	#forgetQuiet(nowMs: number): void {
		for (const [who, { commands, drafts }] of this.#rates)
			if (commands.isFull(nowMs) && drafts.isFull(nowMs)) this.#rates.delete(who);
	}
}
