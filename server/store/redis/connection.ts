import { createClient } from 'redis';
import { StoreUnavailableError } from '../ports.ts';

/** Longer than any stall of a healthy disk (0.8 s seen), shorter than a person's patience. */
const NO_ANSWER_MS = 2_000;
/** A connection that stays dead for so long is thrown away: the other end may be gone without a word. */
const GIVE_UP_CONNECTION_MS = 10_000;
const LOOK_MS = 100;
const SLOWEST_RECONNECT_MS = 1_000;

export type RedisPlace =
	/** `redis://` or `rediss://`. */
	{ readonly url: string } | { readonly socketPath: string };

type Client = ReturnType<typeof connect>;

function connect(place: RedisPlace) {
	const reconnectStrategy = (retries: number): number =>
		Math.min(50 * 2 ** retries, SLOWEST_RECONNECT_MS) * (0.75 + Math.random() / 2);
	const common = { connectTimeout: NO_ANSWER_MS, reconnectStrategy };
	return createClient({
		RESP: 2,
		...('url' in place
			? { url: place.url, socket: common }
			: { socket: { ...common, path: place.socketPath, tls: false } }),
		// Never queue while away: who waits must hear of it.
		disableOfflineQueue: true,
		// The client's own limit covers only what is not sent yet; ours covers the answer.
		commandOptions: { timeout: 0 },
		maintNotifications: 'disabled'
	});
}

/**
 * One connection that says when it is down. A command without an answer for 2 s rejects, and from then on all
 * reject at once until `prepare` gets through: nothing piles up behind a server that stands still.
 */
export class RedisConnection {
	readonly #place: RedisPlace;
	readonly #prepare: (ask: (...command: string[]) => Promise<unknown>) => Promise<void>;
	readonly #onState: (down: { reason: string; cause: unknown } | null) => void;
	readonly #subscriptions = new Map<string, (message: string) => void>();
	readonly #waiting = new Set<{ reject: (error: Error) => void; deadline: number }>();
	#client: Client;
	#up = false;
	#downSince = performance.now();
	#preparing = false;
	#closed = false;
	readonly #timer: NodeJS.Timeout;

	/**
	 * @param prepare what must succeed before the connection counts as up, each time
	 * @param onState hears null when it is up, and why when it is down
	 */
	constructor(
		place: RedisPlace,
		prepare: (ask: (...command: string[]) => Promise<unknown>) => Promise<void>,
		onState: (down: { reason: string; cause: unknown } | null) => void
	) {
		this.#place = place;
		this.#prepare = prepare;
		this.#onState = onState;
		this.#client = this.#connect();
		this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
	}

	get up(): boolean {
		return this.#up;
	}

	/** @throws {StoreUnavailableError} at once when down, and when there is no answer for 2 s. */
	ask(...command: string[]): Promise<unknown> {
		if (!this.#up) return Promise.reject(new StoreUnavailableError('Redis is not reachable'));
		return this.#send(command);
	}

	/** Calls back on every message of a Pub/Sub channel, through lost connections too. For a connection of its own. */
	subscribe(channel: string, listener: (message: string) => void): void {
		this.#subscriptions.set(channel, listener);
		if (this.#client.isReady) this.#client.subscribe(channel, listener).catch(() => this.#reconnect());
	}

	/** Counts the connection as down until `prepare` succeeds again. */
	distrust(reason: string, cause: unknown): void {
		if (this.#closed) return;
		if (this.#up) this.#downSince = performance.now();
		this.#up = false;
		this.#onState({ reason, cause });
	}

	/** Waits for the answers that are under way, if there is anybody to give them. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		clearInterval(this.#timer);
		const client = this.#client;
		if (this.#up) {
			const late = new Promise((resolve) => setTimeout(resolve, NO_ANSWER_MS).unref());
			await Promise.race([client.close(), late]);
		}
		this.#up = false;
		if (client.isOpen) client.destroy();
		this.#rejectWaiting(Infinity, 'Redis store: closed');
	}

	#connect(): Client {
		const client = connect(this.#place);
		const lost = (cause: unknown) => {
			if (client === this.#client && !client.isReady) this.distrust('disconnected', cause);
		};
		client.on('error', lost);
		client.on('reconnecting', () => lost(null));
		client.on('ready', () => {
			if (client === this.#client) void this.#ready();
		});
		// It tries again by itself until it is destroyed; the listeners above tell.
		client.connect().catch(lost);
		return client;
	}

	async #ready(): Promise<void> {
		if (this.#preparing) return;
		this.#preparing = true;
		const client = this.#client;
		try {
			for (const [channel, listener] of this.#subscriptions) await client.subscribe(channel, listener);
			await this.#prepare((...command) => this.#send(command));
			if (this.#closed || client !== this.#client) return;
			this.#up = true;
			this.#onState(null);
		} catch (cause) {
			this.distrust(reasonOf(cause), cause);
		} finally {
			this.#preparing = false;
		}
	}

	#send(command: string[]): Promise<unknown> {
		const { promise, resolve, reject } = Promise.withResolvers<unknown>();
		const waiting = { reject, deadline: performance.now() + NO_ANSWER_MS };
		this.#waiting.add(waiting);
		this.#client.sendCommand(command).then(
			(reply) => {
				this.#waiting.delete(waiting);
				resolve(reply);
			},
			(cause: unknown) => {
				this.#waiting.delete(waiting);
				const reason = reasonOf(cause);
				if (reason === 'write_refused') this.distrust(reason, cause);
				reject(new StoreUnavailableError(`Redis: ${String(cause)}`, { cause }));
			}
		);
		return promise;
	}

	/** Every 100 ms: gives late answers up, and tries a connection that is down. */
	#look(): void {
		const now = performance.now();
		if (this.#rejectWaiting(now, `Redis gave no answer for ${NO_ANSWER_MS} ms`) > 0) {
			this.distrust('no_answer', null);
		}
		if (this.#up || this.#closed) return;
		if (now - this.#downSince > GIVE_UP_CONNECTION_MS) this.#reconnect();
		else if (this.#client.isReady) void this.#ready();
	}

	#rejectWaiting(before: number, message: string): number {
		let late = 0;
		for (const waiting of this.#waiting) {
			if (waiting.deadline > before) break; // in the order of asking, and all wait equally long
			this.#waiting.delete(waiting);
			waiting.reject(new StoreUnavailableError(message));
			late++;
		}
		return late;
	}

	#reconnect(): void {
		const old = this.#client;
		this.#downSince = performance.now();
		this.#client = this.#connect();
		this.distrust('disconnected', null);
		if (old.isOpen) old.destroy();
	}
}

/** Redis is there but takes no writes: the disk is full, the memory too, or it is (or lost) a replica. */
const REFUSALS = /\b(MISCONF|OOM|READONLY|NOREPLICAS|LOADING)\b/;

function reasonOf(error: unknown): string {
	if (error instanceof StoreUnavailableError) return error.cause === undefined ? 'no_answer' : reasonOf(error.cause);
	if (error instanceof Error && 'code' in error && error.code === 'foreign_store') return 'foreign_store';
	return REFUSALS.test(String(error)) ? 'write_refused' : 'disconnected';
}
