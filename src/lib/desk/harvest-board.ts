/** The harvest board: what waits for a theme, what each theme holds, what looks alike. */
import type { Insight as ShownInsight, Theme as ShownTheme } from '../components/theme/types.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import { heardAt, homeOf, sourcesOf, standingInsights, standsFor, wordingOf } from '../domain/harvest/insights.ts';
import { nearDuplicates } from '../domain/harvest/near-duplicates.ts';
import type { IdeaId, ThemeId } from '../domain/ids.ts';
import type { DeskPart, Insight, PublicVote, Theme } from '../domain/parts.ts';
import { folded } from './plan-routes.ts';

export interface BoardTheme {
	readonly theme: Theme;
	readonly shown: ShownTheme;
	readonly insights: readonly ShownInsight[];
}

export interface Board {
	readonly unplaced: readonly ShownInsight[];
	readonly themes: readonly BoardTheme[];
	readonly placed: number;
	readonly all: number;
	/** Groups that say the same in other letters, and are not merged yet. */
	readonly alike: readonly (readonly Insight[])[];
	/** Families that were merged: the one that stands first. */
	readonly families: readonly (readonly Insight[])[];
}

type Desk = DeskPart;

export function boardOf(desk: Desk, card: EventCard, vote: PublicVote | null, withdrawn: string): Board {
	const standing = standingInsights(desk);
	const show = (insight: Insight) => shownInsight(desk, card, insight, withdrawn);
	const byId = new Map(standing.map((insight) => [insight.idea, insight]));
	const themes = desk.themes.map((theme) => ({
		theme,
		shown: shownTheme(desk, theme, vote),
		insights: theme.insights.flatMap((idea) => {
			const insight = byId.get(idea);
			return insight ? [show(insight)] : [];
		})
	}));
	// Newest first: what has just come is what harvesters look for.
	const unplaced = standing.filter(({ idea }) => !homeOf(desk, idea)).toReversed();
	return {
		unplaced: unplaced.map(show),
		themes,
		placed: standing.length - unplaced.length,
		all: standing.length,
		alike: nearDuplicates(standing),
		families: standing.map(({ idea }) => sourcesOf(desk, idea)).filter((family) => family.length > 1)
	};
}

function shownInsight(desk: Desk, card: EventCard, insight: Insight, withdrawn: string): ShownInsight {
	const table = card.tables.find(({ id }) => id === insight.table);
	const topic = card.topics.findIndex(({ id }) => id === insight.topic) + 1;
	const words = wordingOf(desk, insight.idea);
	return {
		id: insight.idea,
		text: words?.text ?? withdrawn,
		lang: (words ?? insight).language,
		topic: topic > 0 ? topic : card.topics.length + (table?.number ?? 1),
		tableNumber: table?.number ?? 0,
		round: insight.round,
		moreSources: sourcesOf(desk, insight.idea).length - 1,
		themeId: homeOf(desk, insight.idea)?.id ?? null
	};
}

function shownTheme(desk: Desk, theme: Theme, vote: PublicVote | null): ShownTheme {
	const tables = new Set(theme.insights.flatMap((idea) => heardAt(desk, idea)));
	const inVote = vote !== null && vote.result === null && vote.options.some((option) => option.theme === theme.id);
	return {
		id: theme.id,
		title: theme.name,
		heardAtTables: tables.size,
		state: inVote ? 'in_vote' : theme.message ? 'worded' : 'open'
	};
}

export interface InsightFilter {
	/** Topic's number; null = all. */
	readonly topic: number | null;
	readonly round: number | null;
	readonly words: string;
}

export function filteredInsights(
	insights: readonly ShownInsight[],
	{ topic, round, words }: InsightFilter
): readonly ShownInsight[] {
	const wanted = folded(words);
	return insights.filter(
		(insight) =>
			(topic === null || insight.topic === topic) &&
			(round === null || insight.round === round) &&
			folded(insight.text).includes(wanted)
	);
}

/** Which of five steps the harvest has come to: gather, cluster, dots, wording, report. Counts from 0. */
export function stepOf({ themes }: Pick<DeskPart, 'themes'>, vote: PublicVote | null, published: boolean): number {
	if (published) return 4;
	if (themes.some(({ message }) => message !== null)) return 3;
	if (vote !== null) return vote.result === null ? 2 : 3;
	return themes.length > 0 ? 1 : 0;
}

/** Which of the five steps were really taken: going past one is not having done it. */
export function stepsDone(
	desk: Pick<DeskPart, 'themes' | 'insights'>,
	vote: PublicVote | null,
	published: boolean
): boolean[] {
	const { themes, insights } = desk;
	const filled = themes.filter((theme) => theme.insights.length > 0);
	return [
		insights.length > 0,
		filled.length > 0,
		Boolean(vote?.result),
		themes.length > 0 && themes.every(({ message }) => message !== null),
		published
	];
}

/** What is not done yet, said before a vote is opened or results are published. */
export interface Missing {
	/** Key insights in no theme. */
	readonly unplaced: number;
	/** Names of themes that hold no insight. */
	readonly empty: readonly string[];
	/** Names of themes without a message. */
	readonly unworded: readonly string[];
}

export function missingOf(board: Board, among: readonly ThemeId[] | null = null): Missing {
	const themes = board.themes.filter(({ theme }) => among === null || among.includes(theme.id));
	return {
		unplaced: board.unplaced.length,
		empty: themes.filter(({ insights }) => insights.length === 0).map(({ theme }) => theme.name),
		unworded: themes.filter(({ theme }) => theme.message === null).map(({ theme }) => theme.name)
	};
}

/** The twins of a family that can be parted from the one that stands for them. */
export const twinsOf = (desk: Desk, family: readonly Insight[]): IdeaId[] =>
	family.map(({ idea }) => idea).filter((idea) => standsFor(desk, idea) !== idea);
