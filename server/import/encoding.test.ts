import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from './encoding.ts';
import { bytesOf, scenario } from './files.test-kit.ts';

const utf16 = (text: string, littleEndian: boolean) => {
	const view = new DataView(new ArrayBuffer(2 + text.length * 2));
	view.setUint16(0, 0xfeff, littleEndian);
	for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), littleEndian);
	return new Uint8Array(view.buffer);
};
const refusal = (bytes: Uint8Array) => {
	const result = decodeText(bytes);
	return result.ok ? null : result.error;
};

describe('encodings that are read', () => {
	test('every text comes back from UTF-8, with and without mark, and from UTF-16 of both orders', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\0\uFEFF]/.test(text)),
				(text) => {
					const plain = bytesOf(text);
					const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...plain);
					expect(decodeText(plain)).toEqual({ ok: true, value: { text, encoding: 'utf-8' } });
					expect(decodeText(marked)).toEqual({ ok: true, value: { text, encoding: 'utf-8-bom' } });
					expect(decodeText(utf16(text, true))).toEqual({ ok: true, value: { text, encoding: 'utf-16le' } });
					expect(decodeText(utf16(text, false))).toEqual({ ok: true, value: { text, encoding: 'utf-16be' } });
				}
			)
		);
	});
	test('a single NUL in UTF-8 is text, for the row to judge', () => {
		expect(decodeText(scenario('nul.csv')).ok).toBe(true);
	});
});

describe('encodings that are refused, never guessed', () => {
	test('Latin-1 is refused with the first damaged line and its bytes', () => {
		expect(refusal(scenario('latin1.csv'))).toEqual({
			rule: 'not_utf8',
			line: 2,
			came: 'b-1,Anke B\\xF6ttcher,trav'
		});
	});
	test('UTF-8 cut in the middle of its last character', () => {
		expect(refusal(bytesOf('id\nAnna Bé').slice(0, -1))).toMatchObject({ rule: 'not_utf8', line: 2 });
	});
	test('surrogates and overlong forms in UTF-8', () => {
		expect(refusal(Uint8Array.of(0xed, 0xa0, 0x80))).toMatchObject({ rule: 'not_utf8', line: 1 });
		expect(refusal(Uint8Array.of(0xc0, 0xaf))).toMatchObject({ rule: 'not_utf8', line: 1 });
	});
	test('UTF-16 without its mark, of both orders', () => {
		expect(refusal(utf16('id,name,role', true).subarray(2))?.rule).toBe('utf16_unmarked');
		expect(refusal(utf16('id,name,role', false).subarray(2))?.rule).toBe('utf16_unmarked');
	});
	test('UTF-16 cut in half a character, or in half a pair', () => {
		expect(refusal(scenario('utf16le.csv').subarray(0, 401))?.rule).toBe('utf16_damaged');
		expect(refusal(utf16('ab\uD83D', true))?.rule).toBe('utf16_damaged');
	});
	test('UTF-32', () => {
		expect(refusal(Uint8Array.of(0xff, 0xfe, 0, 0, 0x69, 0, 0, 0))?.rule).toBe('utf32');
	});
});

test('a workbook, whose first bytes are sound text, is named', () => {
	const read = decodeText(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00]));
	expect(read).toMatchObject({ ok: false, error: { rule: 'workbook', line: 0 } });
});
