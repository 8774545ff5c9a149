import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import type { Role } from '#lib/domain/people/person.ts';
import type { Records } from '#server/store/ports.ts';
import { hashOf, newCode, newToken, normalCode, OPEN_CODE } from './ids.ts';
import { lastId, recordKey, recordsOf } from './record-keys.ts';
import { WrongTries, type Door, type Trier } from './tries.ts';

/**
 * - `role`: gives a role (facilitator, screen, …); may be bound to a person
 * - `personal`: one person's own link, reusable
 * - `open`: for everybody, into the lobby
 */
export type LinkKind = 'role' | 'personal' | 'open';

export interface NewLink {
	readonly kind: LinkKind;
	readonly role: Role;
	readonly person: PersonId | null;
	/** What it is for, in the organiser's words, such as "screen in the foyer". Not personal. */
	readonly label: string | null;
}

export interface Link extends NewLink {
	/** The hash of the token: enough to revoke the link, not to use it. */
	readonly id: string;
	readonly event: EventId;
	readonly createdAt: EpochMs;
}

export type CodeAnswer =
	| { readonly kind: 'person'; readonly person: PersonId }
	/** The code of the open link. */
	| { readonly kind: 'open' }
	| { readonly kind: 'unknown' }
	/** Too many wrong tries: right and wrong codes get this same answer. Links and QR codes go on. */
	| { readonly kind: 'wait' };

/** Links into an event, of which only hashes are stored, and six-letter codes with counted tries. */
export class Links {
	readonly #records: Records;
	readonly #tries: WrongTries;

	constructor(records: Records) {
		this.#records = records;
		this.#tries = new WrongTries(records);
	}

	/** Creates one link. The token is told once; it cannot be read again. */
	async create(event: EventId, link: NewLink, now: EpochMs): Promise<{ token: string; link: Link }> {
		const [created] = await this.createMany(event, [link], now);
		return created!;
	}

	/** A link that is in force once it is kept: its id can be written down before, so that whatever fails can be undone. */
	prepare(event: EventId, link: NewLink, now: EpochMs): { token: string; link: Link } {
		const token = newToken();
		return { token, link: { ...link, id: hashOf(token), event, createdAt: now } };
	}
	async keep(link: Link): Promise<void> {
		await this.#keepAll([link]);
	}

	/** Creates links in one write, such as one for each person of a list. */
	async createMany(event: EventId, links: readonly NewLink[], now: EpochMs): Promise<{ token: string; link: Link }[]> {
		const created = links.map((link) => this.prepare(event, link, now));
		await this.#keepAll(created.map(({ link }) => link));
		return created;
	}

	#keepAll(links: readonly Link[]): Promise<void> {
		return this.#records.putMany(
			links.flatMap((link): [string, string][] => [
				[recordKey('link', link.id), JSON.stringify(link)],
				[recordKey('link_of', link.event, link.id), '']
			])
		);
	}

	/** What a token stands for; null when it is unknown or revoked. */
	async resolve(token: string): Promise<Link | null> {
		const value = await this.#records.get(recordKey('link', hashOf(token)));
		return value === null ? null : (JSON.parse(value) as Link);
	}

	/** The links of an event, oldest first. */
	async list(event: EventId): Promise<Link[]> {
		const ids = (await this.#records.list(recordsOf('link_of', event))).map(({ key }) => lastId(key));
		const values = await this.#records.getMany(ids.map((id) => recordKey('link', id)));
		return values
			.flatMap((value) => (value === null ? [] : [JSON.parse(value) as Link]))
			.sort((a, b) => a.createdAt - b.createdAt);
	}

	/**
	 * Ends links of this event; those of another one, and unknown ones, are left alone. Answers those that were ended.
	 * Who came in by them stays signed in until `sessions.removeByLinks`.
	 */
	async revoke(event: EventId, ids: readonly string[]): Promise<string[]> {
		const values = await this.#records.getMany(ids.map((id) => recordKey('link', id)));
		const own = ids.filter((_, index) => {
			const value = values[index] ?? null;
			return value !== null && (JSON.parse(value) as Link).event === event;
		});
		await this.#records.delete(own.flatMap((id) => [recordKey('link', id), recordKey('link_of', event, id)]));
		return own;
	}

	/** The ids of these people's personal and role links, oldest first. */
	async ofPeople(event: EventId, people: ReadonlySet<PersonId>): Promise<string[]> {
		return (await this.list(event)).filter(({ person }) => person !== null && people.has(person)).map(({ id }) => id);
	}

	/** A code for those who have no link: it stands for the open link. */
	async createOpenCode(event: EventId): Promise<string> {
		for (;;) {
			const code = newCode();
			if (await this.#records.putIfAbsent(recordKey('code', event, code), OPEN_CODE)) return code;
		}
	}

	/** Ends an open code; a card code stays. */
	async revokeOpenCode(event: EventId, code: string): Promise<void> {
		const key = recordKey('code', event, code);
		if ((await this.#records.get(key)) === OPEN_CODE) await this.#records.delete([key]);
	}

	/**
	 * Looks a typed code up. Five wrong ones a minute from one browser, fifty in one event; then `wait` for all.
	 * @param trier an id that the server gave to the browser, never one that it sends by itself
	 */
	async tryCode(event: EventId, typed: string, trier: Trier, now: EpochMs): Promise<CodeAnswer> {
		const { answer } = await this.#try(event, [event], typed, trier, now);
		return answer;
	}

	/**
	 * Looks a typed code up in several events at once, as one try. An open code goes before a card's that happens to
	 * be the same. `event` is null when the code was not found, or not looked for.
	 * @param events those that can be joined now, the most wanted first
	 */
	tryCodeAmong(
		events: readonly EventId[],
		typed: string,
		trier: Trier,
		now: EpochMs
	): Promise<{ event: EventId | null; answer: CodeAnswer }> {
		return this.#try('instance', events, typed, trier, now);
	}

	async #try(
		door: Door,
		events: readonly EventId[],
		typed: string,
		trier: Trier,
		now: EpochMs
	): Promise<{ event: EventId | null; answer: CodeAnswer }> {
		const giveBack = await this.#tries.take(door, trier, now);
		if (!giveBack) return { event: null, answer: { kind: 'wait' } };
		const code = normalCode(typed);
		const keys = code === null ? [] : events.map((event) => recordKey('code', event, code));
		const targets = await this.#records.getMany(keys).catch(async (fault: unknown) => {
			await giveBack(); // nobody knows whether it was wrong
			throw fault;
		});
		const open = targets.indexOf(OPEN_CODE);
		const found = open >= 0 ? open : targets.findIndex((target) => target !== null);
		const target = targets[found] ?? null;
		if (target === null) return { event: null, answer: { kind: 'unknown' } };
		await giveBack();
		const answer: CodeAnswer = target === OPEN_CODE ? { kind: 'open' } : { kind: 'person', person: target as PersonId };
		return { event: events[found]!, answer };
	}
}
