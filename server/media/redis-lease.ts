import { randomUUID } from 'node:crypto';
import type { Lease } from './ports.ts';

/** What a node-redis client must be able to do. */
export interface LeaseRedis {
	set(
		key: string,
		value: string,
		options: { condition: 'NX'; expiration: { type: 'PX'; value: number } }
	): Promise<unknown>;
	eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** Only the holder may extend or free it: without the comparison a slow node would free its successor's lease. */
const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** A lease over all nodes of one Redis. Rejects with the client's error when Redis is away. */
export class RedisLease implements Lease {
	readonly #redis: LeaseRedis;
	readonly #holder = randomUUID();
	readonly #prefix: string;

	constructor(redis: LeaseRedis, prefix = 'rondo:lease:') {
		this.#redis = redis;
		this.#prefix = prefix;
	}

	async acquire(name: string, ttlMs: number): Promise<boolean> {
		const set = await this.#redis.set(this.#prefix + name, this.#holder, {
			condition: 'NX',
			expiration: { type: 'PX', value: ttlMs }
		});
		return set !== null || this.renew(name, ttlMs);
	}

	async renew(name: string, ttlMs: number): Promise<boolean> {
		return (await this.#ask(RENEW, name, String(ttlMs))) === 1;
	}

	async release(name: string): Promise<void> {
		await this.#ask(RELEASE, name);
	}

	#ask(script: string, name: string, ...rest: string[]): Promise<unknown> {
		return this.#redis.eval(script, { keys: [this.#prefix + name], arguments: [this.#holder, ...rest] });
	}
}
