import type { Language, Texts } from './ids.ts';

/** A text in one of its languages, with the tag for the `lang` attribute. */
export interface TextIn {
	readonly text: string;
	readonly lang: Language;
}

const primary = (tag: Language): string => tag.toLowerCase().split('-')[0] ?? tag;

/**
 * The text in the first of a person's languages that exists: exact tag first, then the same language of another
 * region, then English, then whatever there is. An empty text when there is none at all.
 */
export function textIn(texts: Texts | null | undefined, languages: readonly Language[]): TextIn {
	const known = Object.keys(texts ?? {}).filter((tag) => texts![tag]!.trim() !== '');
	const chosen =
		languages
			.map((wanted) => known.find((tag) => tag === wanted) ?? known.find((tag) => primary(tag) === primary(wanted)))
			.find((tag) => tag !== undefined) ??
		known.find((tag) => primary(tag) === 'en') ??
		known[0];
	return chosen === undefined ? { text: '', lang: languages[0] ?? 'en' } : { text: texts![chosen]!, lang: chosen };
}
