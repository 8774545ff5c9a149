import { SvelteSet } from 'svelte/reactivity';
import type { LiveEvent } from '../client/live-event.svelte.ts';
import type { PageCommand } from '../domain/commands.ts';
import { refusalText } from '../live/refusal-text.ts';
import type { Ack } from '../protocol/wire.ts';

/** What a page of the desk asks for: which buttons wait for an answer, and why the last wish was refused. */
export class Asking {
	readonly #live: LiveEvent;
	readonly #busy = new SvelteSet<string>();
	#refused = $state<string | null>(null);

	constructor(live: LiveEvent) {
		this.#live = live;
	}

	/** The sentence of the last refusal, until it is closed or something else works. */
	get refused(): string | null {
		return this.#refused;
	}
	/** Something that did not come over the live connection was refused, in words. */
	refuse(sentence: string): void {
		this.#refused = sentence;
	}
	close(): void {
		this.#refused = null;
	}

	/** Whether a wish of that name waits for its answer. */
	busy(key: string): boolean {
		return this.#busy.has(key);
	}

	/** Sends a command; a second press while it waits is one press. Answers whether it was done. */
	async send(command: PageCommand, key: string = command.type): Promise<boolean> {
		return (await this.ask(key, () => this.#live.send(command)))?.ok ?? false;
	}

	/** Asks for anything that is answered like a command; null when the same wish is still waiting. */
	async ask<A extends Ack>(key: string, wish: () => Promise<A>): Promise<A | null> {
		if (this.#busy.has(key)) return null;
		this.#busy.add(key);
		try {
			const answer = await wish();
			this.#refused = answer.ok ? null : refusalText(answer, { ...this.#live.names, ...answer.names });
			return answer;
		} finally {
			this.#busy.delete(key);
		}
	}
}
