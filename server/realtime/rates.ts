/**
 * How fast somebody may talk: counted for the person, so that more tabs or a new connection bring no more. Each node
 * counts for itself: it guards its own loop, and nothing is guessed or won by asking another node as well.
 */
import type { Command } from '#lib/domain/commands.ts';
import { LIMITS } from '#lib/protocol/wire.ts';
import { TokenBucket } from './token-bucket.ts';

/** A draft a third of a second, as pages send them, and some to spare. */
const DRAFTS_PER_SECOND = 8;
const DRAFT_BURST = 16;
/**
 * Getting up and sitting down again, and calling for help, in earnest: each is seen by a whole table or by all helpers,
 * and each new seat is another tablecloth to read.
 */
const SELDOM_PER_SECOND = 1 / 15;
const SELDOM_BURST = 8;
const SELDOM: ReadonlySet<Command['type']> = new Set(['leave', 'come_back', 'take_part', 'call_help']);
const KEPT_MOST = 5_000;

export const isSeldom = (command: Command): boolean => SELDOM.has(command.type);

export interface Rate {
	readonly commands: TokenBucket;
	readonly drafts: TokenBucket;
	readonly seldom: TokenBucket;
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
			drafts: new TokenBucket(DRAFTS_PER_SECOND, DRAFT_BURST, nowMs),
			seldom: new TokenBucket(SELDOM_PER_SECOND, SELDOM_BURST, nowMs)
		};
		this.#rates.set(who, rate);
		return rate;
	}

	/** A full bucket is like a new one. */
	#forgetQuiet(nowMs: number): void {
		for (const [who, { commands, drafts, seldom }] of this.#rates)
			if ([commands, drafts, seldom].every((bucket) => bucket.isFull(nowMs))) this.#rates.delete(who);
	}
}
