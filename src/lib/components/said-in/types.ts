import type { TextIn } from '#lib/domain/text-in.ts';

/** A sentence of the page with a text of the event in it, which may be in another language (WCAG 3.1.2). */
export type SaidInProps = {
	/** The sentence around the text that it is given. */
	sentence: (text: string) => string;
	said: TextIn;
};
