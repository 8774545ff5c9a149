import { randomUUID } from 'node:crypto';
import type { EpochMs } from '#lib/domain/ids.ts';
import { ForeignStoreError } from '../foreign-store.ts';
import { Health } from '../health.ts';
import { StoreUnavailableError } from '../ports.ts';
import type { Durability, Store, StoreHealth } from '../ports.ts';
import { RedisClock } from './clock.ts';
import { RedisConnection, type RedisPlace } from './connection.ts';
import { purgeFiles, setting } from './purge.ts';
import { APPEND, RedisLog } from './redis-log.ts';
import { DELETE, GIVE_TURN_BACK, PUT_IF_ABSENT, PUT_MANY, RedisRecords, TAKE_TURN } from './redis-records.ts';
import type { Ask } from './script.ts';

const OPEN_MS = 10_000;
const LOOK_AT_CLOCK_MS = 10_000;
const SCRIPTS = [APPEND, PUT_MANY, PUT_IF_ABSENT, DELETE, TAKE_TURN, GIVE_TURN_BACK];

export type RedisOptions = RedisPlace & {
	/** Begins every key. Default `rondo:`. */
	readonly prefix?: string;
	/** Whose Redis this is; another instance's is refused. */
	readonly instanceId: string;
};

/** The store for several nodes: one Redis (6.2 or later), its append-only file written before each answer. */
export class RedisStore implements Store {
	readonly #options: RedisOptions;
	readonly #prefix: string;
	readonly #connection: RedisConnection;
	readonly #hints: RedisConnection;
	readonly #clock = new RedisClock();
	readonly #clockTimer: NodeJS.Timeout;
	readonly #health = new Health({ kind: 'redis', durability: 'unknown', up: false, reason: 'disconnected' });
	#down: { reason: string; cause: unknown } | null = { reason: 'disconnected', cause: null };
	#weakness: string | null = null;
	#opened = false;
	readonly log: RedisLog;
	readonly records: RedisRecords;

	private constructor(options: RedisOptions) {
		this.#options = options;
		this.#prefix = options.prefix ?? 'rondo:';
		this.#connection = new RedisConnection(
			options,
			(ask) => this.#prepare(ask),
			(down) => this.#tell(down)
		);
		const ask: Ask = (...command) => this.#connection.ask(...command);
		this.log = new RedisLog(ask, this.#prefix, randomUUID());
		this.records = new RedisRecords(ask, this.#prefix);
		// Hints are only hints: this connection may be away without the store being down.
		this.#hints = new RedisConnection(
			options,
			async () => undefined,
			() => undefined
		);
		this.#hints.subscribe(this.log.hintChannel, (hint) => this.log.hear(hint));
		this.#clockTimer = setInterval(() => void this.#lookAround(ask), LOOK_AT_CLOCK_MS).unref();
	}

	/**
	 * Connects, and marks the Redis as this instance's.
	 * @throws {StoreUnavailableError} when it is not ready within 10 s.
	 * @throws {ForeignStoreError} when it holds another instance id.
	 */
	static async open(options: RedisOptions): Promise<RedisStore> {
		const store = new RedisStore(options);
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const look = () => {
			if (store.health().up && store.#hints.up) resolve();
			else if (store.#down?.cause instanceof ForeignStoreError) reject(store.#down.cause);
		};
		const looking = setInterval(look, 5);
		const late = setTimeout(() => {
			const cause = store.#down?.cause;
			reject(new StoreUnavailableError(`Redis was not ready within ${OPEN_MS} ms: ${String(cause)}`, { cause }));
		}, OPEN_MS);
		try {
			await promise;
		} catch (error) {
			await store.close();
			throw error;
		} finally {
			clearInterval(looking);
			clearTimeout(late);
		}
		store.#opened = true;
		return store;
	}

	health(): StoreHealth {
		return this.#health.current;
	}

	onHealth(listener: (health: StoreHealth) => void): () => void {
		return this.#health.listen(listener);
	}

	now(): EpochMs {
		return this.#clock.now();
	}

	purge(): Promise<void> {
		return purgeFiles((...command) => this.#connection.ask(...command));
	}

	async close(): Promise<void> {
		clearInterval(this.#clockTimer);
		await Promise.all([this.#connection.close(), this.#hints.close()]);
		this.#tell({ reason: 'closed', cause: null });
	}

	/** On every new connection, before anything else is asked. Ends with a write: one that is refused counts as down. */
	async #prepare(ask: Ask): Promise<void> {
		await this.#claim(ask);
		for (const { source } of SCRIPTS) await ask('SCRIPT', 'LOAD', source);
		await this.#readDurability(ask);
		await this.#readClock(ask);
		await ask('SET', `${this.#prefix}probe`, '1');
	}

	async #claim(ask: Ask): Promise<void> {
		const { instanceId } = this.#options;
		const key = `${this.#prefix}instance`;
		// Only at the start: an empty Redis later on has lost our log, and must not be taken for ours.
		if (!this.#opened) await ask('SET', key, instanceId, 'NX');
		const holder = await ask('GET', key);
		if (holder !== instanceId) throw new ForeignStoreError(String(holder), instanceId);
	}

	/** Asks for the time and the settings, which somebody may change while we run. */
	async #lookAround(ask: Ask): Promise<void> {
		if (!this.#connection.up) return;
		try {
			await this.#readClock(ask);
			await this.#readDurability(ask);
			this.#tell(this.#down);
		} catch (error) {
			// The connection has told by itself, unless Redis said no to the question.
			this.#connection.distrust('disconnected', error);
		}
	}

	async #readClock(ask: Ask): Promise<void> {
		const asked = performance.now();
		const [seconds, micros] = (await ask('TIME')) as [string, string];
		this.#clock.estimate(asked, performance.now(), Number(seconds) * 1_000 + Number(micros) / 1_000);
	}

	async #readDurability(ask: Ask): Promise<void> {
		const appendonly = await setting(ask, 'appendonly');
		const appendfsync = await setting(ask, 'appendfsync');
		const noFsyncOnRewrite = await setting(ask, 'no-appendfsync-on-rewrite');
		const policy = await setting(ask, 'maxmemory-policy');
		const durability: Durability =
			appendonly === null ? 'unknown' : appendonly === 'no' ? 'none' : (LEVELS[appendfsync ?? ''] ?? 'unknown');
		this.#weakness =
			(durability !== 'every_write' && WEAKNESSES[durability]) ||
			(noFsyncOnRewrite === 'yes' && 'no_fsync_on_rewrite') ||
			(policy !== null && policy !== 'noeviction' && 'eviction_on') ||
			null;
		this.#health.change({ durability });
	}

	#tell(down: { reason: string; cause: unknown } | null): void {
		this.#down = down;
		const reason = down?.reason ?? (this.#clock.jumped ? 'clock_jumped' : this.#weakness);
		this.#health.change({ up: down === null, reason });
	}
}

const LEVELS: Readonly<Record<string, Durability>> = { always: 'every_write', everysec: 'every_second', no: 'none' };

const WEAKNESSES: Readonly<Record<Exclude<Durability, 'every_write'>, string>> = {
	every_second: 'appendfsync_everysec',
	none: 'append_only_off',
	unknown: 'settings_unreadable'
};
