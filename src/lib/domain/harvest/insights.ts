import type { IdeaId, TableId, ThemeId } from '../ids.ts';
import type { DeskPart, Insight, Theme } from '../parts.ts';

export const insightOf = (part: DeskPart, idea: IdeaId): Insight | undefined =>
	part.insights.find((insight) => insight.idea === idea);

export const themeOf = (part: DeskPart, theme: ThemeId): Theme | undefined =>
	part.themes.find(({ id }) => id === theme);

/** The theme an insight is placed in; a twin is where the insight is that stands for it. */
export const homeOf = (part: DeskPart, idea: IdeaId): Theme | undefined =>
	part.themes.find(({ insights }) => insights.includes(standsFor(part, idea)));

/** The insight that is on the board for this one: itself, unless it was merged as a twin. */
export const standsFor = (part: DeskPart, idea: IdeaId): IdeaId =>
	(Object.hasOwn(part.twins, idea) ? part.twins[idea] : undefined) ?? idea;

/** What the board shows: every insight that is nobody's twin, in the order in which they came. */
export const standingInsights = (part: DeskPart): readonly Insight[] =>
	part.insights.filter(({ idea }) => standsFor(part, idea) === idea);

/** An insight and its twins, itself first: merging keeps the sources (I8). */
export function sourcesOf(part: DeskPart, idea: IdeaId): readonly Insight[] {
	const standing = standsFor(part, idea);
	const own = insightOf(part, standing);
	const twins = part.insights.filter(
		(insight) => insight.idea !== standing && standsFor(part, insight.idea) === standing
	);
	return own ? [own, ...twins] : twins;
}

/** "Heard at 3 tables": where the insight and its twins were written, each table once. */
export const heardAt = (part: DeskPart, idea: IdeaId): readonly TableId[] => [
	...new Set(sourcesOf(part, idea).map(({ table }) => table))
];

/**
 * The words to show for an insight: its own, or a twin's when its author withdrew them; undefined when nobody's are left.
 *
 * Asked when it is shown and never folded in: what `evolve` does may not depend on words whose key can be destroyed.
 */
export const wordingOf = (part: DeskPart, idea: IdeaId): Insight | undefined =>
	sourcesOf(part, idea).find(({ text }) => text !== null);

export const unplacedInsights = (part: DeskPart): readonly Insight[] =>
	standingInsights(part).filter(({ idea }) => !homeOf(part, idea));
