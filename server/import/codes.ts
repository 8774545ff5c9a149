/** Language tags (BCP-47) and countries (ISO 3166-1), as the platform's own tables know them. */
import { likenessKey } from './plain-text.ts';

/** Languages in which organisers write the names of languages and countries. */
const NAMED_IN = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt', 'pl'];
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const TAG_LIMIT = 35;

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Well-formed tag in its canonical spelling (`en-gb` → `en-GB`), or null. */
export function canonicalTag(text: string): string | null {
	if (text.length > TAG_LIMIT) return null;
	try {
		return Intl.getCanonicalLocales(text)[0] ?? null;
	} catch {
		return null; // not well-formed: the platform says so by throwing
	}
}

/** True if somebody speaks it: `zz` is well-formed and means nothing. */
export const isAssigned = (tag: string): boolean => {
	const [language = ''] = tag.split('-');
	return language.length <= 3 && languageNames.of(language) !== undefined;
};

export type ReadLanguage =
	| { readonly kind: 'tag' | 'respelled' | 'unassigned'; readonly tag: string }
	/** Looks like a word and names no language that is known here. */
	| { readonly kind: 'word' }
	| { readonly kind: 'malformed' };

/** Reads one language: a tag, a tag spelled with an underscore, or the name of a language ("english", "Français"). */
export function readLanguage(text: string): ReadLanguage {
	const tag = canonicalTag(text.replaceAll('_', '-'));
	if (tag !== null && isAssigned(tag)) return { kind: text.includes('_') ? 'respelled' : 'tag', tag };
	const named = languagesByName().get(likenessKey(text));
	if (named !== undefined) return { kind: 'respelled', tag: named };
	if (tag === null) return { kind: 'malformed' };
	return /^[a-z]{2,3}(-|$)/i.test(tag) ? { kind: 'unassigned', tag } : { kind: 'word' };
}

/** User-assigned and grouping codes that are no country; Kosovo's `XK` is in common use. */
const NO_COUNTRY = new Set(['ZZ', 'EU', 'EZ', 'UN', 'QO', 'XA', 'XB']);

const isCountryCode = (code: string) => !NO_COUNTRY.has(code) && regionNames.of(code) !== undefined;

export type ReadCountry = { readonly kind: 'code' | 'respelled'; readonly code: string } | { readonly kind: 'unknown' };

/** Reads a country: its two-letter code, an older one (`UK`), or its name ("Germany", "Allemagne"). */
export function readCountry(text: string): ReadCountry {
	const code = text.toUpperCase();
	if (/^[A-Z]{2}$/.test(code) && isCountryCode(code)) {
		const today = new Intl.Locale(`und-${code}`).region ?? code;
		return { kind: today === code ? 'code' : 'respelled', code: today };
	}
	const named = countriesByName().get(likenessKey(text));
	return named === undefined ? { kind: 'unknown' } : { kind: 'respelled', code: named };
}

const languagesByName = once(() => {
	const codes = PAIRS.filter(isAssigned);
	const own = codes.map((code) => [code, new Intl.DisplayNames(code, { type: 'language', fallback: 'none' })] as const);
	return byName('language', codes, own);
});
const countriesByName = once(() => byName('region', PAIRS.map((pair) => pair.toUpperCase()).filter(isCountryCode), []));

function byName(
	type: 'language' | 'region',
	codes: readonly string[],
	own: readonly (readonly [string, Intl.DisplayNames])[]
): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	const add = (name: string | undefined, code: string) => {
		// The first name wins: an older code (`UK`, `SU`) stands for a country that has its own.
		if (name !== undefined && !names.has(likenessKey(name))) names.set(likenessKey(name), current(type, code));
	};
	for (const language of NAMED_IN) {
		const display = new Intl.DisplayNames(language, { type, fallback: 'none' });
		for (const code of codes) add(display.of(code), code);
	}
	for (const [code, display] of own) add(display.of(code), code);
	return names;
}

const current = (type: 'language' | 'region', code: string) =>
	type === 'language' ? Intl.getCanonicalLocales(code)[0]! : (new Intl.Locale(`und-${code}`).region ?? code);

/** Built when it is first asked for: most files name no language in words. */
function once<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
