import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import type { Records } from '#server/store/ports.ts';
import { hashOf, newEntryId, newToken } from './ids.ts';
import { lastId, recordKey, recordsOf } from './record-keys.ts';

/** Who a browser is in one event. Each tab names one entry; the rights of several never add up. */
export interface Entry {
	readonly entryId: string;
	readonly event: EventId;
	readonly role: Role;
	readonly person: PersonId | null;
	/** The link by which it came in; null for the open door of the instance. */
	readonly link: string | null;
	readonly since: EpochMs;
}

export type NewEntry = Omit<Entry, 'entryId' | 'since'>;

/** Signed-in browsers. The cookie is one opaque random id, and only its hash is stored. */
export class Sessions {
	readonly #records: Records;

	constructor(records: Records) {
		this.#records = records;
	}

	/**
	 * Adds an entry to the browser's session. Without a cookie, or with one that we did not give out, the session
	 * is a new one. Who comes again as the same person in the same role gets the entry that is there.
	 */
	async addEntry(cookie: string | null, entry: NewEntry, now: EpochMs): Promise<{ cookie: string; entry: Entry }> {
		const known = cookie !== null && (await this.#records.get(recordKey('session', hashOf(cookie)))) !== null;
		const session = known ? cookie : newToken();
		const hash = hashOf(session);
		const before = (known ? await this.entries(session) : []).find(
			({ event, role, person }) => event === entry.event && role === entry.role && person === entry.person
		);
		const added: Entry = { ...entry, entryId: before?.entryId ?? newEntryId(), since: before?.since ?? now };
		await this.#records.putMany([
			...(known ? [] : [[recordKey('session', hash), String(now)] as const]),
			[recordKey('entry', hash, added.entryId), JSON.stringify(added)],
			[recordKey('entry_of', entry.event, hash, added.entryId), '']
		]);
		return { cookie: session, entry: added };
	}

	/** The entries of a browser, oldest first; none for an unknown cookie. */
	async entries(cookie: string): Promise<Entry[]> {
		const records = await this.#records.list(recordsOf('entry', hashOf(cookie)));
		return records.map(({ value }) => JSON.parse(value) as Entry).sort((a, b) => a.since - b.since);
	}

	/** The one entry that a tab names; null when the browser does not have it (any more). */
	async entry(cookie: string, entryId: string): Promise<Entry | null> {
		const value = await this.#records.get(recordKey('entry', hashOf(cookie), entryId));
		return value === null ? null : (JSON.parse(value) as Entry);
	}

	/** Signs one entry out. */
	async removeEntry(cookie: string, entryId: string): Promise<void> {
		const entry = await this.entry(cookie, entryId);
		if (entry) await this.#remove(hashOf(cookie), entry);
	}

	/** Signs people out everywhere; answers the entries that ended. Their links: see `Directory.signOut`. */
	removePeople(event: EventId, people: ReadonlySet<PersonId>): Promise<Entry[]> {
		return this.#removeWhere(event, ({ person }) => person !== null && people.has(person));
	}

	/** Signs out who came in by links that were revoked; answers the entries that ended. */
	removeByLinks(event: EventId, links: readonly string[]): Promise<Entry[]> {
		return this.#removeWhere(event, ({ link }) => link !== null && links.includes(link));
	}

	/** Signs everybody out of an event; answers the entries that ended. */
	removeEvent(event: EventId): Promise<Entry[]> {
		return this.#removeWhere(event, () => true);
	}

	/** Ids of an event's entries that nobody stands behind: observers, room screens. */
	async withoutPerson(event: EventId): Promise<string[]> {
		const entries = await this.#entriesOf(event);
		return entries.flatMap(({ entry: { person, entryId } }) => (person === null ? [entryId] : []));
	}

	async #entriesOf(event: EventId): Promise<{ hash: string; entry: Entry }[]> {
		const index = await this.#records.list(recordsOf('entry_of', event));
		const places = index.map(({ key }) => ({ hash: lastId(key.slice(0, key.lastIndexOf('/'))), entryId: lastId(key) }));
		const values = await this.#records.getMany(places.map(({ hash, entryId }) => recordKey('entry', hash, entryId)));
		return places.flatMap(({ hash }, index) => {
			const value = values[index];
			return value ? [{ hash, entry: JSON.parse(value) as Entry }] : [];
		});
	}

	async #removeWhere(event: EventId, ends: (entry: Entry) => boolean): Promise<Entry[]> {
		const ended = (await this.#entriesOf(event)).filter(({ entry }) => ends(entry));
		await Promise.all(ended.map(({ hash, entry }) => this.#remove(hash, entry)));
		return ended.map(({ entry }) => entry);
	}

	#remove(hash: string, { event, entryId }: Entry): Promise<void> {
		return this.#records.delete([recordKey('entry', hash, entryId), recordKey('entry_of', event, hash, entryId)]);
	}
}
