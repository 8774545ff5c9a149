import { createHmac } from 'node:crypto';
import type { EventId, PersonId, TableId } from '#lib/domain/ids.ts';

export type RoomKind = 'stage' | 'table';

const PREFIX = { stage: 'st_', table: 'tb_' } as const;
const TAG_CHARACTERS = 8;
const PREFIX_CHARACTERS = 3;

const digest = (secret: string, words: readonly (string | number | null)[], bytes: number): string =>
	createHmac('sha256', secret).update(JSON.stringify(words)).digest().subarray(0, bytes).toString('base64url');

/** Marks the rooms of one event for the holder of the secret; to others it is noise. */
export const tagOf = (secret: string, event: EventId): string => digest(secret, ['tag', event], 6);

/**
 * The name of a room: kind, the event's tag, 160 bits that only the holder of the secret can compute. The same on
 * every node and after every restart; another one for every version and re-key, so that no name is used twice.
 */
export function roomName(
	secret: string,
	event: EventId,
	kind: RoomKind,
	table: TableId | null,
	version: number,
	rekey: number
): string {
	return PREFIX[kind] + tagOf(secret, event) + secretPart(secret, event, kind, table, version, rekey);
}

const secretPart = (secret: string, event: EventId, ...words: (string | number | null)[]): string =>
	digest(secret, ['room', event, ...words], 20);

/** Who somebody is in LiveKit: random-looking, the same in all rooms of an event, another one in the next event. */
export const identityOf = (secret: string, event: EventId, person: PersonId): string =>
	digest(secret, ['identity', event, person], 16);

/** Who an entry without a person is in LiveKit: nobody's identity, and no way back to the entry. */
export const onlookerIdentityOf = (secret: string, event: EventId, entry: string): string =>
	digest(secret, ['onlooker', event, entry], 16);

interface EventNames {
	readonly tag: string;
	readonly rooms: Map<string, string>;
	readonly identities: Map<PersonId, string>;
	readonly people: Map<string, PersonId>;
	/** By entry. */
	readonly onlookers: Map<string, string>;
	/** Their identities: none of them is a person's. */
	readonly strangers: Set<string>;
}

/** The same names, computed once each: a pass over 2,000 people must not cost 2,000 digests. */
export class MediaNames {
	readonly #secret: string;
	readonly #events = new Map<EventId, EventNames>();

	/** @param secret durable and the same on all nodes; at least 32 characters */
	constructor(secret: string) {
		if (secret.length < 32) throw new RangeError(`secret must be at least 32 characters, got ${secret.length}`);
		this.#secret = secret;
	}

	room(event: EventId, kind: RoomKind, table: TableId | null, version: number, rekey: number): string {
		const { rooms, tag } = this.#of(event);
		const key = `${kind} ${version} ${rekey} ${table}`;
		let name = rooms.get(key);
		if (!name) {
			name = PREFIX[kind] + tag + secretPart(this.#secret, event, kind, table, version, rekey);
			rooms.set(key, name);
		}
		return name;
	}

	identity(event: EventId, person: PersonId): string {
		const { identities, people } = this.#of(event);
		let identity = identities.get(person);
		if (!identity) {
			identity = identityOf(this.#secret, event, person);
			identities.set(person, identity);
			people.set(identity, person);
		}
		return identity;
	}

	/** Whose identity it is, among `people` and those asked for before; null when it is nobody's. */
	person(event: EventId, identity: string, people: Iterable<PersonId>): PersonId | null {
		const { people: known, strangers } = this.#of(event);
		if (strangers.has(identity)) return null;
		// A full look only for a stranger: identities are computed when a token is minted, perhaps on another node.
		if (!known.has(identity)) for (const person of people) this.identity(event, person);
		return known.get(identity) ?? null;
	}

	/** @param entry a signed-in link that nobody stands behind: an observer's, a room screen's */
	onlooker(event: EventId, entry: string): string {
		const { onlookers, strangers } = this.#of(event);
		let identity = onlookers.get(entry);
		if (!identity) {
			identity = onlookerIdentityOf(this.#secret, event, entry);
			onlookers.set(entry, identity);
			strangers.add(identity);
		}
		return identity;
	}

	/** Whether the entry's identity was asked for here: only then it can be in a room that this node knows of. */
	knowsOnlooker(event: EventId, entry: string): boolean {
		return this.#events.get(event)?.onlookers.has(entry) ?? false;
	}

	/** Whether a room of the media server is one of this event (of this instance). */
	isOf(event: EventId, name: string): boolean {
		return tagIn(name) === this.#of(event).tag;
	}

	/** Frees the memory of an event that is over. */
	forget(event: EventId): void {
		this.#events.delete(event);
	}

	#of(event: EventId) {
		let known = this.#events.get(event);
		if (!known) {
			known = {
				tag: tagOf(this.#secret, event),
				rooms: new Map(),
				identities: new Map(),
				people: new Map(),
				onlookers: new Map(),
				strangers: new Set()
			};
			this.#events.set(event, known);
		}
		return known;
	}
}

function tagIn(name: string): string | null {
	const ours = name.startsWith(PREFIX.stage) || name.startsWith(PREFIX.table);
	return ours ? name.slice(PREFIX_CHARACTERS, PREFIX_CHARACTERS + TAG_CHARACTERS) : null;
}
