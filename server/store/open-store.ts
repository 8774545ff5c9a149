import { ForeignStoreError } from './foreign-store.ts';
import { MemoryStore } from './memory-store.ts';
import type { Store } from './ports.ts';
import { RedisStore, type RedisOptions } from './redis/redis-store.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';

export type StoreChoice =
	| { readonly kind: 'sqlite'; readonly folder: string; readonly instanceId?: string }
	| ({ readonly kind: 'redis' } & RedisOptions)
	| { readonly kind: 'memory' };

/**
 * Opens the store, once per process.
 * @throws {StoreUnavailableError} when it cannot be reached.
 * @throws {ForeignStoreError} when it holds another instance id than `instanceId`.
 */
export async function openStore(choice: StoreChoice): Promise<Store> {
	if (choice.kind === 'memory') return new MemoryStore();
	if (choice.kind === 'redis') return RedisStore.open(choice);
	const store = await SqliteStore.open(choice.folder);
	const { instanceId } = choice;
	if (instanceId === undefined || (await store.records.putIfAbsent('instance', instanceId))) return store;
	const holder = await store.records.get('instance');
	if (holder === instanceId) return store;
	await store.close();
	throw new ForeignStoreError(String(holder), instanceId);
}
