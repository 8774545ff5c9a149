import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import { Health } from '../health.ts';
import { Pipeline } from '../pipeline.ts';
import { StoreUnavailableError } from '../ports.ts';
import { TurnsInMemory } from '../turns.ts';
import type { Appended, Counter, LogStore, Records, Store, StoreHealth, StoredCommit } from '../ports.ts';
import type { Answer, Asked, Request } from './requests.ts';

/** A disk that answers nothing for this long counts as down; the write may still happen. */
const NO_ANSWER_MS = 5_000;

interface Waiting {
	readonly resolve: (value: never) => void;
	readonly reject: (error: Error) => void;
	/** On the monotonic clock; Infinity for what may take long. */
	readonly deadline: number;
}

/** The embedded store: two SQLite files in a folder, written by a worker thread. One process per folder. */
export class SqliteStore implements Store {
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	readonly #health = new Health({ kind: 'sqlite', durability: 'every_write', up: true, reason: null });
	readonly #clock = Date.now() - performance.now();
	#asked: Asked[] = [];
	#lastId = 0;
	#ended: string | null = null;
	#answered = false;
	#watchdog: NodeJS.Timeout | null = null;
	readonly log: LogStore;
	readonly records: Records;

	private constructor(folder: string) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { folder } });
		this.#worker.on('message', (answers: Answer[]) => this.#receive(answers));
		this.#worker.on('error', (error) => this.#end('worker_failed', error));
		this.#worker.on('exit', () => this.#end('worker_ended'));
		const ask = <T>(request: Request) => this.#ask<T>(request);
		this.log = new SqliteLog(ask);
		this.records = new SqliteRecords(ask);
	}

	/**
	 * Opens `log.sqlite` and `directory.sqlite` in `folder`, and makes them where they are missing.
	 * @throws {StoreUnavailableError} when the folder or the files cannot be used.
	 */
	static async open(folder: string): Promise<SqliteStore> {
		let store: SqliteStore;
		try {
			store = new SqliteStore(folder);
		} catch (cause) {
			throw new StoreUnavailableError(`the folder ${folder} cannot be used`, { cause });
		}
		await store.records.get('');
		return store;
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
		await this.#ask({ op: 'purge' });
	}

	/** Writes what was asked before, then closes the files and the thread. */
	async close(): Promise<void> {
		if (this.#ended) return;
		const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
		const closed = this.#ask({ op: 'close' });
		this.#end('closed');
		await closed;
		await exited;
	}

	#ask<T>(request: Request): Promise<T> {
		if (this.#ended) return Promise.reject(new StoreUnavailableError(`SQLite store: ${this.#ended}`));
		const { promise, resolve, reject } = Promise.withResolvers<T>();
		// The first answer includes the thread's own start, which a busy machine delays.
		const patient = !this.#answered || request.op === 'purge' || request.op === 'close';
		const deadline = patient ? Infinity : performance.now() + NO_ANSWER_MS;
		const id = ++this.#lastId;
		this.#waiting.set(id, { resolve, reject, deadline });
		// What is asked in one go travels as one message.
		if (this.#asked.length === 0) queueMicrotask(() => this.#send());
		this.#asked.push({ id, request });
		this.#watchdog ??= setInterval(() => this.#giveUpLate(), NO_ANSWER_MS / 10).unref();
		return promise;
	}

	#send(): void {
		this.#worker.postMessage(this.#asked);
		this.#asked = [];
	}

	#receive(answers: readonly Answer[]): void {
		this.#answered = true;
		for (const answer of answers) {
			const waiting = this.#waiting.get(answer.id);
			this.#waiting.delete(answer.id);
			if (answer.ok) waiting?.resolve(answer.value as never);
			else waiting?.reject(new StoreUnavailableError(`SQLite: ${answer.message} (${answer.code})`));
		}
		if (this.#waiting.size === 0) this.#stopWatchdog();
		if (this.#ended) return;
		const failed = answers.find(({ ok }) => !ok);
		if (failed && !failed.ok) this.#health.change({ up: false, reason: reasonOf(failed.code) });
		else this.#health.change({ up: true, reason: null });
	}

	#giveUpLate(): void {
		const now = performance.now();
		for (const [id, { reject, deadline }] of this.#waiting) {
			if (deadline > now) continue;
			this.#waiting.delete(id);
			reject(new StoreUnavailableError(`SQLite gave no answer for ${NO_ANSWER_MS} ms`));
			this.#health.change({ up: false, reason: 'no_answer' });
		}
		if (this.#waiting.size === 0) this.#stopWatchdog();
	}

	#stopWatchdog(): void {
		if (this.#watchdog) clearInterval(this.#watchdog);
		this.#watchdog = null;
	}

	#end(reason: string, cause?: unknown): void {
		this.#ended ??= reason;
		this.#health.change({ up: false, reason: this.#ended });
		if (reason === 'closed') return; // the answers to what was asked before are still to come
		for (const { reject } of this.#waiting.values()) {
			reject(new StoreUnavailableError(`SQLite store: ${reason}`, { cause }));
		}
		this.#waiting.clear();
		this.#stopWatchdog();
	}
}

const reasonOf = (code: string): string =>
	code === 'SQLITE_FULL' ? 'disk_full' : code.startsWith('SQLITE_IOERR') ? 'disk_error' : 'write_failed';

type Ask = <T>(request: Request) => Promise<T>;

class SqliteLog implements LogStore {
	readonly #ask: Ask;
	readonly #pipeline = new Pipeline();

	constructor(ask: Ask) {
		this.#ask = ask;
	}

	append(event: EventId, expectedSeq: number, commandId: string, body: string): Promise<Appended> {
		return this.#pipeline.send(event, expectedSeq, commandId, (after) =>
			this.#ask({ op: 'append', event, expectedSeq, commandId, body, after })
		);
	}

	read(event: EventId, afterSeq: number, limit?: number): Promise<StoredCommit[]> {
		return this.#ask({ op: 'read', event, afterSeq, limit: limit ?? null });
	}

	lastSeq(event: EventId): Promise<number> {
		return this.#ask({ op: 'last_seq', event });
	}

	/** There is no other node: one process per folder, so nothing is ever hinted. */
	watch(): () => void {
		return () => undefined;
	}

	erase(event: EventId): Promise<void> {
		return this.#ask({ op: 'erase', event });
	}
}

class SqliteRecords implements Records {
	readonly #ask: Ask;
	/** One process per folder: nobody else counts. */
	readonly #turns = new TurnsInMemory();

	constructor(ask: Ask) {
		this.#ask = ask;
	}

	async get(key: string): Promise<string | null> {
		const [value] = await this.getMany([key]);
		return value ?? null;
	}

	getMany(keys: readonly string[]): Promise<(string | null)[]> {
		return this.#ask({ op: 'get_many', keys });
	}

	put(key: string, value: string): Promise<void> {
		return this.putMany([[key, value]]);
	}

	putMany(entries: readonly (readonly [key: string, value: string])[]): Promise<void> {
		return this.#ask({ op: 'put_many', entries });
	}

	putIfAbsent(key: string, value: string): Promise<boolean> {
		return this.#ask({ op: 'put_if_absent', key, value });
	}

	delete(keys: readonly string[]): Promise<void> {
		return this.#ask({ op: 'delete', keys });
	}

	list(prefix: string): Promise<{ key: string; value: string }[]> {
		return this.#ask({ op: 'list', prefix });
	}
	async takeTurn(turn: string, counters: readonly Counter[], now: EpochMs, withinMs: number): Promise<boolean> {
		return this.#turns.take(turn, counters, now, withinMs);
	}

	async giveTurnBack(turn: string, keys: readonly string[]): Promise<void> {
		this.#turns.giveBack(turn, keys);
	}
}
