/** What helps a person, and whom she sits with or without: said by an imported list only, never by a page. */

/** `assistant:<person>` (sit together), `keep-apart:<person>`; null for every other need. */
export function companyNeed(
	need: string
): { readonly kind: 'assistant' | 'keep-apart'; readonly person: string } | null {
	const found = /^(assistant|keep-apart):(.*)$/s.exec(need);
	return found && { kind: found[1] as 'assistant' | 'keep-apart', person: found[2]! };
}

/**
 * Needs after a person said hers. Whom she sits with stays as it was imported: nobody ties somebody else to herself, or
 * keeps her away, by a message of her own; and what the organiser arranged is not lost by going through the steps again.
 */
export const needsStated = (stated: readonly string[], before: readonly string[]): string[] => [
	...stated.filter((need) => companyNeed(need) === null),
	...before.filter((need) => companyNeed(need) !== null)
];
