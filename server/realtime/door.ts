/** A personal link that was forwarded: the second browser waits until the first lets it in, or is gone. */
import type { PersonId } from '#lib/domain/ids.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { Nodes } from './nodes.ts';
import { TokenBuckets } from './token-bucket.ts';
import type { View } from './view.ts';

export interface DoorMemory {
	wasLetIn(event: string, entryId: string): Promise<boolean>;
	letIn(event: string, entryId: string): Promise<void>;
}

/** How long the first browser has to be away before another one comes in by itself. */
const GONE_MS = 20_000;
/** Whoever is inside is asked three times at once and then every half minute: a forwarded link is no doorbell to play with. */
const KNOCKS_AT_ONCE = 3;
const KNOCKS_PER_SECOND = 1 / 30;

/** `turned_away`: those inside were asked too often already. */
export type DoorAnswer = 'in' | 'waits' | 'turned_away';

export class Door {
	readonly #memory: DoorMemory;
	readonly #waiting = new Map<string, View>();
	/** By event and person: when a browser that had been let in was last connected. */
	readonly #lastSeen = new Map<string, number>();
	/** By event and person: the browser that is on its way in, before the audience knows it. */
	readonly #entering = new Map<string, View>();
	readonly #knocks = new TokenBuckets(KNOCKS_PER_SECOND, KNOCKS_AT_ONCE);
	readonly #nodes: Nodes;

	constructor(memory: DoorMemory, nodes: Nodes) {
		this.#memory = memory;
		this.#nodes = nodes;
	}

	/** Whether the browser may come in. If it waits, those inside were asked. */
	async lets(opened: OpenEvent, view: View): Promise<DoorAnswer> {
		const { person } = view.actor;
		if (person === null) return 'in';
		const key = `${opened.event} ${person}`;
		const known = await this.#memory.wasLetIn(opened.event, view.entry);
		// From here to `#enters` nothing is awaited: of two browsers at once one is first.
		const entering = this.#entering.get(key);
		const inside = new Set(opened.audience.viewsOf(person));
		if (entering?.socket.connected) inside.add(entering);
		for (const other of inside) if (other.device === view.device) inside.delete(other);
		const lastSeen = this.#lastSeen.get(key) ?? -Infinity;
		const elsewhere = inside.size === 0 && opened.presence.isElsewhere(person);
		if (known || (inside.size === 0 && !elsewhere && performance.now() - lastSeen >= GONE_MS)) {
			this.#enters(view, key);
			if (!known) await this.#memory.letIn(opened.event, view.entry);
			return 'in';
		}
		if ((inside.size > 0 || elsewhere) && !this.#knocks.take(key, performance.now())) return 'turned_away';
		this.#waiting.set(view.socket.id, view);
		view.socket.once('disconnect', () => this.#waiting.delete(view.socket.id));
		for (const other of inside) other.socket.emit('knock', { id: view.socket.id });
		if (elsewhere) this.#nodes.publish({ kind: 'knock', event: opened.event, person, id: view.socket.id });
		return 'waits';
	}

	#enters(view: View, key: string): void {
		this.#entering.set(key, view);
		view.socket.once('disconnect', () => {
			this.#lastSeen.set(key, performance.now());
			if (this.#entering.get(key) === view) this.#entering.delete(key);
		});
	}

	/** The first browser answers. The one that waits is told to come again, or that it was not let in. */
	async answer(opened: OpenEvent, by: View, id: string, letIn: boolean): Promise<void> {
		const { person } = by.actor;
		if (person === null) return;
		if (this.#waiting.has(id)) await this.answered(opened, person, id, letIn);
		else this.#nodes.publish({ kind: 'knock_answered', event: opened.event, person, id, letIn });
	}

	/** The answer, given here or at another node; it counts only for the person whose link it is. */
	async answered(opened: OpenEvent, person: PersonId, id: string, letIn: boolean): Promise<void> {
		const waiting = this.#waiting.get(id);
		if (!waiting || waiting.actor.person !== person) return;
		this.#waiting.delete(id);
		if (letIn) await this.#memory.letIn(opened.event, waiting.entry);
		waiting.socket.emit('refused', letIn ? 'come_in' : 'not_let_in');
		setTimeout(() => waiting.socket.disconnect(true), 200).unref();
	}
}
