import { readFileSync, statSync } from 'node:fs';
import type { Fault } from '../../src/lib/planner/index.ts';

export const MOST_BYTES = 20 * 1024 * 1024;

/** Text of a file, or why it cannot be read. */
export type Read<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

const fault = (path: string, message: string): Read<never> => ({ ok: false, faults: [{ path, message }] });

/** The bytes of a file, of standard input for `-`. */
export function readBytes(path: string): Read<Buffer> {
	try {
		if (path !== '-' && statSync(path).size > MOST_BYTES) return tooLarge(path, statSync(path).size);
		const bytes = readFileSync(path === '-' ? 0 : path);
		return bytes.length > MOST_BYTES ? tooLarge(path, bytes.length) : { ok: true, value: bytes };
	} catch (cause) {
		return fault(path, `cannot be read (${cause instanceof Error && 'code' in cause ? cause.code : 'unknown'})`);
	}
}

const tooLarge = (path: string, bytes: number): Read<never> =>
	fault(path, `must be at most ${MOST_BYTES} bytes (20 MB), got ${bytes}`);

/** UTF-8 with or without byte order mark; any other encoding is named. */
export function decode(bytes: Buffer, path: string): Read<string> {
	const [first, second] = [bytes[0], bytes[1]];
	const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || manyNuls(bytes);
	if (utf16) return fault(path, 'must be UTF-8, but is UTF-16');
	try {
		return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch {
		return fault(path, 'must be UTF-8, but is another encoding (Latin-1 or Windows-1252?)');
	}
}

/** UTF-16 without a mark: nearly every second byte of Latin text is zero. */
function manyNuls(bytes: Buffer): boolean {
	const sample = bytes.subarray(0, 1_000);
	return sample.length >= 8 && sample.filter((byte) => byte === 0).length > sample.length / 4;
}

export function readJson(path: string): Read<unknown> {
	const bytes = readBytes(path);
	if (!bytes.ok) return bytes;
	const text = decode(bytes.value, path);
	if (!text.ok) return text;
	try {
		return { ok: true, value: JSON.parse(text.value) as unknown };
	} catch (cause) {
		return fault(path, `must be JSON (${cause instanceof Error ? cause.message : 'not readable'})`);
	}
}
