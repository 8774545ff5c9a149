/** `npm run store -- move redis|sqlite`: carries everything of a data folder to the other kind of store. */
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { createClient, type RedisClientType } from 'redis';
import type { EventId } from '#lib/domain/ids.ts';
import { ConfigError, readConfig, type Config } from '../server/config.ts';
import { openStore } from '../server/store/open-store.ts';
import type { Store } from '../server/store/ports.ts';
import { lockDataFolder } from '../server/supervise/lock.ts';
import { findProgram } from '../server/supervise/programs.ts';
import { startRedisChild } from '../server/supervise/redis-child.ts';
import { openSecrets, secretsInFolder, secretsInRedis } from '../server/supervise/secrets.ts';
import { chooseStore, rememberStore, StoreRefused, type StoreChoice } from '../server/supervise/store-choice.ts';

interface Opened {
	store: Store;
	close(): Promise<void>;
}

const USAGE = 'usage: npm run store -- move redis|sqlite [--data FOLDER]   (REDIS_URL names your own Redis)';

async function open(choice: StoreChoice, config: Config, instanceId: string): Promise<Opened> {
	const { dataDir } = config;
	if (choice.kind === 'sqlite') {
		const store = await openStore({ kind: 'sqlite', folder: join(dataDir, 'store'), instanceId });
		return { store, close: () => store.close() };
	}
	if (choice.kind === 'redis_url') {
		const store = await openStore({ kind: 'redis', url: choice.url, instanceId });
		return { store, close: () => store.close() };
	}
	const child = await startRedisChild({ dataDir, instanceId, binary: choice.binary });
	const store = await openStore({ kind: 'redis', socketPath: child.socketPath, instanceId });
	return {
		store,
		async close() {
			await store.close();
			await child.stop();
		}
	};
}

function targetOf(kind: string, config: Config): StoreChoice {
	if (kind === 'sqlite') return { kind: 'sqlite' };
	if (config.redisUrl) return { kind: 'redis_url', url: config.redisUrl };
	const binary = findProgram('redis-server', process.env.PATH);
	if (!binary) throw new StoreRefused('redis-server is not on PATH: install it, or set REDIS_URL.');
	return { kind: 'redis_private', binary };
}

/** Copies all records and all logs; answers how many commits. The target must hold no event of its own. */
export async function copyStore(from: Store, to: Store): Promise<{ records: number; commits: number }> {
	if ((await to.records.list('event/')).length > 0) throw new StoreRefused('The target store holds events already.');
	const records = (await from.records.list('')).filter(({ key }) => key !== 'instance');
	await to.records.putMany(records.map(({ key, value }) => [key, value] as const));
	let commits = 0;
	for (const { key } of records.filter(({ key }) => key.startsWith('event/'))) {
		const event = key.slice('event/'.length) as EventId;
		for (const { seq, commandId, body } of await from.log.read(event, 0)) {
			const { kind } = await to.log.append(event, seq - 1, commandId, body);
			if (kind === 'conflict') throw new Error(`commit ${seq} of event ${event} did not fit into the target`);
			commits++;
		}
		if ((await to.log.lastSeq(event)) !== (await from.log.lastSeq(event)))
			throw new Error(`event ${event} is not complete in the target`);
	}
	return { records: records.length, commits };
}

/** Deletes everything that {@link copyStore} copies, bytes included. */
async function emptyStore(store: Store): Promise<void> {
	const keys = (await store.records.list('')).map(({ key }) => key).filter((key) => key !== 'instance');
	for (const key of keys.filter((key) => key.startsWith('event/')))
		await store.log.erase(key.slice('event/'.length) as EventId);
	await store.records.delete(keys);
	await store.purge();
}

async function move(kind: string, rest: string[]): Promise<void> {
	const config = readConfig(rest, process.env);
	const lock = lockDataFolder(config.dataDir);
	try {
		const source = chooseStore(config.dataDir, { store: 'auto', redisUrl: null });
		const target = targetOf(kind, config);
		if (source.kind === target.kind) throw new StoreRefused(`The events are in that store already.`);
		// Several nodes read their secrets from their Redis: the same ones go there.
		const secrets = await openSecrets(secretsInFolder(config.dataDir));
		if (target.kind === 'redis_url') await shareSecrets(target.url, config.dataDir);
		const from = await open(source, config, secrets.instanceId);
		const to = await open(target, config, secrets.instanceId);
		try {
			const { records, commits } = await copyStore(from.store, to.store);
			rememberStore(config.dataDir, target);
			// What is forgotten later must not live on in the store that was left.
			await emptyStore(from.store);
			process.stdout.write(`Moved ${records} records and ${commits} commits to ${kind}.\n`);
		} finally {
			await to.close();
			await from.close();
		}
		if (source.kind === 'sqlite') rmSync(join(config.dataDir, 'store'), { recursive: true, force: true });
		if (source.kind === 'redis_private') rmSync(join(config.dataDir, 'redis'), { recursive: true, force: true });
	} finally {
		lock.release();
	}
}

async function shareSecrets(url: string, dataDir: string): Promise<void> {
	const client = createClient({ url }) as unknown as RedisClientType;
	await client.connect();
	const folder = secretsInFolder(dataDir);
	const redis = secretsInRedis(client);
	await openSecrets({ keep: async (name, fresh) => redis.keep(name, await folder.keep(name, fresh)) });
	client.destroy();
}

async function main(): Promise<void> {
	const [verb, kind, ...rest] = process.argv.slice(2).filter((word) => word !== '--');
	if (verb !== 'move' || (kind !== 'redis' && kind !== 'sqlite')) {
		process.stderr.write(`${USAGE}\n`);
		process.exit(2);
	}
	await move(kind, rest);
}

if (process.argv[1] === import.meta.filename)
	main().catch((fault: unknown) => {
		const faults =
			fault instanceof ConfigError ? fault.faults : [fault instanceof Error ? fault.message : String(fault)];
		for (const line of faults) process.stderr.write(`${line}\n`);
		process.exit(1);
	});
