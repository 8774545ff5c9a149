/**
 * How fast somebody may talk: counted for the person, so that more tabs or a new connection bring no more. Each node
 * counts for itself: it guards its own loop, and nothing is guessed or won by asking another node as well.
 */
import type { Command } from '#lib/domain/commands.ts';
import { LIMITS } from '#lib/protocol/wire.ts';
import { TokenBuckets } from './token-bucket.ts';

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

export const isSeldom = (command: Command): boolean => SELDOM.has(command.type);

/** Each by one key for all connections of one person; who says nothing of a kind takes no memory for it. */
export class Rates {
	readonly commands = new TokenBuckets(LIMITS.commandsPerSecond, LIMITS.commandBurst);
	readonly drafts = new TokenBuckets(DRAFTS_PER_SECOND, DRAFT_BURST);
	readonly seldom = new TokenBuckets(SELDOM_PER_SECOND, SELDOM_BURST);
}
