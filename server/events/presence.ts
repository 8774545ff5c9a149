import type { EpochMs, PersonId } from '#lib/domain/ids.ts';

/** A node that has been silent for so long is not remembered any more. */
const FORGOTTEN_MS = 3_600_000;

/** Who is connected. Memory only: a connection is no fact. */
export class Presence {
	readonly #sockets = new Map<PersonId, number>();
	/** When the last connection of a person was lost; absent while connected or never seen. */
	readonly #lostAt = new Map<PersonId, EpochMs>();
	readonly #hereSince = new Map<PersonId, EpochMs>();
	/** Persons whom other nodes see, by node: when it said so, and until when that is believed. */
	readonly #elsewhere = new Map<string, { people: ReadonlySet<PersonId>; at: EpochMs; until: EpochMs }>();
	readonly #now: () => EpochMs;

	constructor(now: () => EpochMs) {
		this.#now = now;
	}

	connect(person: PersonId): void {
		const sockets = this.#sockets.get(person) ?? 0;
		this.#sockets.set(person, sockets + 1);
		this.#lostAt.delete(person);
		if (sockets === 0) this.#hereSince.set(person, this.#now());
	}

	disconnect(person: PersonId): void {
		const sockets = (this.#sockets.get(person) ?? 1) - 1;
		if (sockets > 0) this.#sockets.set(person, sockets);
		else {
			this.#sockets.delete(person);
			this.#hereSince.delete(person);
			this.#lostAt.set(person, this.#now());
		}
	}

	isHere(person: PersonId): boolean {
		return this.#sockets.has(person) || this.isElsewhere(person);
	}

	/** Connected to another node, as far as that node is believed. */
	isElsewhere(person: PersonId): boolean {
		const now = this.#now();
		for (const { people, until } of this.#elsewhere.values()) if (until > now && people.has(person)) return true;
		return false;
	}

	/** Since when nobody has seen the person; null while here. A person never seen at all counts from `boot`. */
	missingSince(person: PersonId, boot: EpochMs): EpochMs | null {
		if (this.isHere(person)) return null;
		let since = this.#lostAt.get(person) ?? boot;
		// A node that went silent took its people with it, just now: they are given their time to come back.
		for (const { people, at } of this.#elsewhere.values()) if (at > since && people.has(person)) since = at;
		return since;
	}

	hereSince(person: PersonId): EpochMs | null {
		return this.#hereSince.get(person) ?? null;
	}

	/** People connected to this node. */
	here(): PersonId[] {
		return [...this.#sockets.keys()];
	}

	/** What another node says it sees; believed for `forMs`. */
	hear(node: string, people: readonly PersonId[], forMs: number): void {
		const now = this.#now();
		const there = new Set(people);
		// Who was lost there a moment ago has been missing since now, not since the start.
		for (const person of this.#elsewhere.get(node)?.people ?? []) if (!there.has(person)) this.#lostAt.set(person, now);
		this.#elsewhere.set(node, { people: there, at: now, until: now + forMs });
		for (const [other, { until }] of this.#elsewhere) if (until < now - FORGOTTEN_MS) this.#elsewhere.delete(other);
	}
}
