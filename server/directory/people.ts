import { createHash } from 'node:crypto';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Forgetting } from '#lib/domain/parts.ts';
import { keyIdOf, open, seal } from '#server/events/sealing.ts';
import type { Records } from '#server/store/ports.ts';
import { newCode, normalCode, OPEN_CODE } from './ids.ts';
import type { DirectoryKeyRing } from './key-ring.ts';
import { lastId, recordKey, recordsOf } from './record-keys.ts';

export interface NewListedPerson {
	readonly person: PersonId;
	readonly name: string;
	/** How the organiser's list calls her; finds her again when the list is imported once more. */
	readonly importId?: string;
}

export interface ListedPerson {
	readonly person: PersonId;
	readonly name: string;
	readonly importId: string | null;
	/** Six letters on her badge or card: they identify, they do not authenticate. */
	readonly card: string;
}

export interface ForgottenPerson {
	readonly person: PersonId;
	readonly what: Forgetting;
	/** `pending`: begun; a restart finishes it. */
	readonly state: 'pending' | 'done';
}

/** The `person` record, before it is sealed. */
type Details = Omit<ListedPerson, 'person'>;

const importHash = (importId: string): string => createHash('sha256').update(importId).digest('base64url');

/** Names, cards and keys of the people of an event. Names are sealed with the identity key, so they end with it. */
export class People {
	readonly #records: Records;
	readonly #ring: DirectoryKeyRing;
	readonly #names = new Map<EventId, Map<PersonId, string>>();

	constructor(records: Records, ring: DirectoryKeyRing) {
		this.#records = records;
		this.#ring = ring;
	}

	/**
	 * Adds people with new keys and cards, all durable before this resolves: only then may a fact name them.
	 * May be repeated with the same ids after a crash; who has keys and a card keeps them.
	 * @throws {Error} when one of them was forgotten: her id is not given out again.
	 */
	async add(event: EventId, people: readonly NewListedPerson[]): Promise<ListedPerson[]> {
		const marks = await this.#records.getMany(people.map(({ person }) => recordKey('forget', event, person)));
		const forgotten = people.find((_, index) => marks[index]);
		if (forgotten) throw new Error(`person ${forgotten.person} was forgotten in event ${event}`);

		await this.load(event);
		await this.#ring.add(
			event,
			people.map(({ person }) => person)
		);
		const before = await this.#read(
			event,
			people.map(({ person }) => person)
		);
		const listed = await Promise.all(
			people.map(async ({ person, name, importId = null }) => {
				const card = before.get(person)?.card ?? (await this.#newCard(event, person));
				return { person, name, importId, card };
			})
		);
		await this.#write(event, listed);
		return listed;
	}

	/**
	 * Whose these ids of a list are: as was said before, else `whose` from now on. Durable before this resolves, so that of
	 * two who add one list at the same time both mean the same people.
	 */
	claim(event: EventId, wanted: readonly { importId: string; whose: PersonId }[]): Promise<PersonId[]> {
		return Promise.all(
			wanted.map(async ({ importId, whose }) => {
				const key = recordKey('import', event, importHash(importId));
				if (await this.#records.putIfAbsent(key, whose)) return whose;
				return ((await this.#records.get(key)) as PersonId | null) ?? whose;
			})
		);
	}

	async #newCard(event: EventId, person: PersonId): Promise<string> {
		for (;;) {
			const card = newCode();
			if (await this.#records.putIfAbsent(recordKey('code', event, card), person)) return card;
		}
	}

	async #write(event: EventId, listed: readonly ListedPerson[]): Promise<void> {
		const entries: [string, string][] = [];
		for (const { person, ...details } of listed) {
			const { identity } = this.#ring.keysOf(event, person);
			const sealed = seal(identity, context(event, person), JSON.stringify(details satisfies Details));
			entries.push([recordKey('person', event, person), sealed]);
			if (details.importId !== null) {
				entries.push([recordKey('import', event, importHash(details.importId)), person]);
			}
		}
		await this.#records.putMany(entries);
		const names = this.#names.get(event);
		for (const { person, name } of listed) names?.set(person, name);
	}

	async #read(event: EventId, persons: readonly PersonId[]): Promise<Map<PersonId, Details>> {
		const values = await this.#records.getMany(persons.map((person) => recordKey('person', event, person)));
		return this.#opened(
			event,
			persons.flatMap((person, index) => (values[index] ? [[person, values[index]] as const] : []))
		);
	}

	async #opened(
		event: EventId,
		sealed: readonly (readonly [person: PersonId, sealed: string])[]
	): Promise<Map<PersonId, Details>> {
		await this.#ring.load(event);
		await this.#ring.refresh(
			event,
			sealed.map(([, value]) => keyIdOf(value))
		);
		const details = new Map<PersonId, Details>();
		for (const [person, value] of sealed) {
			const key = this.#ring.keyOf(event, keyIdOf(value));
			if (key) details.set(person, JSON.parse(open(key, context(event, person), value)) as Details);
		}
		return details;
	}

	/** Loads keys and names of an event into memory; needed once before {@link People.nameOf}. */
	async load(event: EventId): Promise<void> {
		if (this.#names.has(event)) return;
		const listed = await this.list(event);
		this.#names.set(event, new Map(listed.map(({ person, name }) => [person, name])));
	}

	/** Drops names and keys of an event from memory. */
	unload(event: EventId): void {
		this.#names.delete(event);
		this.#ring.unload(event);
	}

	/** The name, from memory; null for who is unknown or forgotten. @throws {Error} when the event is not loaded. */
	nameOf(event: EventId, person: PersonId): string | null {
		const names = this.#names.get(event);
		if (!names) throw new Error(`the names of event ${event} are not loaded`);
		return names.get(person) ?? null;
	}

	/** Reads names again that another node wrote (`person_added`, `person_renamed`). */
	async refresh(event: EventId, persons: readonly PersonId[]): Promise<void> {
		await this.load(event);
		const details = await this.#read(event, persons);
		const names = this.#names.get(event);
		for (const person of persons) {
			const name = details.get(person)?.name;
			if (name === undefined) names?.delete(person);
			else names?.set(person, name);
		}
	}

	/** Everybody of an event who is not forgotten, in no order that means anything. */
	async list(event: EventId): Promise<ListedPerson[]> {
		const records = await this.#records.list(recordsOf('person', event));
		const details = await this.#opened(
			event,
			records.map(({ key, value }) => [lastId(key) as PersonId, value])
		);
		return [...details].map(([person, rest]) => ({ person, ...rest }));
	}

	/** One person, read from the store; null for who is unknown or forgotten. */
	async get(event: EventId, person: PersonId): Promise<ListedPerson | null> {
		const details = (await this.#read(event, [person])).get(person);
		return details ? { person, ...details } : null;
	}

	/** Answers false for who is unknown or forgotten. Append `person_renamed` after it. */
	async rename(event: EventId, person: PersonId, name: string): Promise<boolean> {
		const listed = await this.get(event, person);
		if (!listed) return false;
		await this.#write(event, [{ ...listed, name }]);
		return true;
	}

	byImportId(event: EventId, importId: string): Promise<PersonId | null> {
		return this.#records.get(recordKey('import', event, importHash(importId))) as Promise<PersonId | null>;
	}

	/** In the order of the ids. */
	byImportIds(event: EventId, importIds: readonly string[]): Promise<(PersonId | null)[]> {
		const keys = importIds.map((importId) => recordKey('import', event, importHash(importId)));
		return this.#records.getMany(keys) as Promise<(PersonId | null)[]>;
	}

	/** Whose card that is; for roles that are trusted with cards. Others go through `links.tryCode`, which counts. */
	async byCard(event: EventId, typed: string): Promise<PersonId | null> {
		const card = normalCode(typed);
		const person = card && (await this.#records.get(recordKey('code', event, card)));
		return person && person !== OPEN_CODE ? (person as PersonId) : null;
	}

	/** Notes that a forgetting has begun, durable before this resolves. What was asked before is never made less. */
	async markForgetting(event: EventId, person: PersonId, what: Forgetting): Promise<void> {
		const before = await this.#mark(event, person);
		if (before?.what === what || before?.what === 'everything') return;
		await this.#setMark({ person, what, state: 'pending' }, event);
	}

	/**
	 * Destroys the keys, and deletes names, import ids and cards. May be repeated.
	 * `identity`: the texts stay readable, but nothing says any more whose they are.
	 */
	async destroyKeys(event: EventId, people: readonly PersonId[], what: Forgetting): Promise<void> {
		const theirs = new Set<string>(people);
		const doomed = people.map((person) => recordKey('person', event, person));
		for (const person of people) doomed.push(...(await this.#ring.recordsToDestroy(event, person, what)));
		// By what they point to: an import that was cut off may have left a card that her record does not name.
		for (const kind of ['code', 'import'] as const) {
			const records = await this.#records.list(recordsOf(kind, event));
			doomed.push(...records.filter(({ value }) => theirs.has(value)).map(({ key }) => key));
		}
		// One deletion: half of it would leave a card or an import id that nobody could find again.
		await this.#records.delete(doomed);
		for (const person of people) this.drop(event, person, what);
	}

	/** Drops keys and name from memory; every node does that when it reads `person_forgotten`. */
	drop(event: EventId, person: PersonId, what: Forgetting): void {
		this.#ring.drop(event, person, what);
		this.#names.get(event)?.delete(person);
	}

	/** The last step: the files are purged, nothing of it is left to do. */
	async markForgotten(event: EventId, person: PersonId): Promise<void> {
		const mark = await this.#mark(event, person);
		if (mark) await this.#setMark({ ...mark, state: 'done' }, event);
	}

	/** Forgettings that were cut off: do their steps again. */
	async forgottenPending(event: EventId): Promise<ForgottenPerson[]> {
		return (await this.forgotten(event)).filter(({ state }) => state === 'pending');
	}

	/** All that were forgotten or are about to be: to be applied again after a backup was restored. */
	async forgotten(event: EventId): Promise<ForgottenPerson[]> {
		const records = await this.#records.list(recordsOf('forget', event));
		return records.map(({ value }) => JSON.parse(value) as ForgottenPerson);
	}

	async #mark(event: EventId, person: PersonId): Promise<ForgottenPerson | null> {
		const value = await this.#records.get(recordKey('forget', event, person));
		return value === null ? null : (JSON.parse(value) as ForgottenPerson);
	}

	#setMark(mark: ForgottenPerson, event: EventId): Promise<void> {
		return this.#records.put(recordKey('forget', event, mark.person), JSON.stringify(mark));
	}
}

const context = (event: EventId, person: PersonId): string => `${event}\n${person}\ndirectory`;
