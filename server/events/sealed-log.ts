import { personChannel, subjectOf } from '#lib/domain/channel.ts';
import type { ChannelFact, Commit, Fact } from '#lib/domain/facts.ts';
import { PERSONAL } from '#lib/domain/facts.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { LogStore, StoredCommit } from '#server/store/ports.ts';
import type { Draft, EventAppended, EventLog, KeyRing } from './event-log.ts';
import { fieldsOf, withFields } from './fields.ts';
import { keyIdOf, open, seal, SealingError, type SealingKey } from './sealing.ts';

/** A ring that can look up what another node added. Without these, an unknown key counts as destroyed at once. */
export interface RefreshableKeyRing extends KeyRing {
	refresh?(event: EventId, keyIds: readonly string[]): Promise<void>;
	refreshPerson?(event: EventId, person: PersonId): Promise<void>;
}

/** One fact as it is stored. */
type Part =
	/** `s`: the personal fields, sealed together. */
	| { readonly c: ChannelFact['channel']; readonly f: Fact; readonly s?: string }
	/** A fact of a `person:` channel, sealed whole: not even whose it is stands in the log. */
	| { readonly p: string };

/** What stands in the store, as compact JSON. */
interface Envelope {
	readonly seq: number;
	readonly at: number;
	readonly commandId: string;
	/** Sealed; absent for the program itself. */
	readonly actor?: string;
	readonly parts: readonly Part[];
}

/**
 * The log of facts over a store that never sees what is personal.
 *
 * Personal fields (`PERSONAL`) are sealed with a key of the fact's owner, facts on `person:` channels whole, the
 * actor too. A destroyed key leaves fields null, parts out and the actor null. The owner of a fact is not kept:
 * it would say who wrote an idea.
 */
export class SealedLog implements EventLog {
	readonly #log: LogStore;
	readonly #ring: RefreshableKeyRing;

	constructor(log: LogStore, ring: RefreshableKeyRing) {
		this.#log = log;
		this.#ring = ring;
	}

	/**
	 * @throws {SealingError} when a key is missing or a personal field has no owner: nothing is written unsealed.
	 * @throws {StoreUnavailableError} see {@link LogStore.append}
	 */
	append(event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended> {
		let body: string;
		try {
			// In this very turn, so that appends that are called one after the other reach the store in that order.
			body = this.#seal(event, expectedSeq + 1, draft);
		} catch (error) {
			return this.#appendLate(event, expectedSeq, draft, error);
		}
		return this.#write(event, expectedSeq, draft.commandId, body);
	}

	/** A person is not in the ring: another node may have added her a moment ago. */
	async #appendLate(event: EventId, expectedSeq: number, draft: Draft, error: unknown): Promise<EventAppended> {
		const persons = draft.facts.flatMap((fact) => ownerOf(fact) ?? []);
		const unknown = new Set([...persons, ...(draft.actor === null ? [] : [draft.actor])]);
		for (const person of unknown) if (this.#knows(event, person)) unknown.delete(person);
		if (!this.#ring.refreshPerson || unknown.size === 0) throw error;
		await Promise.all([...unknown].map((person) => this.#ring.refreshPerson!(event, person)));
		return this.#write(event, expectedSeq, draft.commandId, this.#seal(event, expectedSeq + 1, draft));
	}

	#knows(event: EventId, person: PersonId): boolean {
		try {
			return this.#ring.keysOf(event, person) !== null;
		} catch {
			return false; // the ring has no other way to say it
		}
	}

	async #write(event: EventId, expectedSeq: number, commandId: string, body: string): Promise<EventAppended> {
		const answer = await this.#log.append(event, expectedSeq, commandId, body);
		if (answer.kind !== 'conflict') return answer;
		return { kind: 'conflict', missing: await this.#openAll(event, answer.missing) };
	}

	async read(event: EventId, afterSeq: number): Promise<Commit[]> {
		return this.#openAll(event, await this.#log.read(event, afterSeq));
	}

	#seal(event: EventId, seq: number, { at, commandId, actor, facts }: Draft): string {
		const place = (use: string) => `${event}\n${commandId}\n${use}`;
		const identity = (person: PersonId) => this.#ring.keysOf(event, person).identity;
		const parts = facts.map((one): Part => {
			const { channel, fact } = one;
			if (channel.startsWith('person:')) {
				const person = subjectOf(channel) as PersonId;
				return { p: seal(identity(person), place('person'), JSON.stringify([person, fact])) };
			}
			const personal = PERSONAL[fact.type];
			if (!personal) return { c: channel, f: fact };
			const key = this.#keyFor(event, one, personal.key);
			const fields = fieldsOf(fact, personal.fields);
			const sealed = seal(key, place(fact.type), JSON.stringify(fields));
			return { c: channel, f: withFields(fact, personal.fields, undefined), s: sealed };
		});
		const sealedActor = actor === null ? {} : { actor: seal(identity(actor), place('actor'), actor) };
		return JSON.stringify({ seq, at, commandId, ...sealedActor, parts } satisfies Envelope);
	}

	#keyFor(event: EventId, one: ChannelFact, kind: 'identity' | 'content'): SealingKey {
		const owner = ownerOf(one);
		if (owner === null) throw new SealingError(`${one.fact.type} has personal fields and no owner`);
		const key = this.#ring.keysOf(event, owner)[kind];
		if (!key) throw new SealingError(`person ${owner} has no ${kind} key in event ${event}`);
		return key;
	}

	async #openAll(event: EventId, stored: readonly StoredCommit[]): Promise<Commit[]> {
		const envelopes = stored.map(({ body }) => JSON.parse(body) as Envelope);
		if (this.#ring.refresh) {
			const unknown = new Set(envelopes.flatMap(keyIdsIn).filter((keyId) => !this.#ring.keyOf(event, keyId)));
			if (unknown.size > 0) await this.#ring.refresh(event, [...unknown]);
		}
		return envelopes.map((envelope) => this.#open(event, envelope));
	}

	#open(event: EventId, { seq, at, commandId, actor, parts }: Envelope): Commit {
		const opened = (sealed: string, use: string): string | null => {
			const key = this.#ring.keyOf(event, keyIdOf(sealed));
			return key && open(key, `${event}\n${commandId}\n${use}`, sealed);
		};
		const facts = parts.flatMap((part): ChannelFact[] => {
			if ('p' in part) {
				const text = opened(part.p, 'person');
				if (text === null) return [];
				const [person, fact] = JSON.parse(text) as [PersonId, Fact];
				return [{ channel: personChannel(person), fact }];
			}
			const { c: channel, f: fact, s: sealed } = part;
			if (sealed === undefined) return [{ channel, fact }];
			const text = opened(sealed, fact.type);
			const names = PERSONAL[fact.type]?.fields ?? [];
			const fields = text === null ? null : (JSON.parse(text) as Record<string, unknown>);
			return [{ channel, fact: withFields(fact, fields ? Object.keys(fields) : names, fields) }];
		});
		const openedActor = actor === undefined ? null : (opened(actor, 'actor') as PersonId | null);
		return { seq, at, commandId, actor: openedActor, facts };
	}
}

/** Whose key seals the fact: the person of its channel, the owner that the caller named, or whom it is about. */
function ownerOf({ channel, fact, owner }: ChannelFact): PersonId | null {
	if (channel.startsWith('person:')) return subjectOf(channel) as PersonId;
	if (!PERSONAL[fact.type]) return null;
	if (owner !== undefined) return owner;
	if (!('person' in fact)) return null;
	return typeof fact.person === 'string' ? fact.person : fact.person.id;
}

function keyIdsIn({ actor, parts }: Envelope): string[] {
	const sealed = parts.flatMap((part) => ('p' in part ? [part.p] : part.s === undefined ? [] : [part.s]));
	return (actor === undefined ? sealed : [actor, ...sealed]).map(keyIdOf);
}
