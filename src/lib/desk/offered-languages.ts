import type { Language } from '../domain/ids.ts';

/** The official languages of the European Union, and a few more that its cities speak; any other can be written. */
export const OFFERED_LANGUAGES: readonly Language[] = [
	...['bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'ga', 'hr', 'hu', 'it', 'lt', 'lv', 'mt', 'nl', 'pl'],
	...['pt', 'ro', 'sk', 'sl', 'sv', 'ar', 'ca', 'eu', 'gl', 'no', 'tr', 'uk']
];
