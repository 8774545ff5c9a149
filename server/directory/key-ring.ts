import { randomBytes } from 'node:crypto';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Forgetting } from '#lib/domain/parts.ts';
import type { KeyRing, PersonKeys } from '#server/events/event-log.ts';
import { SealingError } from '#server/events/sealing.ts';
import type { Records } from '#server/store/ports.ts';
import { newKeyId } from './ids.ts';
import { lastId, recordKey, recordsOf } from './record-keys.ts';

/** The `keys` record: person → ids of her keys. What it does not name is left from an import that was cut off. */
interface KeyIds {
	readonly identity: string;
	readonly content: string;
}

/**
 * The `key` record. An identity key knows whose it is; a content key does not, so that once the identity key is
 * destroyed nothing says any more who wrote the texts.
 */
interface KeyRecord {
	readonly key: string;
	readonly person?: PersonId;
}

interface EventKeys {
	readonly keys: Map<string, Buffer>;
	readonly persons: Map<PersonId, PersonKeys>;
	/** Key ids that are known to be destroyed: a look-up under way must not bring one back. */
	readonly gone: Set<string>;
}

const newKey = () => ({ keyId: newKeyId(), key: randomBytes(32) });

/**
 * The keys of live events, in memory. An event is loaded before anything of it is read or written; what another
 * node added since comes by {@link DirectoryKeyRing.refresh}.
 */
export class DirectoryKeyRing implements KeyRing {
	readonly #records: Records;
	readonly #events = new Map<EventId, EventKeys>();
	readonly #loading = new Map<EventId, Promise<void>>();

	constructor(records: Records) {
		this.#records = records;
	}

	/** Loads all keys of an event; once, however often it is asked. */
	load(event: EventId): Promise<void> {
		if (this.#events.has(event)) return Promise.resolve();
		const loading = this.#loading.get(event) ?? this.#load(event).finally(() => this.#loading.delete(event));
		this.#loading.set(event, loading);
		return loading;
	}

	async #load(event: EventId): Promise<void> {
		const loaded: EventKeys = { keys: new Map(), persons: new Map(), gone: new Set() };
		const keys = await this.#records.list(recordsOf('key', event));
		take(
			loaded,
			keys.map(({ key, value }) => [lastId(key), value])
		);
		for (const { key, value } of await this.#records.list(recordsOf('keys', event))) {
			link(loaded, lastId(key) as PersonId, JSON.parse(value) as KeyIds);
		}
		this.#events.set(event, loaded);
	}

	/** Drops the keys of an event from memory; its log cannot be read until it is loaded again. */
	unload(event: EventId): void {
		for (const key of this.#events.get(event)?.keys.values() ?? []) key.fill(0);
		this.#events.delete(event);
	}

	/** @throws {SealingError} when the event is not loaded, or the person has no identity key here. */
	keysOf(event: EventId, person: PersonId): PersonKeys {
		const keys = this.#of(event).persons.get(person);
		if (!keys) throw new SealingError(`person ${person} has no identity key in event ${event}`);
		return keys;
	}

	/** @throws {SealingError} when the event is not loaded: "not loaded" must never look like "destroyed". */
	keyOf(event: EventId, keyId: string): Buffer | null {
		return this.#of(event).keys.get(keyId) ?? null;
	}

	/** Looks up the key ids that are not known here: another node may have added the person a moment ago. */
	async refresh(event: EventId, keyIds: readonly string[]): Promise<void> {
		const loaded = this.#of(event);
		const persons = take(loaded, await this.#unknown(event, keyIds));
		await Promise.all(persons.map((person) => this.refreshPerson(event, person)));
	}

	async #unknown(event: EventId, keyIds: readonly string[]): Promise<[keyId: string, value: string][]> {
		const { keys, gone } = this.#of(event);
		const unknown = keyIds.filter((keyId) => !keys.has(keyId) && !gone.has(keyId));
		const values = await this.#records.getMany(unknown.map((keyId) => recordKey('key', event, keyId)));
		const found: [string, string][] = [];
		for (const [index, keyId] of unknown.entries()) {
			const value = values[index];
			if (value) found.push([keyId, value]);
			else gone.add(keyId);
		}
		return found;
	}

	/** Looks up one person's keys, who may have been added by another node. */
	async refreshPerson(event: EventId, person: PersonId): Promise<void> {
		const value = await this.#records.get(recordKey('keys', event, person));
		if (!value) return;
		const ids = JSON.parse(value) as KeyIds;
		const loaded = this.#of(event);
		take(loaded, await this.#unknown(event, [ids.identity, ids.content]));
		link(loaded, person, ids);
	}

	/**
	 * Gives every person two keys, durable before this resolves. Who has keys keeps them: an import that was cut
	 * off may be repeated.
	 */
	async add(event: EventId, persons: readonly PersonId[]): Promise<void> {
		await this.load(event);
		const fresh = persons.map((person) => ({ person, identity: newKey(), content: newKey() }));
		const records = fresh.flatMap(({ person, identity, content }): [string, KeyRecord][] => [
			[content.keyId, { key: content.key.toString('base64url') }],
			[identity.keyId, { key: identity.key.toString('base64url'), person }]
		]);
		await this.#records.putMany(records.map(([id, record]) => [recordKey('key', event, id), JSON.stringify(record)]));
		const taken = await Promise.all(
			fresh.map(({ person, identity, content }) => {
				const ids: KeyIds = { identity: identity.keyId, content: content.keyId };
				return this.#records.putIfAbsent(recordKey('keys', event, person), JSON.stringify(ids));
			})
		);
		const { keys, persons: known } = this.#of(event);
		for (const { person, identity, content } of fresh.filter((_, index) => taken[index])) {
			for (const { keyId, key } of [identity, content]) keys.set(keyId, key);
			known.set(person, { identity, content });
		}
		const before = fresh.filter((_, index) => !taken[index]);
		const unused = before.flatMap(({ identity, content }) => [identity.keyId, content.keyId]);
		await this.#records.delete(unused.map((keyId) => recordKey('key', event, keyId)));
		await Promise.all(before.map(({ person }) => this.refreshPerson(event, person)));
	}

	/** The records whose deletion destroys a person's keys; none when that was done before. */
	async recordsToDestroy(event: EventId, person: PersonId, what: Forgetting): Promise<string[]> {
		const record = recordKey('keys', event, person);
		const value = await this.#records.get(record);
		if (!value) return [];
		const { identity, content } = JSON.parse(value) as KeyIds;
		const doomed = [record, recordKey('key', event, identity)];
		return what === 'everything' ? [...doomed, recordKey('key', event, content)] : doomed;
	}

	/** Drops a person's keys from memory; every node does that when it reads `person_forgotten`. */
	drop(event: EventId, person: PersonId, what: Forgetting): void {
		const loaded = this.#events.get(event);
		const keys = loaded?.persons.get(person);
		if (!loaded || !keys) return;
		loaded.persons.delete(person);
		for (const doomed of what === 'everything' ? [keys.identity, keys.content] : [keys.identity]) {
			if (!doomed) continue;
			loaded.gone.add(doomed.keyId);
			loaded.keys.delete(doomed.keyId);
			doomed.key.fill(0);
		}
	}

	#of(event: EventId): EventKeys {
		const loaded = this.#events.get(event);
		if (!loaded) throw new SealingError(`the keys of event ${event} are not loaded`);
		return loaded;
	}
}

/** Takes `key` records in, except destroyed ones; answers whose identity keys are among them. */
function take({ keys, gone }: EventKeys, records: readonly (readonly [keyId: string, value: string])[]): PersonId[] {
	const persons: PersonId[] = [];
	for (const [keyId, value] of records) {
		if (gone.has(keyId)) continue;
		const { key, person } = JSON.parse(value) as KeyRecord;
		keys.set(keyId, Buffer.from(key, 'base64url'));
		if (person) persons.push(person);
	}
	return persons;
}

/** Makes a person's keys findable, if the identity key is there. */
function link({ keys, persons }: EventKeys, person: PersonId, ids: KeyIds): void {
	const identity = keys.get(ids.identity);
	const content = keys.get(ids.content);
	if (!identity) return;
	persons.set(person, {
		identity: { keyId: ids.identity, key: identity },
		content: content ? { keyId: ids.content, key: content } : null
	});
}
