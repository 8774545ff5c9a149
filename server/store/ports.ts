/**
 * What the product needs from a store. Two adapters are first-class (SQLite, Redis), one is for tests (memory).
 * The suites of `tests/contract` run unchanged against each.
 */
import type { EpochMs, EventId } from '#lib/domain/ids.ts';

export type Appended =
	/** Written and durable. */
	| { kind: 'appended'; seq: number }
	/** This command id was written before, as commit `seq`; nothing is written again. */
	| { kind: 'already'; seq: number }
	/** Another node wrote first: `missing` are the commits after the expected one. Decide again, retry. */
	| { kind: 'conflict'; missing: readonly StoredCommit[] };

/** One durable entry. `body` is opaque to the store: sealed JSON. */
export interface StoredCommit {
	readonly seq: number;
	readonly commandId: string;
	readonly body: string;
}

/** The one source of truth, one log per event. Order is the order of `seq`: 1, 2, 3, … without gaps (LOG-1, LOG-2). */
export interface LogStore {
	/**
	 * Appends `body` as commit `expectedSeq + 1`. Appends may be in flight together (N, N+1, N+2, …): they are
	 * written in the order of the calls, each acknowledged when it is durable.
	 * @throws {StoreUnavailableError} when it is unknown whether the write happened; repeat with the same command id.
	 */
	append(event: EventId, expectedSeq: number, commandId: string, body: string): Promise<Appended>;
	/** Commits with `seq > afterSeq`, oldest first, at most `limit` (default: all). */
	read(event: EventId, afterSeq: number, limit?: number): Promise<StoredCommit[]>;
	/** 0 when there is no such event. */
	lastSeq(event: EventId): Promise<number>;
	/** Calls back when another node may have written: a hint to look, never data. Returns the way to stop. */
	watch(listener: (event: EventId) => void): () => void;
	/** Deletes a whole log (a rehearsal). The bytes are gone after {@link StoreAdmin.purge}. */
	erase(event: EventId): Promise<void>;
}

/** Small records beside the log: people's names and keys, links, sessions. Values are opaque strings. */
export interface Records {
	get(key: string): Promise<string | null>;
	getMany(keys: readonly string[]): Promise<(string | null)[]>;
	put(key: string, value: string): Promise<void>;
	putMany(entries: readonly (readonly [key: string, value: string])[]): Promise<void>;
	/** Writes only if the key is free; answers whether it did. Atomic over all nodes. */
	putIfAbsent(key: string, value: string): Promise<boolean>;
	delete(keys: readonly string[]): Promise<void>;
	/** Entries whose key begins with `prefix`, in the order of the keys. */
	list(prefix: string): Promise<{ key: string; value: string }[]>;
	/**
	 * Takes one turn of every counter, or none of any when one of them has had its `most` within the time; answers
	 * whether it did. Atomic over all nodes. Turns end by themselves, and are no records: `list` does not show them.
	 * @param turn an id of its own, by which it can be given back
	 */
	takeTurn(turn: string, counters: readonly Counter[], now: EpochMs, withinMs: number): Promise<boolean>;
	/** Gives a turn back, as if it had not been taken. */
	giveTurnBack(turn: string, keys: readonly string[]): Promise<void>;
}

/** Something that may happen `most` times within a while, over all nodes. Its key stands in the store as it is. */
export interface Counter {
	readonly key: string;
	readonly most: number;
}

export type Durability = 'every_write' | 'every_second' | 'none' | 'unknown';

export interface StoreHealth {
	readonly kind: 'sqlite' | 'redis' | 'memory';
	readonly durability: Durability;
	readonly up: boolean;
	/** Why it is down or weaker than it should be, as a code; null when all is well. */
	readonly reason: string | null;
}

export interface StoreAdmin {
	health(): StoreHealth;
	onHealth(listener: (health: StoreHealth) => void): () => void;
	/** One clock for all nodes: Redis TIME, or the wall clock at start; plus monotonic time. */
	now(): EpochMs;
	/** Makes deleted values unreadable in the store's files; resolves when that is done. */
	purge(): Promise<void>;
	close(): Promise<void>;
}

export interface Store extends StoreAdmin {
	readonly log: LogStore;
	readonly records: Records;
}

/** The store did not answer: nobody knows whether the write happened. */
export class StoreUnavailableError extends Error {
	override name = 'StoreUnavailableError';
}
