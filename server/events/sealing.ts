import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync, type KeyObject } from 'node:crypto';

/** A value that must be sealed cannot be, or a sealed one was tampered with. A write that meets this is refused. */
export class SealingError extends Error {
	override name = 'SealingError';
}

/** 32 random bytes, and the id under which sealed values name them. */
export interface SealingKey {
	readonly keyId: string;
	readonly key: Buffer;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const ivs = Buffer.alloc(IV_BYTES * 512);
let nextIv = ivs.length;

/** A fresh random iv; one call into the kernel serves 512 of them. */
function freshIv(): Buffer {
	if (nextIv === ivs.length) {
		randomFillSync(ivs);
		nextIv = 0;
	}
	return ivs.subarray(nextIv, (nextIv += IV_BYTES));
}

/** OpenSSL's form of a key, made once: with the raw bytes every single seal costs five times as much. */
const prepared = new WeakMap<Buffer, KeyObject>();

function prepare(key: Buffer): KeyObject {
	const known = prepared.get(key) ?? createSecretKey(key);
	prepared.set(key, known);
	return known;
}

/**
 * Seals a text with AES-256-GCM as `<keyId>.<base64url(iv | ciphertext | tag)>`.
 * @param context where the value belongs; it opens nowhere else
 */
export function seal({ keyId, key }: SealingKey, context: string, text: string): string {
	const iv = freshIv();
	const cipher = createCipheriv('aes-256-gcm', prepare(key), iv);
	cipher.setAAD(Buffer.from(context));
	const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
	return `${keyId}.${sealed.toString('base64url')}`;
}

/** The id of the key that opens a sealed value. */
export const keyIdOf = (sealed: string): string => sealed.slice(0, sealed.indexOf('.'));

/** @throws {SealingError} when the value was changed, moved to another place, or sealed with another key. */
export function open(key: Buffer, context: string, sealed: string): string {
	const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
	try {
		const decipher = createDecipheriv('aes-256-gcm', prepare(key), bytes.subarray(0, IV_BYTES), {
			authTagLength: TAG_BYTES
		});
		decipher.setAAD(Buffer.from(context));
		decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
		return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
	} catch (cause) {
		throw new SealingError(`a value sealed with key ${keyIdOf(sealed)} does not open`, { cause });
	}
}
