/** At most this many ids are named in a phrase. */
const NAMED = 8;

export function names(ids: readonly string[]): string {
	const shown = ids.slice(0, NAMED).join(', ');
	return ids.length > NAMED ? `${shown} and ${ids.length - NAMED} more` : shown;
}

export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
