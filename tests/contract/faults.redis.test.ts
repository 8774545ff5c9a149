import { randomUUID } from 'node:crypto';
import { readdirSync, truncateSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import type { StoreHealth } from '#server/store/ports.ts';
import { RedisStore } from '#server/store/redis/redis-store.ts';
import { temporaryFolder } from './benches.ts';
import { faultsContract } from './faults-contract.ts';
import { redisIsHere, startRedis, type RedisServer } from './redis-server.ts';
import { expectNothingLost, startWriter } from './writing.ts';

const UNAVAILABLE = { name: 'StoreUnavailableError' };

describe.runIf(redisIsHere())('with a real Redis', () => {
	faultsContract('Redis', async () => {
		const folder = await temporaryFolder();
		// Uncompressed, so that a search for bytes is not blind.
		const redis = await startRedis(folder, ['--rdbcompression', 'no']);
		return {
			choice: { kind: 'redis', socketPath: redis.socketPath, instanceId: 'mine' },
			folder,
			end: async () => {
				await redis.stop();
				await rm(folder, { recursive: true });
			}
		};
	});

	describe('Redis alone', () => {
		let folder: string;
		let redis: RedisServer;
		let event: EventId;
		const open = (changes: object = {}) =>
			RedisStore.open({ socketPath: redis.socketPath, instanceId: 'mine', ...changes });
		const choice = () => ({ kind: 'redis', socketPath: redis.socketPath, instanceId: 'mine' }) as const;
		const healthOf = (store: RedisStore, wanted: (health: StoreHealth) => boolean) =>
			new Promise<StoreHealth>((resolve) => {
				const look = (health: StoreHealth) => wanted(health) && resolve(health);
				store.onHealth(look);
				look(store.health());
			});
		const command = async (...words: string[]) => {
			const client = await createClient({ socket: { path: redis.socketPath, tls: false } }).connect();
			await client.sendCommand(words);
			await client.close();
		};

		beforeEach(async () => {
			folder = await temporaryFolder();
			redis = await startRedis(folder);
			event = randomUUID() as EventId;
		});
		afterEach(async () => {
			await redis.stop();
			await rm(folder, { recursive: true });
		});

		test('[FAULT-3] Redis killed: appends reject, health tells, the same store works after', async () => {
			const store = await open();
			const other = await open();
			await store.log.append(event, 0, 'a', 'x');
			await redis.kill9();
			await expect(store.log.append(event, 1, 'b', 'y')).rejects.toMatchObject(UNAVAILABLE);
			await expect(store.records.get('k')).rejects.toMatchObject(UNAVAILABLE);
			expect(await healthOf(store, ({ up }) => !up)).toMatchObject({ kind: 'redis', reason: 'disconnected' });

			await redis.restart();
			await Promise.all([store, other].map((each) => healthOf(each, ({ up }) => up)));
			expect(await store.log.append(event, 1, 'b', 'y')).toEqual({ kind: 'appended', seq: 2 });
			expect((await store.log.read(event, 0)).map(({ body }) => body)).toEqual(['x', 'y']);
			await Promise.all([store.close(), other.close()]);
		});

		test('[FAULT-3] hints are heard again after Redis was away', async () => {
			const [a, b] = [await open(), await open()];
			await redis.kill9();
			await redis.restart();
			await Promise.all([a, b].map((store) => healthOf(store, ({ up }) => up)));
			const heard = new Promise((resolve) => b.log.watch(resolve));
			// The hint connection may come later than the other: a hint may be lost, the next one is not.
			for (let seq = 0, done = false; !done; seq++) {
				await a.log.append(event, seq, `c${seq}`, 'x');
				done = await Promise.race([heard.then(() => true), new Promise<boolean>((turn) => setImmediate(turn, false))]);
			}
			expect(await heard).toBe(event);
			await Promise.all([a.close(), b.close()]);
		});

		test('[FAULT-3] kill -9 of Redis while nodes append: acknowledged is there, repeated is written once', async () => {
			const writer = startWriter(choice(), event, 'w');
			for (let round = 0; round < 3; round++) {
				await writer.acknowledged(1 + Math.floor(Math.random() * 300));
				await redis.kill9();
				await redis.restart();
			}
			await writer.acknowledged(50);
			const acknowledged = await writer.kill9();
			expect(acknowledged.length).toBeGreaterThan(50);
			await expectNothingLost(choice(), event, acknowledged);
		});

		test('[FAULT-4] a torn end of the file: whole commits only, and appending goes on', async () => {
			const store = await open();
			for (let n = 0; n < 20; n++) await store.log.append(event, n, `c${n}`, `body of c${n}`);
			await store.close();
			let last = 20;
			for (const torn of [1, 40, 150]) {
				await redis.kill9();
				const aof = readdirSync(join(folder, 'appendonlydir')).find((file) => file.endsWith('.incr.aof'))!;
				const path = join(folder, 'appendonlydir', aof);
				truncateSync(path, statSync(path).size - torn);
				await redis.restart();
				const again = await open();
				const commits = await again.log.read(event, 0);
				expect(commits.map(({ seq }) => seq)).toEqual(commits.map((_, index) => index + 1));
				expect(commits.length).toBe(await again.log.lastSeq(event));
				expect(commits.length).toBeLessThanOrEqual(last);
				last = commits.length + 1;
				const id = `after ${torn}`;
				expect(await again.log.append(event, last - 1, id, `body of ${id}`)).toEqual({ kind: 'appended', seq: last });
				await again.close();
			}
		});

		test('[FAULT-5] Redis stands still: rejects after a while, then at once, and goes on after', async () => {
			const store = await open();
			await store.log.append(event, 0, 'a', 'x');
			process.kill(redis.pid, 'SIGSTOP');
			const begin = performance.now();
			await expect(store.log.append(event, 1, 'b', 'y')).rejects.toMatchObject(UNAVAILABLE);
			const waitedMs = performance.now() - begin;
			expect(store.health()).toMatchObject({ up: false, reason: 'no_answer' });
			const later = performance.now();
			const piled = await Promise.allSettled(
				Array.from({ length: 1_000 }, (_, n) => store.log.append(event, 1, `n${n}`, 'z'))
			);
			expect(piled.every(({ status }) => status === 'rejected')).toBe(true);
			expect(performance.now() - later, 'a thousand sooner than the one that waited').toBeLessThan(waitedMs);
			process.kill(redis.pid, 'SIGCONT');
			await healthOf(store, ({ up }) => up);
			// Nobody knew whether it was written; it was, and is so once.
			expect(await store.log.append(event, 1, 'b', 'y')).toMatchObject({ seq: 2 });
			expect((await store.log.read(event, 0)).map(({ commandId }) => commandId)).toEqual(['a', 'b']);
			await store.close();
		});

		test('[FAULT-5] Redis refuses writes: health says so, until it takes them again', async () => {
			const store = await open();
			await command('CONFIG', 'SET', 'min-replicas-to-write', '1');
			await expect(store.log.append(event, 0, 'a', 'x')).rejects.toMatchObject(UNAVAILABLE);
			expect(store.health()).toMatchObject({ up: false, reason: 'write_refused' });
			await command('CONFIG', 'SET', 'min-replicas-to-write', '0');
			await healthOf(store, ({ up }) => up);
			expect(await store.log.append(event, 0, 'a', 'x')).toEqual({ kind: 'appended', seq: 1 });
			await store.close();
		});

		test('a Redis that comes back empty is not taken for ours', async () => {
			const store = await open();
			await store.log.append(event, 0, 'a', 'x');
			await redis.kill9();
			await rm(join(folder, 'appendonlydir'), { recursive: true });
			await redis.restart();
			await healthOf(store, ({ reason }) => reason === 'foreign_store');
			await expect(store.log.append(event, 1, 'b', 'y')).rejects.toMatchObject(UNAVAILABLE);
			await store.close();
		});

		test('scripts that somebody flushed are sent again', async () => {
			const store = await open();
			await command('SCRIPT', 'FLUSH');
			expect(await store.log.append(event, 0, 'a', 'x')).toEqual({ kind: 'appended', seq: 1 });
			await command('SCRIPT', 'FLUSH');
			await store.records.put('k', 'v');
			expect(await store.records.get('k')).toBe('v');
			await store.close();
		});

		test.each([
			[['--appendfsync', 'always'], { durability: 'every_write', reason: null }],
			[['--appendfsync', 'everysec'], { durability: 'every_second', reason: 'appendfsync_everysec' }],
			[['--appendonly', 'no'], { durability: 'none', reason: 'append_only_off' }],
			[['--no-appendfsync-on-rewrite', 'yes'], { durability: 'every_write', reason: 'no_fsync_on_rewrite' }],
			[['--maxmemory-policy', 'allkeys-lru'], { durability: 'every_write', reason: 'eviction_on' }]
		])('%s is told by health', async (settings, told) => {
			const place = await temporaryFolder();
			const weaker = await startRedis(place, settings);
			const store = await RedisStore.open({ socketPath: weaker.socketPath, instanceId: 'mine' });
			expect(store.health()).toEqual({ kind: 'redis', up: true, ...told });
			await store.close();
			await weaker.stop();
			await rm(place, { recursive: true });
		});

		test('a purge beside a rewrite that began before the deletion still leaves nothing', async () => {
			const store = await open();
			await store.records.put('k', 'v');
			await command('BGREWRITEAOF');
			await Promise.all([store.purge(), store.purge()]);
			await store.close();
		});

		test('instances with different prefixes share a Redis', async () => {
			const [a, b] = [await open({ prefix: 'a:' }), await open({ prefix: 'b:', instanceId: 'theirs' })];
			await a.log.append(event, 0, 'a', 'x');
			await a.records.put('k', 'v');
			expect(await b.log.lastSeq(event)).toBe(0);
			expect(await b.records.list('')).toEqual([]);
			await Promise.all([a.close(), b.close()]);
		});
	});
});
