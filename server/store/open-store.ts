import { MemoryStore } from './memory-store.ts';
import type { Records, Store } from './ports.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';

export type StoreChoice =
	{ readonly kind: 'sqlite'; readonly folder: string; readonly instanceId?: string } | { readonly kind: 'memory' };

/** The store belongs to another instance: two instances on one store would mix their events. */
export class ForeignStoreError extends Error {
	override name = 'ForeignStoreError';
}

/**
 * Opens the store, once per process.
 * @throws {StoreUnavailableError} when it cannot be reached.
 * @throws {ForeignStoreError} when it holds another instance id than `instanceId`.
 */
export async function openStore(choice: StoreChoice): Promise<Store> {
	if (choice.kind === 'memory') return new MemoryStore();
	const store = await SqliteStore.open(choice.folder);
	if (choice.instanceId !== undefined) await claim(store.records, choice.instanceId);
	return store;
}

async function claim(records: Records, instanceId: string): Promise<void> {
	if (await records.putIfAbsent('instance', instanceId)) return;
	const holder = await records.get('instance');
	if (holder !== instanceId) throw new ForeignStoreError(`this store belongs to instance ${holder}, not ${instanceId}`);
}
