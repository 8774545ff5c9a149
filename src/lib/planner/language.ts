/**
 * What counts as one language: the first subtag, so that `en-GB` and `en` understand each other.
 * Sign languages written as `sgn-…` differ by their second subtag, private (`x-…`) and old (`i-…`) tags by all.
 */
export function spoken(tag: string): string {
	const lower = tag.toLowerCase();
	if (/^(sgn|x|i)-/.test(lower)) return lower;
	const dash = lower.indexOf('-');
	return dash < 0 ? lower : lower.slice(0, dash);
}
