import type { Language } from '../ids.ts';

/**
 * What counts as one language: the first subtag, so that `en-GB` and `en` understand each other; sign languages, written
 * `sgn-…`, differ by what follows. The planner has the same rule of its own (`src/lib/planner/language.ts`), and
 * `tests/seats-agree.test.ts` holds the two together.
 */
export function spoken(tag: Language): string {
	const lower = tag.toLowerCase();
	if (lower.startsWith('sgn-')) return lower;
	const dash = lower.indexOf('-');
	return dash < 0 ? lower : lower.slice(0, dash);
}
