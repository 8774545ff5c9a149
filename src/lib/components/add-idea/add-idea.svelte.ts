import { m } from '#lib/paraglide/messages.js';
import type { AddIdeaProps } from './types.ts';

const MAX_LENGTH = 500;
/** The count appears when it begins to matter. */
const NEAR = 60;

/** Letters as people count them: an emoji or an accented letter is one. */
export function lettersIn(text: string): number {
	return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;
}

/** Writing one idea: the text stays in the box until it was taken. */
export class AddIdeaBehaviour {
	#asked: () => AddIdeaProps;
	#write: (text: string) => void;
	error = $state<string | undefined>();
	adding = $state(false);
	forPerson = $state('');

	constructor(asked: () => AddIdeaProps, write: (text: string) => void) {
		this.#asked = asked;
		this.#write = write;
	}
	get #text(): string {
		return this.#asked().draft ?? '';
	}
	/** Letters left; negative when there are too many, null while there is plenty of room. */
	get left(): number | null {
		const max = this.#asked().maxLength ?? MAX_LENGTH;
		// A text has at most as many letters as code units, so counting is skipped while it is short.
		if (this.#text.length < max - NEAR) return null;
		const left = max - lettersIn(this.#text);
		return left <= NEAR ? left : null;
	}
	typed(): void {
		this.error = undefined;
		this.#asked().ondraft?.(this.#text);
	}
	/** Ctrl or Cmd with Enter adds; Enter alone is a new line. */
	key(key: KeyboardEvent): void {
		if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey)) return;
		key.preventDefault();
		void this.add();
	}
	async add(): Promise<boolean> {
		const text = this.#text.trim();
		if (this.adding || this.#asked().disabledBecause !== undefined) return false;
		if (text === '') return this.#refuse(m.add_idea_empty());
		if (this.left !== null && this.left < 0) return this.#refuse(m.add_idea_over({ count: -this.left }));

		this.adding = true;
		this.error = undefined;
		try {
			const outcome = await this.#asked().onadd(text, this.forPerson || null);
			if (!outcome.ok) return this.#refuse(outcome.because);
			// Somebody may have gone on typing while it was on its way: keep what is new.
			if (this.#text.trim() === text) this.#write('');
			this.#asked().ondraft?.(this.#text);
			return true;
		} finally {
			this.adding = false;
		}
	}
	#refuse(because: string): false {
		this.error = because;
		return false;
	}
}
