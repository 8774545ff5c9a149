import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { RedisStore } from '#server/store/redis/redis-store.ts';
import { temporaryFolder } from './benches.ts';
import { directoryContract } from './directory-contract.ts';
import { logStoreContract, type Bench } from './log-store-contract.ts';
import { recordsContract } from './records-contract.ts';
import { redisIsHere, startRedis, type RedisServer } from './redis-server.ts';
import { sealedLogContract } from './sealed-log-contract.ts';

describe.runIf(redisIsHere())('with a real Redis', () => {
	let folder: string;
	let redis: RedisServer;

	beforeAll(async () => {
		folder = await temporaryFolder();
		redis = await startRedis(folder);
	});
	afterAll(async () => {
		await redis.stop();
		await rm(folder, { recursive: true });
	});

	/** Keys of its own for each test. */
	async function redisBench(): Promise<Bench> {
		const prefix = `${randomUUID()}:`;
		return {
			node: () => RedisStore.open({ socketPath: redis.socketPath, prefix, instanceId: 'test' }),
			end: async () => undefined
		};
	}

	logStoreContract('Redis', redisBench);
	recordsContract('Redis', redisBench);
	directoryContract('Redis', redisBench);
	sealedLogContract('Redis', redisBench);
});
