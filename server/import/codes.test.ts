import { describe, expect, test } from 'vitest';
import { readCountry, readLanguage } from './codes.ts';

describe('languages', () => {
	test.each([
		['en', 'tag', 'en'],
		['EN-gb', 'tag', 'en-GB'],
		['sr-latn-rs', 'tag', 'sr-Latn-RS'],
		['wo', 'tag', 'wo'],
		['iw', 'tag', 'he'],
		['en_GB', 'respelled', 'en-GB'],
		['english', 'respelled', 'en'],
		['Français', 'respelled', 'fr'],
		['Ελληνικά', 'respelled', 'el'],
		['allemand', 'respelled', 'de'],
		['zz', 'unassigned', 'zz']
	])('%j is %s %s', (text, kind, tag) => {
		expect(readLanguage(text)).toEqual({ kind, tag });
	});
	test.each([
		['klingonish', 'malformed'],
		['elvish', 'word'],
		['toolonglanguagetag-!!', 'malformed'],
		['e', 'malformed'],
		['x-private', 'malformed'],
		[`en-${'abcdefgh-'.repeat(200)}a`, 'malformed']
	])('%j is %s', (text, kind) => {
		expect(readLanguage(text)).toEqual({ kind });
	});
});

describe('countries', () => {
	test.each([
		['DE', 'code', 'DE'],
		['fr', 'code', 'FR'],
		['XK', 'code', 'XK'],
		['UK', 'respelled', 'GB'],
		['Germany', 'respelled', 'DE'],
		['ALLEMAGNE', 'respelled', 'DE'],
		['Österreich', 'respelled', 'AT']
	])('%j is %s %s', (text, kind, code) => {
		expect(readCountry(text)).toEqual({ kind, code });
	});
	test.each(['XX', 'ZZ', 'EU', 'UN', 'Atlantis', 'D', 'DEU', '__proto__'])('%j is none', (text) => {
		expect(readCountry(text)).toEqual({ kind: 'unknown' });
	});
});
