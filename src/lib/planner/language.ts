/**
 * What counts as one language: the first subtag, so that `en-GB` and `en` understand each other.
 * Sign languages written as `sgn-…` differ by their second subtag.
 */
export function spoken(tag: string): string {
	const lower = tag.toLowerCase();
	if (lower.startsWith('sgn-')) return lower;
	const dash = lower.indexOf('-');
	return dash < 0 ? lower : lower.slice(0, dash);
}
