import { personChannel, personIn } from '#lib/domain/channel.ts';
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

/** Facts that are sealed in one piece before the event loop gets a turn: about 1 ms. */
const SEALED_AT_ONCE = 200;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

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
	/** Events with appends that wait for their turn: resolves when the last of them was handed to the store. */
	readonly #handedOver = new Map<EventId, Promise<void>>();

	constructor(log: LogStore, ring: RefreshableKeyRing) {
		this.#log = log;
		this.#ring = ring;
	}

	/**
	 * Appends reach the store in the order of the calls.
	 * @throws {SealingError} when a key is missing or a personal field has no owner: nothing is written unsealed.
	 * @throws {StoreUnavailableError} see {@link LogStore.append}
	 */
	append(event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended> {
		if (this.#handedOver.has(event) || draft.facts.length > SEALED_AT_ONCE)
			return this.#appendInTurn(event, expectedSeq, draft);
		let body: string;
		try {
			body = this.#seal(event, expectedSeq + 1, draft);
		} catch (error) {
			return this.#appendLate(event, expectedSeq, draft, error);
		}
		return this.#write(event, expectedSeq, draft.commandId, body);
	}

	/** The bell of 2,000 people is sealed piece by piece; what is appended meanwhile stays behind it. */
	async #appendInTurn(event: EventId, expectedSeq: number, draft: Draft): Promise<EventAppended> {
		const before = this.#handedOver.get(event);
		const { promise: handedOver, resolve: goOn } = Promise.withResolvers<void>();
		this.#handedOver.set(event, handedOver);
		let answer: Promise<EventAppended>;
		try {
			await before;
			const body = await this.#sealInPieces(event, expectedSeq + 1, draft);
			answer = this.#write(event, expectedSeq, draft.commandId, body);
		} catch (error) {
			answer = this.#appendLate(event, expectedSeq, draft, error);
		}
		if (this.#handedOver.get(event) === handedOver) this.#handedOver.delete(event);
		goOn();
		return answer;
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

	async read(event: EventId, afterSeq: number, limit?: number): Promise<Commit[]> {
		return this.#openAll(event, await this.#log.read(event, afterSeq, limit));
	}

	async #sealInPieces(event: EventId, seq: number, draft: Draft): Promise<string> {
		const parts: Part[] = [];
		for (let from = 0; from < draft.facts.length; from += SEALED_AT_ONCE) {
			if (from > 0) await nextTurn();
			parts.push(...this.#sealFacts(event, draft.commandId, draft.facts.slice(from, from + SEALED_AT_ONCE)));
		}
		return this.#envelope(event, seq, draft, parts);
	}

	#seal(event: EventId, seq: number, draft: Draft): string {
		return this.#envelope(event, seq, draft, this.#sealFacts(event, draft.commandId, draft.facts));
	}

	#sealFacts(event: EventId, commandId: string, facts: readonly ChannelFact[]): Part[] {
		return facts.map((one): Part => {
			const { channel, fact } = one;
			const person = personIn(channel);
			if (person !== null) {
				const key = this.#ring.keysOf(event, person).identity;
				return { p: seal(key, place(event, commandId, 'person'), JSON.stringify([person, fact])) };
			}
			const personal = PERSONAL[fact.type];
			if (!personal) return { c: channel, f: fact };
			const key = this.#keyFor(event, one, personal.key);
			const fields = fieldsOf(fact, personal.fields);
			const sealed = seal(key, place(event, commandId, fact.type), JSON.stringify(fields));
			return { c: channel, f: withFields(fact, personal.fields, undefined), s: sealed };
		});
	}

	#envelope(event: EventId, seq: number, { at, commandId, actor }: Draft, parts: Part[]): string {
		if (actor === null) return JSON.stringify({ seq, at, commandId, parts } satisfies Envelope);
		const sealed = seal(this.#ring.keysOf(event, actor).identity, place(event, commandId, 'actor'), actor);
		return JSON.stringify({ seq, at, commandId, actor: sealed, parts } satisfies Envelope);
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
			return key && open(key, place(event, commandId, use), sealed);
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

/** Where a sealed value belongs: it opens nowhere else. */
const place = (event: EventId, commandId: string, use: string): string => `${event}\n${commandId}\n${use}`;

/** Whose key seals the fact: the person of its channel, the owner that the caller named, or whom it is about. */
function ownerOf({ channel, fact, owner }: ChannelFact): PersonId | null {
	const person = personIn(channel);
	if (person !== null) return person;
	if (!PERSONAL[fact.type]) return null;
	if (owner !== undefined) return owner;
	if (!('person' in fact)) return null;
	return typeof fact.person === 'string' ? fact.person : fact.person.id;
}

function keyIdsIn({ actor, parts }: Envelope): string[] {
	const sealed = parts.flatMap((part) => ('p' in part ? [part.p] : part.s === undefined ? [] : [part.s]));
	return (actor === undefined ? sealed : [actor, ...sealed]).map(keyIdOf);
}
