/** The sentences that the pages say, by key, so that a test does not break when somebody finds a better one. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Variant = { selectors?: string[]; declarations?: string[]; match: Record<string, string> };
type Message = string | Variant[];
export type Locale = 'en' | 'fr';
export type Params = Readonly<Record<string, string | number>>;

const MESSAGES = resolve(import.meta.dirname, '..', '..', '..', 'messages');
const catalogues = new Map<Locale, Record<string, Message>>();

/** All messages of a language as they are in the file. */
export function catalogue(locale: Locale): Record<string, Message> {
	const known = catalogues.get(locale);
	if (known) return known;
	const read = JSON.parse(readFileSync(resolve(MESSAGES, `${locale}.json`), 'utf8')) as Record<string, Message>;
	catalogues.set(locale, read);
	return read;
}

/**
 * One sentence. A plural is chosen by the first number among the parameters.
 * @throws when there is no such message
 */
export function words(key: string, params: Params = {}, locale: Locale = 'en'): string {
	const message = catalogue(locale)[key];
	if (message === undefined) throw new Error(`no message "${key}" in ${locale}.json`);
	return fill(typeof message === 'string' ? message : variant(message[0]!, params, locale), params);
}

/** A sentence as a pattern in which any parameter fits that is not given. */
export function wordsLike(key: string, params: Params = {}, locale: Locale = 'en'): RegExp {
	const message = catalogue(locale)[key];
	if (message === undefined) throw new Error(`no message "${key}" in ${locale}.json`);
	const texts = typeof message === 'string' ? [message] : Object.values(message[0]!.match);
	const patterns = texts.map((text) =>
		fill(text, params)
			.split(/\{[^}]+\}/)
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
			.join('.+')
	);
	return new RegExp(`^(${patterns.join('|')})$`);
}

function variant({ match, selectors = [], declarations = [] }: Variant, params: Params, locale: Locale): string {
	const [selector = ''] = selectors;
	const counted = declarations
		.map((line) => /^local (\w+) = (\w+): plural$/.exec(line))
		.find((m) => m?.[1] === selector);
	const form = new Intl.PluralRules(locale).select(Number(params[counted?.[2] ?? ''] ?? 0));
	return match[`${selector}=${form}`] ?? match[`${selector}=*`] ?? Object.values(match)[0]!;
}

/** Hard spaces become plain ones, as in the names that a browser computes. */
const fill = (text: string, params: Params): string =>
	text
		.replace(/\s+/g, ' ')
		.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
