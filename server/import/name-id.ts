import { createHash } from 'node:crypto';
import { likenessKey } from './plain-text.ts';

/** The id of somebody whose list gives none: the same for every spelling of one name, however often she is renamed. */
export const nameId = (name: string): string =>
	`name-${createHash('sha256').update(likenessKey(name)).digest('hex').slice(0, 16)}`;

/** Whether {@link nameId} made it, and no organiser. */
export const isNameId = (id: string): boolean => /^name-[0-9a-f]{16}$/.test(id);
