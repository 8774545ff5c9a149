import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fault, IMPORT_RULES, shown } from './fault.ts';

const catalogue = (language: string) =>
	JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Record<
		string,
		unknown
	>;

describe('what came', () => {
	test.each([
		['Anna\u202Egnp.exe', 'Anna\\u{202E}gnp.exe'],
		['a\0b\tc\r\n', 'a\\u{0}b\\u{9}c\\u{D}\\u{A}'],
		['\u200B\uFEFF', '\\u{200B}\\u{FEFF}'],
		['line\u2028end', 'line\\u{2028}end'],
		['lone \uD800', 'lone \\u{D800}'],
		['x'.repeat(200), `${'x'.repeat(79)}…`]
	])('%j is shown as %j', (came, expected) => {
		expect(shown(came)).toBe(expected);
	});
	test('values that are not text are named, not dumped', () => {
		expect(shown(null)).toBe('null');
		expect(shown(12)).toBe('12');
		expect(shown([1, 2, 3])).toBe('[… 3]');
		expect(shown({ a: 1, b: { c: 2 } })).toBe('{a, b}');
		expect(shown(undefined)).toBe('undefined');
	});
	test('any text becomes at most 80 visible characters', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
				expect(shown(text).length).toBeLessThanOrEqual(80);
				expect(shown(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
			})
		);
	});
	test('the column of a fault is escaped like what came: a file names its own columns', () => {
		expect(fault('column_unknown', { file: 'a.csv', column: 'Shoe\u202E' }, '').column).toBe('Shoe\\u{202E}');
	});
});

describe('sentences', () => {
	const keys = Object.keys(IMPORT_RULES).map((rule) => `import_rule_${rule}`);
	test.each(['en', 'fr'])('every rule has one in %s, and there is none without a rule', (language) => {
		const there = Object.keys(catalogue(language)).filter((key) => key.startsWith('import_rule_'));
		expect(there.sort()).toEqual(keys.sort());
	});
	test('both languages use the same parameters', () => {
		const parameters = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{[a-z]+\}/g) ?? [])].sort();
		const [en, fr] = [catalogue('en'), catalogue('fr')];
		for (const key of keys) expect([key, parameters(fr[key])]).toEqual([key, parameters(en[key])]);
	});
});
