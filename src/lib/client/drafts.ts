import type { TableId } from '../domain/ids.ts';
import { LIMITS } from '../protocol/wire.ts';

export const DRAFT_EVERY_MS = 300;

/** Shows the table what one is typing: at most one message per 300 ms, the last state always, lost ones are no loss. */
export class Drafts {
	#emit: (table: TableId, text: string) => void;
	#pending: { table: TableId; text: string } | null = null;
	#shownAt: TableId | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(emit: (table: TableId, text: string) => void) {
		this.#emit = emit;
	}

	/** The text as it stands now; call it at every change. */
	type(table: TableId, text: string): void {
		if (text === '') return this.clear(table);
		this.#pending = { table, text: [...text].slice(0, LIMITS.draftCharacters).join('') };
		if (this.#timer === undefined) this.#send();
	}

	/** She stopped, or the idea was sent. */
	clear(table: TableId): void {
		this.#pending = null;
		if (this.#shownAt !== table) return;
		this.#shownAt = null;
		this.#emit(table, '');
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#pending = null;
	}

	#send(): void {
		this.#timer = undefined;
		if (!this.#pending) return;
		const { table, text } = this.#pending;
		this.#pending = null;
		this.#shownAt = table;
		this.#emit(table, text);
		this.#timer = setTimeout(() => this.#send(), DRAFT_EVERY_MS);
	}
}
