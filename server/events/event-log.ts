import type { ChannelFact, Commit } from '#lib/domain/facts.ts';
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';

/** A commit before it has a number. */
export interface Draft {
	readonly at: EpochMs;
	readonly commandId: string;
	/** null = the program itself. */
	readonly actor: PersonId | null;
	readonly facts: readonly ChannelFact[];
}

export type EventAppended =
	| { kind: 'appended'; seq: number }
	| { kind: 'already'; seq: number }
	| { kind: 'conflict'; missing: readonly Commit[] };

/** The log of facts as the product sees it: readable facts, sealed on the way down, opened on the way up. */
export interface EventLog {
	append(event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended>;
	/**
	 * Commits with `seq > afterSeq`, at most `limit` (default: all). A field whose key was destroyed reads as null; a sealed person part without
	 * its key is left out, so `evolve` folds a log with unreadable fields.
	 */
	read(event: EventId, afterSeq: number, limit?: number): Promise<Commit[]>;
}

/** The two keys of a person, 32 bytes each. `keyId`s are random and stand in the log; a key never does. */
export interface PersonKeys {
	readonly identity: { readonly keyId: string; readonly key: Buffer };
	readonly content: { readonly keyId: string; readonly key: Buffer } | null;
}

/** Keys of live events, held in memory. */
export interface KeyRing {
	/** @throws when the person has no identity key: without it a write is refused, never unsealed. */
	keysOf(event: EventId, person: PersonId): PersonKeys;
	/** The key of that id, or null when it was destroyed. */
	keyOf(event: EventId, keyId: string): Buffer | null;
}
