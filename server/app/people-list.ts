/** A list of people for an event that is there already: who of it is new, and adding them, all or none. */
import type { Actor, Command, NewPerson, Refusal } from '#lib/domain/commands.ts';
import { decide } from '#lib/domain/decide.ts';
import type { Attendance } from '#lib/domain/event/event-card.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { newPersonId, type Directory } from '../directory/directory.ts';
import type { ListedPerson } from '../directory/people.ts';
import type { OpenEvent } from '../events/open-event.ts';
import {
	fault,
	isNameId,
	likenessKey,
	verdictOf,
	type ImportedPerson,
	type PeopleImport,
	type readPeopleApart,
	type Verdict
} from '../import/index.ts';
import { isMadeUp, newcomer } from './event-maker.ts';

export interface ListWish {
	/** Name of the file, for its faults. */
	readonly file: string;
	/** Values offered for missing columns are accepted. */
	readonly acceptOffers: boolean;
	/** Offered where the list does not say how people take part. */
	readonly attendance: Attendance;
}

/** What a list would do; nobody was added. */
export interface LookedAtList {
	/** With the event's own fault (`people_many`, `people_at_once`) among its faults. */
	readonly read: PeopleImport;
	readonly verdict: Verdict;
	readonly fresh: readonly ImportedPerson[];
	/** Rows of people who are there: they stay as they are. */
	readonly there: readonly { readonly row: ImportedPerson; readonly person: PersonId }[];
	/** Of the fresh ones: those whose name somebody has who came with another id. */
	readonly alike: readonly ImportedPerson[];
}

export interface PeopleListsOptions {
	directory: Directory;
	/** Reads in a thread of its own. */
	read: typeof readPeopleApart;
}

/** One after the other for an event: reading takes a thread, and adding looks at who was added before. */
export class PeopleLists {
	readonly #directory: Directory;
	readonly #read: typeof readPeopleApart;
	readonly #busy = new Set<EventId>();

	constructor({ directory, read }: PeopleListsOptions) {
		this.#directory = directory;
		this.#read = read;
	}

	/** Does it unless a list of the event is being read already; null then. */
	async inTurn<T>(event: EventId, work: () => Promise<T>): Promise<T | null> {
		if (this.#busy.has(event)) return null;
		this.#busy.add(event);
		return work().finally(() => this.#busy.delete(event));
	}

	async look(opened: OpenEvent, list: Uint8Array, wish: ListWish): Promise<LookedAtList> {
		const { event, runtime } = opened;
		// What another node has added is there, too.
		await runtime.catchUp();
		const card = everyoneOf(runtime.state).card;
		const listed = await this.#directory.people.list(event);
		const read = await this.#read(list, {
			...wish,
			language: card?.languages[0] ?? 'en',
			topics: card?.topics.map(({ id }) => id) ?? [],
			otherIds: listed.flatMap(({ importId }) => importId ?? []),
			idsByName: true
		});
		const given = await this.#directory.people.byImportIds(
			event,
			read.people.map(({ id }) => id)
		);
		const { people } = deskOf(runtime.state);
		const here = listed.filter(({ person }) => isKnownTo(opened, person));
		const matched = match(
			read,
			given.map((person) => (person !== null && isKnownTo(opened, person) ? person : null)),
			here,
			(person) => people[person]!.participation === 'waiting'
		);
		const faults = [...tooMany(Object.keys(people).length, matched.fresh.length, wish.file), ...read.faults];
		return { ...matched, read: { ...read, faults }, verdict: verdictOf(faults) };
	}

	/**
	 * Adds who is new: names and keys first, then the one commit. A repetition with the same id adds nobody, and answers
	 * whom the first one added.
	 * @throws {LogBusyError} when the log does not answer: repeat with the same id
	 */
	async add(
		opened: OpenEvent,
		{ fresh, there }: Pick<LookedAtList, 'fresh' | 'there'>,
		by: { commandId: string; actor: Actor }
	): Promise<Result<PersonId[], Refusal>> {
		const { event, runtime } = opened;
		const { people } = this.#directory;
		const { commandId, actor } = by;
		const may = decide(runtime.state, { type: 'add_people', people: [] }, { actor, now: 0, commandId });
		if (!may.ok) return may;
		// Who is there by her name is found by the list's id from now on, also under a new name.
		await people.claim(
			event,
			there
				.filter(({ person }) => isKnownTo(opened, person))
				.map(({ row, person }) => ({ importId: row.id, whose: person }))
		);
		const claimed = await people.claim(
			event,
			fresh.map(({ id }) => ({ importId: id, whose: newPersonId() }))
		);
		const rows = fresh.map((row, index) => ({ row, person: claimed[index]! }));
		for (;;) {
			const known = deskOf(runtime.state).people;
			const left = rows.filter(({ person }) => !Object.hasOwn(known, person));
			const command = await this.#named(event, left, there);
			const done = await runtime.submit(commandId, command, actor);
			// Somebody else has added some of them meanwhile: they are there, and no longer new.
			if (!done.ok && done.error.code === 'id_taken') continue;
			if (!done.ok) {
				if (done.error.code === 'event_closed') await this.#unname(opened, left);
				return done;
			}
			return ok(done.value.already ? await addedBy(opened, done.value.seq, commandId) : left.map((row) => row.person));
		}
	}

	/** It was closed in this moment: nobody can be added any more, so these names stand for nobody. */
	async #unname({ event, runtime }: OpenEvent, rows: readonly { person: PersonId }[]): Promise<void> {
		const { people } = deskOf(runtime.state);
		const nobody = rows.map(({ person }) => person).filter((person) => !Object.hasOwn(people, person));
		await this.#directory.people.destroyKeys(event, nobody, 'everything');
	}

	/** The command for people whose names and keys are durable. */
	async #named(
		event: EventId,
		rows: readonly { row: ImportedPerson; person: PersonId }[],
		there: LookedAtList['there']
	): Promise<Command & { type: 'add_people' }> {
		const { people } = this.#directory;
		await people.add(
			event,
			rows.map(({ row, person }) => ({ person, name: row.name, importId: row.id }))
		);
		const ids = new Map([
			...(await people.list(event)).flatMap(({ importId, person }) =>
				importId === null ? [] : [[importId, person] as const]
			),
			...[...there, ...rows].map(({ row, person }) => [row.id, person] as const)
		]);
		return { type: 'add_people', people: rows.map(({ row }): NewPerson => newcomer(row, ids, null)) };
	}
}

/**
 * Who is there: the same id; or the same name, where one of the two has no id of her own. Two ids are two people, whatever
 * their names. Who waits at the door has typed a name that nobody has checked, and is nobody of the list yet.
 */
function match(
	{ people, columns }: PeopleImport,
	given: readonly (PersonId | null)[],
	here: readonly ListedPerson[],
	isAtDoor: (person: PersonId) => boolean
): Pick<LookedAtList, 'fresh' | 'there' | 'alike'> {
	const named = Map.groupBy(here, ({ name }) => likenessKey(name));
	const taken = new Set(given);
	const without = columns.missing.includes('id');
	const fresh: ImportedPerson[] = [];
	const alike: ImportedPerson[] = [];
	const there: { row: ImportedPerson; person: PersonId }[] = [];
	for (const [index, row] of people.entries()) {
		const same = (named.get(likenessKey(row.name)) ?? []).filter(
			({ person }) => !taken.has(person) && !isAtDoor(person)
		);
		const person = given[index] ?? same.find(({ importId }) => without || !isOwnId(importId))?.person ?? null;
		if (person === null) {
			fresh.push(row);
			if (named.has(likenessKey(row.name))) alike.push(row);
			continue;
		}
		taken.add(person);
		there.push({ row, person });
	}
	return { fresh, there, alike };
}

/** Somebody may have had herself forgotten while a list was read: nothing ties a row to her again. */
function isKnownTo({ runtime }: OpenEvent, person: PersonId): boolean {
	const { people } = deskOf(runtime.state);
	return Object.hasOwn(people, person) && !people[person]!.forgotten;
}

/** An organiser's list gave it. */
const isOwnId = (importId: string | null): boolean => importId !== null && !isNameId(importId) && !isMadeUp(importId);

/** As many as a café has that the planner is made for; more at once is more likely a mistake. */
const AT_ONCE = 2_000;
const IN_ALL = 5_000;

function tooMany(there: number, fresh: number, file: string) {
	if (fresh > AT_ONCE) return [fault('people_at_once', { file }, `${fresh}`, { fresh, limit: AT_ONCE })];
	if (fresh === 0 || there + fresh <= IN_ALL) return [];
	return [fault('people_many', { file }, `${there} + ${fresh}`, { there, fresh, limit: IN_ALL })];
}

/** Whom the command of that id had added; nobody when it added nobody. */
async function addedBy({ runtime }: OpenEvent, seq: number, commandId: string): Promise<PersonId[]> {
	const [commit] = seq > 0 ? await runtime.read(seq - 1, 1) : [];
	if (commit?.commandId !== commandId) return [];
	return commit.facts.flatMap(({ fact }) => (fact.type === 'person_added' ? [fact.person.id] : []));
}
