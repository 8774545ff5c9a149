import { createHmac, randomBytes } from 'node:crypto';
import type { PersonId, TableId } from '#lib/domain/ids.ts';

/** Of this process, never kept: nobody can tell later whose a key was. */
const SECRET = randomBytes(32);

/**
 * Tells the drafts of one seat from those beside it, without saying whose they are: ideas have no author at the table,
 * and neither has what is being typed (G6). Another one for each table and seating.
 */
export const writerKey = (person: PersonId, table: TableId, seating: number): string =>
	createHmac('sha256', SECRET).update(`${person}\n${table}\n${seating}`).digest('base64url').slice(0, 12);
