import type { Language, Texts } from '#lib/domain/ids.ts';

/** The text in that language, or in the nearest there is: same language of another region, English, the first. */
export function textIn(texts: Texts, language: Language): string {
	const base = language.split('-')[0];
	const near = Object.keys(texts).find((tag) => tag.split('-')[0] === base);
	const tag = Object.hasOwn(texts, language) ? language : (near ?? ('en' in texts ? 'en' : Object.keys(texts)[0]));
	return tag === undefined ? '' : (texts[tag] ?? '');
}
