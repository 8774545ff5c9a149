import type { DeskFact, EveryoneFact, PersonFact } from '../facts.ts';
import type { IdeaId, ThemeId, VoteId } from '../ids.ts';
import type { DeskPart, EveryonePart, Insight, PersonPart, Theme } from '../parts.ts';
import { homeOf, insightOf, standsFor, themeOf } from './insights.ts';
import { mergeTwins, outOfThemes, partTwins, takeBackInsight } from './twins.ts';

export const HARVEST_DESK_FACTS = [
	'insight_received',
	'insight_reworded',
	'insight_taken_back',
	'insights_withdrawn',
	'insights_unsigned',
	'theme_created',
	'theme_renamed',
	'theme_removed',
	'insight_placed',
	'twins_merged',
	'twins_parted',
	'message_worded'
] as const;
type HarvestDeskFact = Extract<DeskFact, { type: (typeof HARVEST_DESK_FACTS)[number] }>;

/** The board. Repeated facts change nothing; words whose key was destroyed come back as null. */
export function evolveHarvestDesk(part: DeskPart, fact: HarvestDeskFact): DeskPart {
	switch (fact.type) {
		case 'insight_received':
			return insightReceived(part, fact);
		case 'insight_reworded':
			return withInsight(part, fact.idea, { text: fact.text ?? null });
		case 'insight_taken_back':
			return takeBackInsight(part, fact.idea);
		case 'insights_withdrawn':
			return (fact.ideas ?? []).reduce(
				(rest: DeskPart, idea) => withInsight(rest, idea, { text: null, signedBy: null }),
				part
			);
		case 'insights_unsigned':
			return (fact.ideas ?? []).reduce((rest: DeskPart, idea) => withInsight(rest, idea, { signedBy: null }), part);
		case 'theme_created':
			if (themeOf(part, fact.theme)) return part;
			return { ...part, themes: [...part.themes, { id: fact.theme, name: fact.name, insights: [], message: null }] };
		case 'theme_renamed':
			return withTheme(part, fact.theme, { name: fact.name });
		case 'theme_removed':
			return { ...part, themes: part.themes.filter(({ id }) => id !== fact.theme) };
		case 'insight_placed':
			return placeInsight(part, standsFor(part, fact.idea), fact.theme ?? null);
		case 'twins_merged':
			return mergeTwins(part, fact.keep, fact.twins ?? []);
		case 'twins_parted':
			return partTwins(part, fact.twins ?? []);
		case 'message_worded': {
			const message = fact.message ?? {};
			return withTheme(part, fact.theme, { message: Object.keys(message).length > 0 ? message : null });
		}
	}
}

function insightReceived(part: DeskPart, fact: Extract<HarvestDeskFact, { type: 'insight_received' }>): DeskPart {
	// Received once is enough; a repetition must not bring back words that were withdrawn since.
	if (insightOf(part, fact.idea)) return part;
	const { idea, table, round, topic, language, at } = fact;
	const text = fact.text ?? null;
	const signedBy = fact.signedBy ?? null;
	const insight: Insight = { idea, table, round, topic: topic ?? null, text, language, at, signedBy };
	return { ...part, insights: [...part.insights, insight] };
}

/** In one theme at most. */
function placeInsight(part: DeskPart, idea: IdeaId, theme: ThemeId | null): DeskPart {
	if (!insightOf(part, idea) || (theme !== null && !themeOf(part, theme))) return part;
	if ((homeOf(part, idea)?.id ?? null) === theme) return part;
	const themes = outOfThemes(part.themes, new Set([idea])).map((other) =>
		other.id === theme ? { ...other, insights: [...other.insights, idea] } : other
	);
	return { ...part, themes };
}

function withInsight(part: DeskPart, idea: IdeaId, change: Partial<Insight>): DeskPart {
	if (!insightOf(part, idea)) return part;
	return {
		...part,
		insights: part.insights.map((insight) => (insight.idea === idea ? { ...insight, ...change } : insight))
	};
}

function withTheme(part: DeskPart, id: ThemeId, change: Partial<Theme>): DeskPart {
	if (!themeOf(part, id)) return part;
	return { ...part, themes: part.themes.map((theme) => (theme.id === id ? { ...theme, ...change } : theme)) };
}

export const VOTE_FACTS = [
	'vote_opened',
	'vote_closed',
	'vote_withdrawn',
	'results_published',
	'results_unpublished'
] as const;
type VoteFact = Extract<EveryoneFact, { type: (typeof VOTE_FACTS)[number] }>;

/** The vote that everybody sees: no tally before it is closed (I13). */
export function evolveVote(part: EveryonePart, fact: VoteFact): EveryonePart {
	switch (fact.type) {
		case 'vote_opened': {
			// Opened again by a repetition it would lose its result.
			if (part.vote?.id === fact.vote || isWithdrawn(part, fact.vote)) return part;
			const { vote: id, dots, options, at: openedAt } = fact;
			const voteBefore = part.vote?.result ? part.vote : part.voteBefore;
			return { ...part, vote: { id, dots, options: options ?? [], openedAt, result: null }, voteBefore };
		}
		case 'vote_closed': {
			if (!part.vote || part.vote.id !== fact.vote || part.vote.result) return part;
			const { at: closedAt, ballots, tallies } = fact;
			const result = { closedAt, ballots, tallies: tallies ?? [] };
			return { ...part, vote: { ...part.vote, result }, voteBefore: null };
		}
		case 'vote_withdrawn': {
			if (!part.vote || part.vote.id !== fact.vote || part.vote.result) return part;
			const withdrawnVotes = [...part.withdrawnVotes, { id: fact.vote, at: fact.at }];
			return { ...part, vote: part.voteBefore, voteBefore: null, withdrawnVotes };
		}
		case 'results_published':
			if (Math.max(part.results?.version ?? 0, part.unpublished?.version ?? 0) >= fact.version) return part;
			return { ...part, results: { version: fact.version, at: fact.at }, unpublished: null };
		case 'results_unpublished':
			if (part.results?.version !== fact.version) return part;
			return { ...part, results: null, unpublished: { version: fact.version, at: fact.at } };
	}
}

const isWithdrawn = (part: EveryonePart, vote: VoteId): boolean => part.withdrawnVotes.some(({ id }) => id === vote);

/** The last vote was withdrawn, and nothing was voted on since. */
export function lastVoteWithdrawn({ vote, withdrawnVotes }: EveryonePart): boolean {
	const last = withdrawnVotes.at(-1);
	if (!last) return false;
	return vote === null || (vote.result !== null && vote.result.closedAt <= last.at);
}

export const BALLOT_FACTS = ['ballot_cast', 'ballot_thrown_away'] as const;
type BallotFact = Extract<PersonFact, { type: (typeof BALLOT_FACTS)[number] }>;

/** One ballot per vote: a later one takes the place of the one before. An unreadable one is no ballot. */
export function evolveBallot(part: PersonPart, fact: BallotFact): PersonPart {
	if (!fact.vote) return part;
	if (fact.type === 'ballot_thrown_away') {
		if (!Object.hasOwn(part.ballots, fact.vote)) return part;
		const { [fact.vote]: _gone, ...ballots } = part.ballots;
		return { ...part, ballots };
	}
	if (!fact.dots) return part;
	return { ...part, ballots: { ...part.ballots, [fact.vote]: { dots: fact.dots, paper: fact.paper ?? false } } };
}
