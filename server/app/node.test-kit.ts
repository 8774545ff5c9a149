import { onTestFinished } from 'vitest';
import { Directory } from '../directory/directory.ts';
import { OpenEvents } from '../events/open-events.ts';
import { SealedLog } from '../events/sealed-log.ts';
import type { MemoryStore } from '../store/memory-store.ts';

/** What a node has on a store: its own directory and events, until the test is over. A fault fails it. */
export function nodeOn(store: MemoryStore) {
	const directory = new Directory(store.records);
	const openEvents = new OpenEvents({
		log: new SealedLog(store.log, directory.ring),
		prepare: async (event) => {
			await directory.load(event);
			return { nameOf: (person) => directory.people.nameOf(event, person) };
		},
		now: () => 1,
		onFault: (_what, cause) => {
			throw cause;
		}
	});
	onTestFinished(() => openEvents.close());
	return { directory, openEvents };
}
