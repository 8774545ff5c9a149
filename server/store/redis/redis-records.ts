import type { EpochMs } from '#lib/domain/ids.ts';
import type { Counter, Records } from '../ports.ts';
import { Script, type Ask } from './script.ts';

/** Records that one command carries: Redis answers nobody else meanwhile. */
const PAGE = 1_000;

/** KEYS: index · ARGV: prefix, then keys and values in turn. */
export const PUT_MANY = new Script(`
	for i = 2, #ARGV, 2 do
		redis.call('SET', ARGV[1] .. ARGV[i], ARGV[i + 1])
		redis.call('ZADD', KEYS[1], 0, ARGV[i])
	end`);

/** KEYS: index · ARGV: prefix, key, value. */
export const PUT_IF_ABSENT = new Script(`
	if not redis.call('SET', ARGV[1] .. ARGV[2], ARGV[3], 'NX') then return 0 end
	redis.call('ZADD', KEYS[1], 0, ARGV[2])
	return 1`);

/** KEYS: index · ARGV: prefix, then keys. */
export const DELETE = new Script(`
	for i = 2, #ARGV do
		redis.call('DEL', ARGV[1] .. ARGV[i])
		redis.call('ZREM', KEYS[1], ARGV[i])
	end`);

/**
 * KEYS: counters · ARGV: turn, now, milliseconds that it counts, then the most of each counter.
 * A sorted set per counter, by the time of each turn; it ends with its last turn.
 */
export const TAKE_TURN = new Script(`
	for i, key in ipairs(KEYS) do
		redis.call('ZREMRANGEBYSCORE', key, '-inf', ARGV[2] - ARGV[3])
		if redis.call('ZCARD', key) >= tonumber(ARGV[3 + i]) then return 0 end
	end
	for _, key in ipairs(KEYS) do
		redis.call('ZADD', key, ARGV[2], ARGV[1])
		redis.call('PEXPIRE', key, ARGV[3])
	end
	return 1`);

/** KEYS: counters · ARGV: turn. */
export const GIVE_TURN_BACK = new Script(`
	for _, key in ipairs(KEYS) do redis.call('ZREM', key, ARGV[1]) end`);

/** One string per record, and a sorted set of all keys for looking by prefix. */
export class RedisRecords implements Records {
	readonly #ask: Ask;
	readonly #index: string;
	readonly #prefix: string;
	readonly #turns: string;

	constructor(ask: Ask, prefix: string) {
		this.#ask = ask;
		this.#index = `${prefix}records`;
		this.#prefix = `${prefix}record:`;
		this.#turns = `${prefix}turns:`;
	}

	async get(key: string): Promise<string | null> {
		return (await this.#ask('GET', this.#prefix + key)) as string | null;
	}

	async getMany(keys: readonly string[]): Promise<(string | null)[]> {
		const pages = await Promise.all(
			pagesOf(keys).map((page) => this.#ask('MGET', ...page.map((key) => this.#prefix + key)))
		);
		return (pages as (string | null)[][]).flat();
	}

	put(key: string, value: string): Promise<void> {
		return this.putMany([[key, value]]);
	}

	async putMany(entries: readonly (readonly [key: string, value: string])[]): Promise<void> {
		await Promise.all(
			pagesOf(entries).map((page) => PUT_MANY.run(this.#ask, [this.#index], [this.#prefix, ...page.flat()]))
		);
	}

	async putIfAbsent(key: string, value: string): Promise<boolean> {
		return (await PUT_IF_ABSENT.run(this.#ask, [this.#index], [this.#prefix, key, value])) === 1;
	}

	/** Up to 1,000 keys are deleted together or not at all. */
	async delete(keys: readonly string[]): Promise<void> {
		await Promise.all(pagesOf(keys).map((page) => DELETE.run(this.#ask, [this.#index], [this.#prefix, ...page])));
	}

	async list(prefix: string): Promise<{ key: string; value: string }[]> {
		const end = prefix === '' ? '+' : `(${prefix}\u{10ffff}`;
		const keys = (await this.#ask('ZRANGEBYLEX', this.#index, `[${prefix}`, end)) as string[];
		const values = await this.getMany(keys);
		return keys.flatMap((key, index) => {
			const value = values[index] ?? null;
			return value === null ? [] : [{ key, value }]; // deleted in between
		});
	}

	async takeTurn(turn: string, counters: readonly Counter[], now: EpochMs, withinMs: number): Promise<boolean> {
		const keys = counters.map(({ key }) => this.#turns + key);
		const values = [turn, `${now}`, `${withinMs}`, ...counters.map(({ most }) => `${most}`)];
		return (await TAKE_TURN.run(this.#ask, keys, values)) === 1;
	}

	async giveTurnBack(turn: string, keys: readonly string[]): Promise<void> {
		const counters = keys.map((key) => this.#turns + key);
		await GIVE_TURN_BACK.run(this.#ask, counters, [turn]);
	}
}

function pagesOf<T>(items: readonly T[]): T[][] {
	const pages: T[][] = [];
	for (let from = 0; from < items.length; from += PAGE) pages.push(items.slice(from, from + PAGE));
	return pages;
}
