import type { Language } from '../domain/ids.ts';

/** The name of a language in another one; the tag itself where the platform does not know it. */
export function nameOfLanguage(tag: Language, locale: string): string {
	try {
		return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
	} catch {
		return tag;
	}
}
