import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreRefused, chooseStore, placeOf, rememberStore, type StoreChoice } from './store-choice.ts';
import { folderForTest } from './testing.ts';

const AUTO = { store: 'auto', redisUrl: null } as const;
const URL = 'redis://user:hunter2@redis.example';

function pathWithRedis(): { path: string; binary: string } {
	const path = join(folderForTest(), 'bin');
	const binary = join(path, 'redis-server');
	mkdirSync(path);
	writeFileSync(binary, '#!/bin/sh\n');
	chmodSync(binary, 0o755);
	return { path, binary };
}

function folderWith(choice: StoreChoice): string {
	const folder = folderForTest();
	rememberStore(folder, choice);
	return folder;
}

describe('[STORE-1] the first start chooses', () => {
	test('REDIS_URL, else a redis-server on PATH, else SQLite', () => {
		const { path, binary } = pathWithRedis();
		const folder = folderForTest();
		expect(chooseStore(folder, { store: 'auto', redisUrl: URL }, path)).toEqual({ kind: 'redis_url', url: URL });
		expect(chooseStore(folder, AUTO, path)).toEqual({ kind: 'redis_private', binary });
		expect(chooseStore(folder, AUTO, '')).toEqual({ kind: 'sqlite' });
	});

	test('--store overrules what is there, and is refused where it cannot be', () => {
		const { path, binary } = pathWithRedis();
		const folder = folderForTest();
		expect(chooseStore(folder, { store: 'sqlite', redisUrl: null }, path)).toEqual({ kind: 'sqlite' });
		expect(chooseStore(folder, { store: 'redis', redisUrl: null }, path)).toEqual({ kind: 'redis_private', binary });
		expect(() => chooseStore(folder, { store: 'redis', redisUrl: null }, '')).toThrow(StoreRefused);
	});

	test('choosing alone remembers nothing: a mistyped REDIS_URL can be corrected', () => {
		const folder = folderForTest();
		chooseStore(folder, { store: 'auto', redisUrl: URL }, '');
		expect(chooseStore(folder, AUTO, '')).toEqual({ kind: 'sqlite' });
	});
});

describe('[STORE-2] a later start keeps the store it finds', () => {
	test('SQLite stays although redis-server has appeared', () => {
		expect(chooseStore(folderWith({ kind: 'sqlite' }), AUTO, pathWithRedis().path)).toEqual({ kind: 'sqlite' });
	});

	test('a private Redis stays, and without its program nothing empty is opened in its place', () => {
		const { path, binary } = pathWithRedis();
		const folder = folderWith({ kind: 'redis_private', binary: '/old/redis-server' });
		expect(chooseStore(folder, AUTO, path)).toEqual({ kind: 'redis_private', binary });
		expect(() => chooseStore(folder, AUTO, '')).toThrow('redis-server is not on PATH any more');
	});

	test('the operator’s Redis stays with another password or spelling, and must be named again', () => {
		const folder = folderWith({ kind: 'redis_url', url: URL });
		const rotated = 'redis://redis.example:6379/0';
		expect(chooseStore(folder, { store: 'redis', redisUrl: rotated }, '')).toEqual({ kind: 'redis_url', url: rotated });
		expect(() => chooseStore(folder, AUTO, pathWithRedis().path)).toThrow(
			'keeps its events in the Redis at redis://redis.example:6379/0: set REDIS_URL to it.'
		);
	});

	test.each<[StoreChoice, string]>([
		[{ kind: 'sqlite' }, 'SQLite'],
		[{ kind: 'redis_private', binary: '/x' }, 'its own redis-server'],
		[{ kind: 'redis_url', url: 'redis://other' }, 'the Redis at redis://other:6379/0'],
		[{ kind: 'redis_url', url: `${URL}/1` }, 'the Redis at redis://redis.example:6379/1']
	])('%j and another REDIS_URL: refused with the command that moves', (choice, name) => {
		const start = () => chooseStore(folderWith(choice), { store: 'auto', redisUrl: URL }, '');
		expect(start).toThrow(`This data folder keeps its events in ${name}, REDIS_URL names redis://redis.example:6379/0`);
		expect(start).toThrow('npm run store -- move redis');
		expect(start).not.toThrow('hunter2');
	});

	test('--store that contradicts the folder is refused', () => {
		const sqlite = folderWith({ kind: 'sqlite' });
		expect(() => chooseStore(sqlite, { store: 'redis', redisUrl: null }, '')).toThrow('npm run store -- move redis');
		const redis = folderWith({ kind: 'redis_private', binary: '/x' });
		expect(() => chooseStore(redis, { store: 'sqlite', redisUrl: null }, '')).toThrow('npm run store -- move sqlite');
	});

	test('a damaged store.json stops the start instead of opening an empty store', () => {
		for (const text of ['', '{', '{"kind":"mongo"}', '{"kind":"redis_url"}']) {
			const folder = folderForTest();
			writeFileSync(join(folder, 'store.json'), text);
			expect(() => chooseStore(folder, AUTO, '')).toThrow('store.json is damaged');
		}
	});

	test('the file is private and holds no password', () => {
		const file = join(folderWith({ kind: 'redis_url', url: URL }), 'store.json');
		expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(placeOf('rediss://h:1/2')).toBe('rediss://h:1/2');
	});
});
