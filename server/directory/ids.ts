import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { EventId, PersonId } from '#lib/domain/ids.ts';

/** Digits and capitals that are not mistaken for each other on a printed card: no 0 O, 1 I L. */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;
/** What a code record holds that stands for the open link, not for a person. */
export const OPEN_CODE = '*';

const randomId = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** 96 random bits: unique, not secret. */
export const newEventId = (): EventId => randomId(12) as EventId;
export const newPersonId = (): PersonId => randomId(12) as PersonId;
export const newKeyId = (): string => randomId(9);
export const newEntryId = (): string => randomId(9);

/** 192 random bits: who holds it has the right that it stands for. */
export const newToken = (): string => randomId(24);

/** What is stored of a token. A token has more entropy than can be tried, so a plain hash is enough. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** About 30 bits: only behind counted tries. */
export const newCode = (): string =>
	Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');

/** A code as somebody typed it: lower case, with blanks or dashes. Null when it cannot be one. */
export function normalCode(typed: string): string | null {
	const code = typed.toUpperCase().replace(/[\s-]/g, '');
	return code.length === CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter)) ? code : null;
}
