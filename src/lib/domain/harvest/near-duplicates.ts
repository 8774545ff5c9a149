import type { Insight } from '../parts.ts';

/** Folds what does not change the words: compatibility forms, case, punctuation, invisible characters, white space. */
export const foldedText = (text: string): string =>
	text
		.normalize('NFKC')
		// Soft hyphens and joiners are inside words, so they leave no gap.
		.replace(/\p{Cf}/gu, '')
		// Up and down again, so that "STRASSE" and "Straße" are one.
		.toUpperCase()
		.toLowerCase()
		.replace(/[\p{P}\p{Z}\p{Cc}]+/gu, ' ')
		.trim();

/**
 * Groups of two or more insights that say the same but for case, punctuation and white space, in the order in which
 * the first of each came. Withdrawn words and words of nothing but punctuation are never alike.
 */
export function nearDuplicates(insights: readonly Insight[]): readonly (readonly Insight[])[] {
	const groups = new Map<string, Insight[]>();
	for (const insight of insights) {
		const folded = insight.text === null ? '' : foldedText(insight.text);
		if (folded === '') continue;
		const group = groups.get(folded);
		if (group) group.push(insight);
		else groups.set(folded, [insight]);
	}
	return [...groups.values()].filter((group) => group.length > 1);
}
