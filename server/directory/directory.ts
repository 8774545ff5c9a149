import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Records } from '#server/store/ports.ts';
import { Events } from './events.ts';
import { DirectoryKeyRing } from './key-ring.ts';
import { Links } from './links.ts';
import { People } from './people.ts';
import { recordsOf } from './record-keys.ts';
import { Sessions, type Entry } from './sessions.ts';

export { newEventId, newPersonId } from './ids.ts';

/** What the log must not hold: names, keys, links, sessions, and which events there are. */
export class Directory {
	readonly #records: Records;
	readonly ring: DirectoryKeyRing;
	readonly people: People;
	readonly links: Links;
	readonly sessions: Sessions;
	readonly events: Events;

	constructor(records: Records) {
		this.#records = records;
		this.ring = new DirectoryKeyRing(records);
		this.people = new People(records, this.ring);
		this.links = new Links(records);
		this.sessions = new Sessions(records);
		this.events = new Events(records);
	}

	/** Loads keys and names of an event into memory: before its log is read. */
	load(event: EventId): Promise<void> {
		return this.people.load(event);
	}

	/** Ends every link of these people and signs them out everywhere, also who came by the open door and has no link. */
	async signOut(event: EventId, people: readonly PersonId[]): Promise<{ links: string[]; entries: Entry[] }> {
		const theirs = new Set(people);
		const links = await this.links.ofPeople(event, theirs);
		await this.links.revoke(event, links);
		return { links, entries: await this.sessions.removePeople(event, theirs) };
	}

	/**
	 * Deletes everything that is kept of an event (a rehearsal). The event's own record goes last, so that a
	 * deletion that was cut off can be seen and repeated. Erase the log, then purge the store.
	 */
	async eraseEvent(event: EventId): Promise<void> {
		await this.sessions.removeEvent(event);
		const links = await this.links.list(event);
		await this.links.revoke(
			event,
			links.map(({ id }) => id)
		);
		for (const kind of ['key', 'keys', 'person', 'import', 'code', 'forget', 'link_of', 'entry_of'] as const) {
			const records = await this.#records.list(recordsOf(kind, event));
			await this.#records.delete(records.map(({ key }) => key));
		}
		this.people.unload(event);
		await this.events.remove(event);
	}
}
