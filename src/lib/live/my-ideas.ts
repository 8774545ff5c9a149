/** What one person wrote, by round and table: to read again and to take home. */
import type { TableIdentity } from '../components/table-badge/types.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import type { Texts } from '../domain/ids.ts';
import type { OwnIdea } from '../domain/parts.ts';
import { questionOf, tableCardIn, tableIdentity, type Say } from './cafe-words.ts';

export interface IdeasOfRound {
	readonly round: number;
	readonly table: TableIdentity | null;
	readonly ideas: readonly OwnIdea[];
}

/** The last round first. */
export function myIdeasByRound(ideas: readonly OwnIdea[], card: EventCard | null, say: Say): IdeasOfRound[] {
	const groups = new Map<string, OwnIdea[]>();
	for (const idea of ideas) {
		const key = `${idea.round} ${idea.table}`;
		groups.set(key, [...(groups.get(key) ?? []), idea]);
	}
	return [...groups.values()]
		.map((group) => {
			const { round, table } = group[0]!;
			const found = tableCardIn(card, table);
			return { round, table: card && found ? tableIdentity(card, found, say) : null, ideas: group };
		})
		.toSorted((a, b) => b.round - a.round);
}

/** The file of one's own ideas. Texts are given in every language they were asked in. */
export interface MyIdeasFile {
	readonly event: Texts;
	readonly date: string;
	readonly ideas: readonly {
		readonly text: string;
		readonly language: string;
		readonly round: number;
		readonly table: number | null;
		readonly question: Texts | null;
	}[];
}

export function myIdeasFile(ideas: readonly OwnIdea[], card: EventCard): MyIdeasFile {
	return {
		event: card.title,
		date: card.date,
		ideas: ideas.map(({ text, language, round, table }) => {
			const found = tableCardIn(card, table);
			return {
				text,
				language,
				round,
				table: found?.number ?? null,
				question: found ? questionOf(card, found, round) : null
			};
		})
	};
}
