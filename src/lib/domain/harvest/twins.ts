import type { IdeaId } from '../ids.ts';
import type { DeskPart, Theme } from '../parts.ts';
import { homeOf, insightOf, standsFor } from './insights.ts';

const inPlaceOf = (themes: readonly Theme[], left: IdeaId, heir: IdeaId): readonly Theme[] =>
	themes.map((theme) =>
		theme.insights.includes(left)
			? { ...theme, insights: theme.insights.map((idea) => (idea === left ? heir : idea)) }
			: theme
	);

export const outOfThemes = (themes: readonly Theme[], gone: ReadonlySet<IdeaId>): readonly Theme[] =>
	themes.map((theme) =>
		theme.insights.some((idea) => gone.has(idea))
			? { ...theme, insights: theme.insights.filter((idea) => !gone.has(idea)) }
			: theme
	);

/**
 * Lets `keep` (or what already stands for it) stand for `twins` and for all their own twins, so chains stay flat.
 *
 * Naming the one that stands for `keep` as a twin turns the family round. Twins leave their themes; when `keep` had
 * no theme, it takes the place of the first that had one, so that sorting is not lost by merging.
 */
export function mergeTwins(part: DeskPart, keep: IdeaId, twins: readonly IdeaId[]): DeskPart {
	const named = new Set(twins.filter((idea) => insightOf(part, idea)));
	if (!insightOf(part, keep) || named.size === 0) return part;

	const root = standsFor(part, keep);
	const standing = named.has(root) ? keep : root;
	const joining = part.insights
		.map(({ idea }) => idea)
		.filter((idea) => idea !== standing && (named.has(idea) || named.has(standsFor(part, idea))));

	const placed = [root, ...joining].find((idea) => standsFor(part, idea) === idea && homeOf(part, idea));
	const themes = placed === undefined ? part.themes : inPlaceOf(part.themes, placed, standing);
	const { [standing]: _stood, ...others } = part.twins;
	return {
		...part,
		twins: { ...others, ...Object.fromEntries(joining.map((idea) => [idea, standing])) },
		themes: outOfThemes(themes, new Set(joining))
	};
}

/** Twins stand for themselves again, unplaced: somebody should look where they belong. */
export function partTwins(part: DeskPart, twins: readonly IdeaId[]): DeskPart {
	if (!twins.some((idea) => Object.hasOwn(part.twins, idea))) return part;
	return {
		...part,
		twins: Object.fromEntries(Object.entries(part.twins).filter(([twin]) => !twins.includes(twin as IdeaId)))
	};
}

/** The table took its insight back: its first twin inherits the place in the theme and the other twins. */
export function takeBackInsight(part: DeskPart, gone: IdeaId): DeskPart {
	if (!insightOf(part, gone)) return part;
	const insights = part.insights.filter(({ idea }) => idea !== gone);
	const { [gone]: _left, ...others } = part.twins;
	const heir = insights.find(({ idea }) => others[idea] === gone)?.idea;
	if (heir === undefined)
		return { ...part, insights, twins: others, themes: outOfThemes(part.themes, new Set([gone])) };

	const inherited = Object.entries(others)
		.filter(([twin]) => twin !== heir)
		.map(([twin, keep]) => [twin, keep === gone ? heir : keep]);
	return { ...part, insights, twins: Object.fromEntries(inherited), themes: inPlaceOf(part.themes, gone, heir) };
}
