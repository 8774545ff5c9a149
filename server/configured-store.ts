/** The store of a data folder, with its secrets: SQLite, a private redis-server, or the operator's Redis. */
import { join } from 'node:path';
import { createClient, type RedisClientType } from 'redis';
import type { Config } from './config.ts';
import { RedisLease } from './media/redis-lease.ts';
import { MemoryLease } from './media/memory-lease.ts';
import type { Lease } from './media/ports.ts';
import { RedisNodes } from './nodes/redis-nodes.ts';
import { alone, type Nodes } from './realtime/nodes.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/ports.ts';
import { startRedisChild } from './supervise/redis-child.ts';
import { openSecrets, secretsInFolder, secretsInRedis, type Secrets } from './supervise/secrets.ts';
import { chooseStore, rememberStore } from './supervise/store-choice.ts';

export interface ConfiguredStore {
	store: Store;
	secrets: Secrets;
	/** Held by one node at a time; on SQLite there is only one. */
	lease: Lease;
	nodes: Nodes;
	stop(): Promise<void>;
}

export async function openConfiguredStore(config: Config): Promise<ConfiguredStore> {
	const choice = chooseStore(config.dataDir, config);
	const opened =
		choice.kind === 'sqlite'
			? await onSqlite(config)
			: choice.kind === 'redis_private'
				? await onPrivateRedis(config, choice.binary)
				: await onSharedRedis(choice.url);
	rememberStore(config.dataDir, choice);
	return opened;
}

async function onSqlite(config: Config): Promise<ConfiguredStore> {
	const secrets = await openSecrets(secretsInFolder(config.dataDir));
	const folder = join(config.dataDir, 'store');
	const store = await openStore({ kind: 'sqlite', folder, instanceId: secrets.instanceId });
	return { store, secrets, lease: new MemoryLease(), nodes: alone, stop: () => store.close() };
}

/** One node with a redis-server of its own: the same store as several nodes have, and nobody else on it. */
async function onPrivateRedis(config: Config, binary: string): Promise<ConfiguredStore> {
	const secrets = await openSecrets(secretsInFolder(config.dataDir));
	const { instanceId } = secrets;
	const child = await startRedisChild({ dataDir: config.dataDir, instanceId, binary });
	const store = await openStore({ kind: 'redis', socketPath: child.socketPath, instanceId });
	return {
		store,
		secrets,
		lease: new MemoryLease(),
		nodes: alone,
		async stop() {
			await store.close();
			await child.stop();
		}
	};
}

/** The operator's Redis: several nodes may share it, so secrets and leases live there too. */
async function onSharedRedis(url: string): Promise<ConfiguredStore> {
	const client = createClient({ url }) as unknown as RedisClientType;
	client.on('error', () => undefined); // The store's health says it; without a listener the process would end.
	await client.connect();
	const secrets = await openSecrets(secretsInRedis(client));
	const store = await openStore({ kind: 'redis', url, instanceId: secrets.instanceId });
	const nodes = await RedisNodes.open(client);
	return {
		store,
		secrets,
		lease: new RedisLease(client),
		nodes,
		async stop() {
			await nodes.close();
			await store.close();
			client.destroy();
		}
	};
}
