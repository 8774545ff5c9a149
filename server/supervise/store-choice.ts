import { join } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { jsonOf, replaceFile, textOf } from './private-file.ts';
import { findProgram } from './programs.ts';

export type StoreChoice =
	| { kind: 'sqlite' }
	/** A redis-server of its own; `binary` is its absolute path. */
	| { kind: 'redis_private'; binary: string }
	/** The operator's Redis; `url` may hold a password. */
	| { kind: 'redis_url'; url: string };

/** The store that is asked for is not the one that holds the events; the message says what to do. */
export class StoreRefused extends Error {}

const Remembered = v.variant('kind', [
	v.strictObject({ kind: v.literal('sqlite') }),
	v.strictObject({ kind: v.literal('redis_private') }),
	v.strictObject({ kind: v.literal('redis_url'), place: v.string() })
]);
type Remembered = v.InferOutput<typeof Remembered>;

type Asked = Pick<Config, 'store' | 'redisUrl'>;

/**
 * The store of this data folder: the one it remembers, else the first of REDIS_URL, redis-server on `path`, SQLite.
 * Nothing is remembered yet: call {@link rememberStore} once the store is open and holds this instance's id.
 *
 * @throws {StoreRefused} when another store is asked for than the folder remembers, or when it cannot be had
 */
export function chooseStore(dataDir: string, asked: Asked, path = process.env.PATH): StoreChoice {
	const remembered = recall(dataDir);
	return remembered ? kept(remembered, asked, path) : fresh(asked, path);
}

/** Keeps the choice in `<dataDir>/store.json`, without the password. */
export function rememberStore(dataDir: string, choice: StoreChoice): void {
	const remembered: Remembered =
		choice.kind === 'redis_url' ? { kind: 'redis_url', place: placeOf(choice.url) } : { kind: choice.kind };
	replaceFile(fileOf(dataDir), `${JSON.stringify(remembered)}\n`);
}

/** A Redis address without user and password, as it may be shown and compared: scheme, host, port, database. */
export function placeOf(url: string): string {
	const { protocol, hostname, port, pathname } = new URL(url);
	return `${protocol}//${hostname}:${port || '6379'}/${pathname.replace(/^\//, '') || '0'}`;
}

function fresh({ store, redisUrl }: Asked, path: string | undefined): StoreChoice {
	if (store === 'sqlite') return { kind: 'sqlite' };
	if (redisUrl) return { kind: 'redis_url', url: redisUrl };
	const binary = findProgram('redis-server', path);
	if (binary) return { kind: 'redis_private', binary };
	if (store === 'auto') return { kind: 'sqlite' };
	throw new StoreRefused('--store redis needs REDIS_URL or redis-server on PATH: neither is there.');
}

function kept(remembered: Remembered, { store, redisUrl }: Asked, path: string | undefined): StoreChoice {
	const holds = `This data folder keeps its events in ${nameOf(remembered)}`;
	if (redisUrl && (remembered.kind !== 'redis_url' || remembered.place !== placeOf(redisUrl)))
		throw new StoreRefused(
			`${holds}, REDIS_URL names ${placeOf(redisUrl)}: run "npm run store -- move redis" to move them there, ` +
				'or start without REDIS_URL.'
		);
	if (store !== 'auto' && (store === 'sqlite') !== (remembered.kind === 'sqlite'))
		throw new StoreRefused(
			`${holds}, --store asks for ${store}: run "npm run store -- move ${store}" to move them there, ` +
				'or start without --store.'
		);
	if (remembered.kind === 'sqlite') return { kind: 'sqlite' };
	if (remembered.kind === 'redis_url') {
		if (redisUrl) return { kind: 'redis_url', url: redisUrl };
		throw new StoreRefused(`${holds}: set REDIS_URL to it.`);
	}
	const binary = findProgram('redis-server', path);
	if (binary) return { kind: 'redis_private', binary };
	throw new StoreRefused(`${holds}, and redis-server is not on PATH any more: install it again.`);
}

function nameOf(remembered: Remembered): string {
	if (remembered.kind === 'redis_url') return `the Redis at ${remembered.place}`;
	return remembered.kind === 'sqlite' ? 'SQLite' : 'its own redis-server';
}

function recall(dataDir: string): Remembered | null {
	if (textOf(fileOf(dataDir)) === null) return null;
	const parsed = v.safeParse(Remembered, jsonOf(fileOf(dataDir)));
	if (parsed.success) return parsed.output;
	// Guessing here could hide every event behind a new, empty store.
	throw new StoreRefused(`${fileOf(dataDir)} is damaged: restore it, it says where the events are.`);
}

function fileOf(dataDir: string): string {
	return join(dataDir, 'store.json');
}
