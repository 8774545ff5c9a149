import { initialPart } from '../domain/initial.ts';
import type { Channel } from '../domain/channel.ts';
import { evolveAll } from '../domain/evolve.ts';
import type { Fact } from '../domain/facts.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Part } from '../domain/parts.ts';
import type { Frame, Snapshot } from '../protocol/frames.ts';
import type { Names } from '../protocol/wire.ts';

export const NO_PARTS: ReadonlyMap<Channel, Part> = new Map();

/** What became of a frame. After `gap` the rest must be asked for; nothing of the frame was taken. */
export type Received = 'applied' | 'repeated' | 'gap';

/**
 * One browser's copy of an event: the fold that the server runs, over the channels that it may see.
 * Counts the commits of each channel, so that a repeat is dropped and a gap is noticed.
 */
export class EventCopy {
	#parts = new Map<Channel, Part>();
	#counts = new Map<Channel, number>();
	/** Channels of which a later commit was seen than could be taken, and its number. */
	#missing = new Map<Channel, number>();
	#names: Names = {};

	/** The parts of now, in a map of its own that later commits leave alone. */
	parts(): ReadonlyMap<Channel, Part> {
		return new Map(this.#parts);
	}

	part(channel: Channel): Part | undefined {
		return this.#parts.get(channel);
	}

	/** Replaced whole when a name changes. */
	get names(): Readonly<Names> {
		return this.#names;
	}

	/** Commits that are still to come after a gap. */
	get behind(): boolean {
		return this.#missing.size > 0;
	}

	/** `{channel: n}` as sent on connecting and after a gap. */
	have(): Record<string, number> {
		return Object.fromEntries(this.#counts);
	}

	/** Takes a frame whole or not at all: its parts belong to the same commit. */
	receive(frame: Frame): Received {
		const fresh = frame.parts.filter(({ channel, n }) => n > this.#count(channel));
		if (fresh.some(({ channel, n }) => n > this.#count(channel) + 1)) {
			for (const { channel, n } of fresh) this.#missing.set(channel, Math.max(n, this.#missing.get(channel) ?? 0));
			return 'gap';
		}
		for (const { channel, n, facts } of fresh) this.#fold(channel, n, facts);
		this.#learn(frame.names);
		return fresh.length > 0 ? 'applied' : 'repeated';
	}

	/**
	 * Takes whole parts. Within one connection a part never goes back in time; the first snapshot of a connection
	 * is the truth (`first`), even when the server's log lost its tail.
	 */
	replace(snapshot: Snapshot, first: boolean): void {
		for (const channel of snapshot.gone) {
			this.#parts.delete(channel);
			this.#counts.delete(channel);
			this.#missing.delete(channel);
		}
		if (first) this.#missing.clear();
		for (const { channel, n, part } of snapshot.parts) {
			if (!first && n < this.#count(channel)) continue;
			this.#parts.set(channel, part);
			this.#reached(channel, n);
		}
		this.#learn(snapshot.names);
	}

	/** Names that came beside an answer. */
	learn(names: Names | undefined): void {
		this.#learn(names);
	}

	#count(channel: Channel): number {
		return this.#counts.get(channel) ?? 0;
	}

	#fold(channel: Channel, n: number, facts: readonly Fact[]): void {
		const before = this.#parts.get(channel) ?? initialPart(channel);
		this.#parts.set(channel, evolveAll(channel, before, facts));
		this.#reached(channel, n);
		for (const fact of facts) if (fact.type === 'person_forgotten') this.#forget(fact.person);
	}

	#reached(channel: Channel, n: number): void {
		this.#counts.set(channel, n);
		if (n >= (this.#missing.get(channel) ?? 0)) this.#missing.delete(channel);
	}

	#learn(names: Names | undefined): void {
		if (names) this.#names = { ...this.#names, ...names };
	}

	#forget(person: PersonId): void {
		this.#names = Object.fromEntries(Object.entries(this.#names).filter(([id]) => id !== person));
	}
}
