import type { PageCommand } from '../domain/commands.ts';
import type { Ack } from '../protocol/wire.ts';
import { BackOff } from './back-off.ts';
import type { Keep } from './keep.ts';
import { newId } from './random-id.ts';

/** Commands that may wait for an answer at the same time. */
export const OUTBOX_LIMIT = 200;

type IdeaCommand = Extract<PageCommand, { type: 'add_idea' | 'edit_idea' }>;

interface Waiting {
	id: string;
	command: PageCommand;
	/** Null for an idea that was written before a reload: nobody waits for its answer. */
	answer: ((ack: Ack) => void) | null;
}

export interface OutboxOptions {
	/** Sends once. Null = no answer came (offline, timed out, connection lost): unknown whether it was written. */
	transmit: (id: string, command: PageCommand) => Promise<Ack | null>;
	/** Where ideas survive a reload; null = nowhere. */
	keep: Keep | null;
	/** Names the store: one outbox per entry of a session. */
	entry: string;
	/** Something waits, or waits no more. */
	onchange?: (waiting: readonly PageCommand[]) => void;
	/** An idea from before a reload was refused for good: its author has to see it again. */
	onrefused?: (command: IdeaCommand, ack: Ack & { ok: false }) => void;
	backOff?: BackOff;
}

/**
 * Commands on their way. Each has an id that is kept when it is sent again, so that it takes effect once; they
 * go one after another, because an edit must not overtake the idea that it edits.
 */
export class Outbox {
	#options: OutboxOptions;
	#backOff: BackOff;
	#queue: Waiting[] = [];
	#live = false;
	#busy = false;
	#closed = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: OutboxOptions) {
		this.#options = options;
		this.#backOff = options.backOff ?? new BackOff();
		this.#restore();
	}

	get waiting(): readonly PageCommand[] {
		return this.#queue.map(({ command }) => command);
	}

	/** Resolves with the server's answer, however long that takes; never rejects. */
	send(command: PageCommand): Promise<Ack> {
		if (this.#closed) return Promise.resolve({ ok: false, code: 'closed' });
		if (this.#queue.length >= OUTBOX_LIMIT) return Promise.resolve({ ok: false, code: 'outbox_full' });
		return new Promise((answer) => {
			this.#queue.push({ id: newId(), command, answer });
			this.#changed();
			void this.#pump();
		});
	}

	/** The connection is there (again): everything without an answer is sent, oldest first, with its old id. */
	resume(): void {
		this.#live = true;
		this.#backOff.succeeded();
		void this.#pump();
	}

	pause(): void {
		this.#live = false;
		clearTimeout(this.#timer);
	}

	/** The page goes: who still waits is told so. Ideas stay in the store and are sent by the next page. */
	close(): void {
		this.pause();
		this.#closed = true;
		for (const { answer } of this.#queue.splice(0)) answer?.({ ok: false, code: 'closed' });
	}

	async #pump(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		clearTimeout(this.#timer);
		while (this.#live && this.#queue[0]) {
			const head = this.#queue[0];
			const ack = await this.#options.transmit(head.id, head.command);
			if (this.#closed) break;
			if (ack && (ack.ok || !ack.retryable)) this.#answered(head, ack);
			else if (this.#live) {
				this.#timer = setTimeout(() => void this.#pump(), this.#backOff.next());
				break;
			}
		}
		this.#busy = false;
	}

	#answered(head: Waiting, ack: Ack): void {
		this.#backOff.succeeded();
		this.#queue.shift();
		this.#changed();
		if (head.answer) head.answer(ack);
		else if (!ack.ok && isIdea(head.command)) this.#options.onrefused?.(head.command, ack);
	}

	#changed(): void {
		this.#store();
		this.#options.onchange?.(this.waiting);
	}

	get #key(): string {
		return `rondo:outbox:${this.#options.entry}`;
	}

	#store(): void {
		const ideas = this.#queue.filter(({ command }) => isIdea(command)).map(({ id, command }) => ({ id, command }));
		try {
			if (ideas.length > 0) this.#options.keep?.setItem(this.#key, JSON.stringify(ideas));
			else this.#options.keep?.removeItem(this.#key);
		} catch {
			// A full or forbidden store: the ideas still wait in memory, only a reload would lose them.
		}
	}

	#restore(): void {
		for (const { id, command } of readIdeas(this.#options.keep, this.#key)) {
			this.#queue.push({ id, command, answer: null });
		}
		if (this.#queue.length > 0) this.#options.onchange?.(this.waiting);
	}
}

const isIdea = (command: PageCommand): command is IdeaCommand =>
	command.type === 'add_idea' || command.type === 'edit_idea';

function readIdeas(keep: Keep | null, key: string): { id: string; command: IdeaCommand }[] {
	try {
		const kept: unknown = JSON.parse(keep?.getItem(key) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isKeptIdea).slice(0, OUTBOX_LIMIT) : [];
	} catch {
		// Somebody else's bytes under our key: there is no idea in them.
		return [];
	}
}

function isKeptIdea(value: unknown): value is { id: string; command: IdeaCommand } {
	const kept = value as { id?: unknown; command?: PageCommand } | null;
	return typeof kept?.id === 'string' && kept.command !== undefined && isIdea(kept.command);
}
