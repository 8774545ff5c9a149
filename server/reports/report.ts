/**
 * The outcome of an event as one value, folded from its log: everything that the results page and the files show.
 * `docs/report-schema.md` is its documented form (`rondo-report/1`).
 */
import { SPLIT_FLOOR } from '#lib/domain/harvest/ballots.ts';
import { heardAt, homeOf, sourcesOf, standsFor } from '#lib/domain/harvest/insights.ts';
import type { EpochMs, EventId, IdeaId, Language, PersonId, Texts } from '#lib/domain/ids.ts';
import type { DeskPart, EventState, Insight, Tally } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf, personOf, tableOf } from '#lib/domain/read.ts';

export interface ReportTable {
	readonly number: number;
	readonly name: Texts;
}

export interface ReportInsight {
	readonly id: IdeaId;
	readonly table: ReportTable;
	readonly round: number;
	readonly topic: Texts | null;
	/** null = withdrawn by its author. */
	readonly text: string | null;
	/** Language it was written in. */
	readonly language: Language;
	/** Only with the person's consent. */
	readonly signedBy: string | null;
	readonly theme: string | null;
	/** The insight that stands for this near-twin; null when it stands for itself. */
	readonly twinOf: IdeaId | null;
}

export interface ReportTheme {
	readonly id: string;
	readonly name: string;
	readonly message: Texts | null;
	/** null when it was not voted on. */
	readonly dots: number | null;
	readonly dotsHall: number | null;
	readonly dotsRemote: number | null;
	/** Tables at which it was heard. */
	readonly tables: readonly number[];
	readonly insights: readonly IdeaId[];
}

/** How hall and remote took part; both null when one group has fewer than five people. */
export interface Share {
	readonly all: number;
	readonly hall: number | null;
	readonly remote: number | null;
}

export interface Report {
	readonly format: 'rondo-report/1';
	readonly event: {
		readonly id: EventId;
		readonly title: Texts;
		readonly purpose: Texts;
		readonly date: string;
		readonly timezone: string;
		readonly venue: string | null;
		readonly languages: readonly Language[];
		readonly rehearsal: boolean;
	};
	readonly version: number;
	readonly publishedAt: EpochMs;
	readonly participation: {
		readonly people: Share;
		readonly ideas: Share;
		readonly ballots: number | null;
		readonly tables: number;
		readonly rounds: number;
	};
	/** With a vote: most dots first; else in the order of the board. */
	readonly themes: readonly ReportTheme[];
	/** Every key insight, twins too: by table, then round. */
	readonly insights: readonly ReportInsight[];
}

export interface ReportOptions {
	readonly event: EventId;
	/** The log folded up to the publication. */
	readonly state: EventState;
	readonly version: number;
	readonly publishedAt: EpochMs;
	/** The name of somebody who agreed to be named, and still does; null otherwise. */
	readonly signatureOf: (person: PersonId) => string | null;
}

export function reportOf({ event, state, version, publishedAt, signatureOf }: ReportOptions): Report {
	const everyone = everyoneOf(state);
	const card = everyone.card!;
	const desk = deskOf(state);
	const tallies = new Map((everyone.vote?.result?.tallies ?? []).map((tally) => [tally.theme as string, tally]));
	const insights = desk.insights.map((insight) => reportInsight(desk, insight, state, signatureOf));
	insights.sort((a, b) => a.table.number - b.table.number || a.round - b.round);
	return {
		format: 'rondo-report/1',
		event: {
			id: event,
			title: card.title,
			purpose: card.purpose,
			date: card.date,
			timezone: card.timezone,
			venue: card.venue,
			languages: card.languages,
			rehearsal: card.rehearsal
		},
		version,
		publishedAt,
		participation: participationOf(state),
		themes: themesOf(state, tallies),
		insights
	};
}

function reportInsight(
	desk: DeskPart,
	insight: Insight,
	state: EventState,
	signatureOf: ReportOptions['signatureOf']
): ReportInsight {
	const card = everyoneOf(state).card!;
	const table = card.tables.find(({ id }) => id === insight.table);
	const topic = card.topics.find(({ id }) => id === insight.topic);
	const standing = standsFor(desk, insight.idea);
	return {
		id: insight.idea,
		table: { number: table?.number ?? 0, name: table?.name ?? {} },
		round: insight.round,
		topic: topic?.title ?? null,
		text: insight.text,
		language: insight.language,
		signedBy: insight.signedBy === null ? null : signatureOf(insight.signedBy),
		theme: homeOf(desk, insight.idea)?.name ?? null,
		twinOf: standing === insight.idea ? null : standing
	};
}

function themesOf(state: EventState, tallies: ReadonlyMap<string, Tally>): ReportTheme[] {
	const desk = deskOf(state);
	const card = everyoneOf(state).card!;
	const options = everyoneOf(state).vote?.options ?? [];
	const numberOf = (table: string) => card.tables.find(({ id }) => id === table)?.number ?? 0;
	const themes = desk.themes.map((theme): ReportTheme => {
		const tally = tallies.get(theme.id);
		const tables = new Set(theme.insights.flatMap((idea) => heardAt(desk, idea)).map(numberOf));
		return {
			id: theme.id,
			// The wording that was voted on, if there was a vote.
			name: options.find((option) => option.theme === theme.id)?.name ?? theme.name,
			message: theme.message,
			dots: tally?.dots ?? null,
			dotsHall: tally?.hall ?? null,
			dotsRemote: tally?.remote ?? null,
			tables: [...tables].sort((a, b) => a - b),
			insights: theme.insights.flatMap((idea) => sourcesOf(desk, idea).map((source) => source.idea))
		};
	});
	return tallies.size === 0 ? themes : themes.sort((a, b) => (b.dots ?? -1) - (a.dots ?? -1));
}

function share(hall: number, remote: number, people: { hall: number; remote: number }): Share {
	const shown = people.hall >= SPLIT_FLOOR && people.remote >= SPLIT_FLOOR;
	return { all: hall + remote, hall: shown ? hall : null, remote: shown ? remote : null };
}

function participationOf(state: EventState): Report['participation'] {
	const everyone = everyoneOf(state);
	const card = everyone.card!;
	const took = Object.values(deskOf(state).people).filter(({ id }) => personOf(state, id).visited.length > 0);
	const ideasOf = (attendance: string) =>
		took
			.filter((person) => person.attendance === attendance)
			.reduce((sum, { id }) => sum + personOf(state, id).ideas.length, 0);
	const people = {
		hall: took.filter(({ attendance }) => attendance === 'hall').length,
		remote: took.filter(({ attendance }) => attendance === 'remote').length
	};
	const used = card.tables.filter(({ id }) => tableOf(state, id).round > 0);
	return {
		people: share(people.hall, people.remote, people),
		ideas: share(ideasOf('hall'), ideasOf('remote'), people),
		ballots: everyone.vote?.result ? everyone.vote.result.ballots : null,
		tables: used.length,
		rounds: Math.max(0, ...used.map(({ id }) => tableOf(state, id).round))
	};
}
