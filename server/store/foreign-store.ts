/** The store belongs to another instance: two instances on one store would mix their events. */
export class ForeignStoreError extends Error {
	override name = 'ForeignStoreError';
	readonly code = 'foreign_store';

	constructor(holder: string, instanceId: string) {
		super(`this store belongs to instance ${holder}, not to ${instanceId}`);
	}
}
