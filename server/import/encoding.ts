import { isUtf8 } from 'node:buffer';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { ImportRule } from './fault.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export interface Decoded {
	readonly text: string;
	readonly encoding: Encoding;
}

export interface Undecodable {
	readonly rule: ImportRule;
	readonly line: number;
	readonly came: string;
}

const LINE_FEED = 0x0a;

/**
 * Text of a file: UTF-8 with or without byte order mark, UTF-16 with one; the mark is not part of the text.
 *
 * Anything else is refused and never guessed: Latin-1, Windows-1252 and Windows-1250 look alike, and a wrong guess
 * damages names without anybody seeing it.
 */
export function decodeText(bytes: Uint8Array): Result<Decoded, Undecodable> {
	const [first, second, third, fourth] = bytes;
	if (first === 0xff && second === 0xfe)
		return third === 0 && fourth === 0
			? refuse({ rule: 'utf32', line: 1, came: 'FF FE 00 00' })
			: utf16(bytes, 'utf-16le');
	if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be');
	// "PK": .xlsx and .ods are ZIP archives, and their first bytes may be sound UTF-8.
	if (first === 0x50 && second === 0x4b && third === 0x03 && fourth === 0x04)
		return refuse({ rule: 'workbook', line: 0, came: bytesShown(bytes.subarray(0, 4)) });
	if (!isUtf8(bytes)) return refuse(firstDamagedLine(bytes));
	if (looksLikeUtf16(bytes))
		return refuse({ rule: 'utf16_unmarked', line: 1, came: bytesShown(bytes.subarray(0, 16)) });

	const marked = first === 0xef && second === 0xbb && third === 0xbf;
	return ok({ text: new TextDecoder('utf-8').decode(bytes), encoding: marked ? 'utf-8-bom' : 'utf-8' });
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Result<Decoded, Undecodable> {
	try {
		return ok({ text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding });
	} catch {
		// Half a character, or half of a pair: the file was cut.
		return refuse({ rule: 'utf16_damaged', line: 0, came: bytesShown(bytes.subarray(-16)) });
	}
}

/** A line feed is never part of a longer UTF-8 sequence, so each line can be judged alone. */
function firstDamagedLine(bytes: Uint8Array): Undecodable {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const feed = bytes.indexOf(LINE_FEED, start);
		const end = feed === -1 ? bytes.length : feed;
		const part = bytes.subarray(start, end);
		if (!isUtf8(part)) return { rule: 'not_utf8', line, came: damageShown(part) };
		start = end + 1;
	}
	return { rule: 'not_utf8', line: 0, came: '' };
}

/** The bytes round the first one outside ASCII, that one and its like as `\xF6`. */
function damageShown(line: Uint8Array): string {
	const at = line.findIndex((byte) => byte >= 0x80);
	const part = line.subarray(Math.max(0, at - 12), at + 12);
	return Array.from(part, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${hex(byte)}`)).join('');
}

/** Every second byte of Western text in UTF-16 is zero; a stray NUL in UTF-8 is rare. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
	const sample = bytes.subarray(0, 1000);
	const zeros = sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
	return zeros >= 4 && zeros > sample.length / 4;
}

const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');
const bytesShown = (bytes: Uint8Array) => Array.from(bytes, hex).join(' ');
