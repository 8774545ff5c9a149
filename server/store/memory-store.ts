import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import { Health } from './health.ts';
import { Pipeline } from './pipeline.ts';
import { StoreUnavailableError } from './ports.ts';
import { TurnsInMemory } from './turns.ts';
import type { Appended, Counter, LogStore, Records, Store, StoreHealth, StoredCommit } from './ports.ts';

type Hint = (event: EventId) => void;

/** What the nodes of one test share. */
class Contents {
	readonly logs = new Map<EventId, { commits: StoredCommit[]; seqOf: Map<string, number> }>();
	readonly records = new Map<string, string>();
	readonly turns = new TurnsInMemory();
	readonly nodes = new Set<Set<Hint>>();
}

/** The log and the records in memory: for tests and benchmarks. Nothing survives the process. */
export class MemoryStore implements Store {
	readonly #contents: Contents;
	readonly #health = new Health({ kind: 'memory', durability: 'none', up: true, reason: null });
	readonly #clock = Date.now() - performance.now();
	readonly log: MemoryLog;
	readonly records: MemoryRecords;

	constructor(contents: Contents = new Contents()) {
		this.#contents = contents;
		const mustBeUp = () => this.#mustBeUp();
		this.log = new MemoryLog(contents, mustBeUp);
		this.records = new MemoryRecords(contents, mustBeUp);
	}

	/** Another node on the same contents: it gets hints of this one's appends, and the other way round. */
	connect(): MemoryStore {
		return new MemoryStore(this.#contents);
	}

	/** Plays an outage: every call rejects until {@link resume}. */
	interrupt(reason = 'interrupted'): void {
		this.#health.change({ up: false, reason });
	}

	resume(): void {
		this.#health.change({ up: true, reason: null });
	}

	health(): StoreHealth {
		return this.#health.current;
	}

	onHealth(listener: (health: StoreHealth) => void): () => void {
		return this.#health.listen(listener);
	}

	now(): EpochMs {
		return this.#clock + performance.now();
	}

	async purge(): Promise<void> {
		this.#mustBeUp();
	}

	async close(): Promise<void> {
		this.log.close();
		this.interrupt('closed');
	}

	#mustBeUp(): void {
		const { up, reason } = this.#health.current;
		if (!up) throw new StoreUnavailableError(`memory store: ${reason}`);
	}
}

class MemoryLog implements LogStore {
	readonly #contents: Contents;
	readonly #mustBeUp: () => void;
	readonly #hints = new Set<Hint>();
	readonly #pipeline = new Pipeline();

	constructor(contents: Contents, mustBeUp: () => void) {
		this.#contents = contents;
		this.#mustBeUp = mustBeUp;
		contents.nodes.add(this.#hints);
	}

	append(event: EventId, expectedSeq: number, commandId: string, body: string): Promise<Appended> {
		return this.#pipeline.send(event, expectedSeq, commandId, async (after) => {
			this.#mustBeUp();
			return this.#write(event, expectedSeq, after, { seq: expectedSeq + 1, commandId, body });
		});
	}

	#write(event: EventId, expectedSeq: number, after: string | null, commit: StoredCommit): Appended {
		const log = this.#contents.logs.get(event) ?? { commits: [], seqOf: new Map<string, number>() };
		const known = log.seqOf.get(commit.commandId);
		if (known !== undefined) return { kind: 'already', seq: known };
		const last = log.commits.at(-1);
		if ((last?.seq ?? 0) !== expectedSeq || (after !== null && last?.commandId !== after)) {
			return { kind: 'conflict', missing: log.commits.slice(expectedSeq) };
		}
		log.commits.push(commit);
		log.seqOf.set(commit.commandId, commit.seq);
		this.#contents.logs.set(event, log);
		this.#hint(event);
		return { kind: 'appended', seq: commit.seq };
	}

	#hint(event: EventId): void {
		for (const node of this.#contents.nodes) {
			if (node !== this.#hints) for (const listener of node) queueMicrotask(() => listener(event));
		}
	}

	async read(event: EventId, afterSeq: number, limit = Infinity): Promise<StoredCommit[]> {
		this.#mustBeUp();
		return this.#contents.logs.get(event)?.commits.slice(afterSeq, afterSeq + limit) ?? [];
	}

	async lastSeq(event: EventId): Promise<number> {
		this.#mustBeUp();
		return this.#contents.logs.get(event)?.commits.length ?? 0;
	}

	watch(listener: Hint): () => void {
		this.#hints.add(listener);
		return () => this.#hints.delete(listener);
	}

	async erase(event: EventId): Promise<void> {
		this.#mustBeUp();
		this.#contents.logs.delete(event);
	}

	close(): void {
		this.#contents.nodes.delete(this.#hints);
	}
}

class MemoryRecords implements Records {
	readonly #records: Map<string, string>;
	readonly #turns: TurnsInMemory;
	readonly #mustBeUp: () => void;

	constructor({ records, turns }: Contents, mustBeUp: () => void) {
		this.#records = records;
		this.#turns = turns;
		this.#mustBeUp = mustBeUp;
	}

	async get(key: string): Promise<string | null> {
		this.#mustBeUp();
		return this.#records.get(key) ?? null;
	}

	async getMany(keys: readonly string[]): Promise<(string | null)[]> {
		this.#mustBeUp();
		return keys.map((key) => this.#records.get(key) ?? null);
	}

	async put(key: string, value: string): Promise<void> {
		await this.putMany([[key, value]]);
	}

	async putMany(entries: readonly (readonly [key: string, value: string])[]): Promise<void> {
		this.#mustBeUp();
		for (const [key, value] of entries) this.#records.set(key, value);
	}

	async putIfAbsent(key: string, value: string): Promise<boolean> {
		this.#mustBeUp();
		if (this.#records.has(key)) return false;
		this.#records.set(key, value);
		return true;
	}

	async delete(keys: readonly string[]): Promise<void> {
		this.#mustBeUp();
		for (const key of keys) this.#records.delete(key);
	}

	async list(prefix: string): Promise<{ key: string; value: string }[]> {
		this.#mustBeUp();
		return [...this.#records]
			.filter(([key]) => key.startsWith(prefix))
			.map(([key, value]) => ({ key, value }))
			.sort((a, b) => (a.key < b.key ? -1 : 1));
	}
	async takeTurn(turn: string, counters: readonly Counter[], now: EpochMs, withinMs: number): Promise<boolean> {
		this.#mustBeUp();
		return this.#turns.take(turn, counters, now, withinMs);
	}

	async giveTurnBack(turn: string, keys: readonly string[]): Promise<void> {
		this.#mustBeUp();
		this.#turns.giveBack(turn, keys);
	}
}
