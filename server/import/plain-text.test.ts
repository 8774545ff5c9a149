import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanLines, isVisible, likenessKey } from './plain-text.ts';

const clean = (text: string) => cleanLine(text).text;
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), messyText());

/** Letters, joiners, marks and controls in any order: what random text hardly ever has side by side. */
function messyText() {
	const parts = [
		'a',
		'e',
		'نا',
		'क',
		'👩',
		'🏽',
		'🦱',
		'🏴',
		'\u{E0067}',
		'\u{E007F}',
		'\u200D',
		'\u200C',
		'\u200B',
		'\uFE0F'
	];
	const marks = [
		'\u0301',
		'\u0327',
		'\u0336',
		'\u202E',
		'\u2066',
		'\u200E',
		'\u00AD',
		'\u3164',
		' ',
		'\t',
		'\0',
		'\u2028',
		'\uD800'
	];
	return fc.array(fc.constantFrom(...parts, ...marks), { maxLength: 30 }).map((all) => all.join(''));
}

describe('one line of plain text', () => {
	test.each([
		['white space', '  Spaced \t\u00A0 Out\r\n ', 'Spaced Out'],
		['line separators', 'Anna\u2028Fake log line', 'Anna Fake log line'],
		['decomposed letters', 'Jose\u0301 Nu\u0301n\u0303ez', 'José Núñez'],
		['a right-to-left override', 'Anna \u202Egnp.exe', 'Anna gnp.exe'],
		['an isolate that is never closed', '\u2067\u2066Bo Unclosed', 'Bo Unclosed'],
		['zero width inside a word', 'An\u200Bna B\u200Derg', 'Anna Berg'],
		['a soft hyphen', 'Doku\u00ADment', 'Dokument'],
		['letters that show as nothing', '\u3164\u115F', ''],
		['half a surrogate pair', 'a\uD800b', 'a\uFFFDb']
	])('%s', (_, raw, expected) => {
		expect(clean(raw)).toBe(expected);
	});
	test.each([
		['a joined emoji', '👩🏽‍🦱 Zoë 👨‍👩‍👧‍👦'],
		['a flag with a variation selector', '🏳️‍🌈'],
		['the flag of Scotland', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
		['a Persian non-joiner', 'می\u200Cخواهم'],
		['a Devanagari joiner', 'क्\u200Dष'],
		['a rare ideograph', '𠮷田'],
		['a dotted capital I', 'İpek Işık'],
		['Arabic and Latin', 'ليلى (Leila) 123 الحداد']
	])('%s stays as it is', (_, text) => {
		expect(cleanLine(text)).toEqual({ text, controls: false, marks: false, cut: false });
	});
	test('control characters become spaces and are told', () => {
		expect(cleanLine('Anke\0Böttcher\x9F')).toMatchObject({ text: 'Anke Böttcher', controls: true });
	});
	test('four marks stay on a letter, more are dropped and told', () => {
		const piled = cleanLine(`Z${'\u0336'.repeat(40)}a`);
		expect(piled).toMatchObject({ text: `Z${'\u0336'.repeat(4)}a`, marks: true });
		expect(cleanLine(`Z${'\u0336'.repeat(4)}`).marks).toBe(false);
	});
	test('a cut falls between what a reader sees as characters', () => {
		expect(cleanLine('abcd👨‍👩‍👧‍👦', { limit: 8 })).toMatchObject({ text: 'abcd', cut: true });
		expect(cleanLine('abc def', { limit: 4 }).text).toBe('abc');
		expect(cleanLine('👨‍👩‍👧‍👦', { limit: 2 }).text).not.toBe('');
		expect(cleanLine('𠮷𠮷𠮷', { limit: 3 })).toMatchObject({ text: '𠮷𠮷𠮷', cut: false });
	});
	test('sentences may keep direction marks, never overrides', () => {
		expect(cleanLine('C++\u200E و\u202E', { directionMarks: true }).text).toBe('C++\u200E و');
	});
	test('cleaning twice changes nothing more, and the limit holds', () => {
		fc.assert(
			fc.property(anyText, fc.integer({ min: 1, max: 40 }), (raw, limit) => {
				const once = cleanLine(raw, { limit }).text;
				expect([...once].length).toBeLessThanOrEqual(limit);
				expect(clean(clean(raw))).toBe(clean(raw));
				expect(once).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u);
				expect(once).toBe(once.trim());
			}),
			{ numRuns: 1_000 }
		);
	});
});

test('several lines are cleaned one by one', () => {
	expect(cleanLines(' one \r\n\u202Etwo\n\n three\0')).toBe('one\ntwo\n\nthree');
});

test.each([
	['Q', true],
	['田', true],
	['-', true],
	['', false],
	['\u0301', false],
	['\uFE0F', false]
])('whether %j shows anything', (text, expected) => {
	expect(isVisible(text)).toBe(expected);
});

test('names that look the same have one key', () => {
	const key = likenessKey('Anna Berg');
	for (const alike of ['An\u200Bna B\u200Derg', ' anna  BERG ', 'Ａｎｎａ Berg', 'Anna\u00A0Berg', '\u202EAnna Berg'])
		expect(likenessKey(alike)).toBe(key);
	expect(likenessKey('José')).toBe(likenessKey('Jose\u0301'));
	expect(likenessKey('Anna Borg')).not.toBe(key);
});
