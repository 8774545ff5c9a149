/** The store of a data folder, with its secrets: SQLite, a private redis-server, or the operator's Redis. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Lease } from './media/ports.ts';
import { chooseStore, rememberStore } from './supervise/store-choice.ts';
import { openSecrets, secretsInFolder, type Secrets } from './supervise/secrets.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/ports.ts';

export interface OpenedStore {
	store: Store;
	secrets: Secrets;
	/** Several nodes share it; null where there is only this one. */
	redisLease: Lease | null;
	stopStore(): Promise<void>;
}

export async function openStoreAsConfigured(
	config: Config,
	_onFault: (what: string, cause: unknown) => void
): Promise<OpenedStore> {
	const choice = chooseStore(config.dataDir, config);
	if (choice.kind !== 'sqlite') throw new Error(`the ${choice.kind} store is not there yet`);
	const secrets = await openSecrets(secretsInFolder(config.dataDir));
	const store = await openStore({
		kind: 'sqlite',
		folder: join(config.dataDir, 'store'),
		instanceId: secrets.instanceId
	});
	rememberStore(config.dataDir, choice);
	return { store, secrets, redisLease: null, stopStore: () => store.close() };
}
