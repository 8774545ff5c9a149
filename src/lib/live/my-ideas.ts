/** What one person wrote, by round and table: to read again and to take home. */
import type { TableIdentity } from '../components/table-badge/types.ts';
import type { Attendance, Device, EventCard } from '../domain/event/event-card.ts';
import type { Texts } from '../domain/ids.ts';
import type { OwnIdea, PersonPart } from '../domain/parts.ts';
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

/** The file of what is kept about a person and what she wrote. Texts are given in every language they were asked in. */
export interface MyDataFile {
	readonly event: Texts;
	readonly date: string;
	readonly person: {
		readonly name: string;
		readonly languages: readonly string[];
		readonly attendance: Attendance | null;
		readonly device: Device | null;
		readonly country: string | null;
		readonly organisation: string | null;
		readonly tags: readonly string[];
		readonly needs: readonly string[];
		readonly topics: readonly Texts[];
		readonly tables: readonly { readonly round: number; readonly table: number | null }[];
		readonly consents: PersonPart['consents'];
	};
	readonly ideas: readonly {
		readonly text: string;
		readonly language: string;
		readonly round: number;
		readonly table: number | null;
		readonly question: Texts | null;
	}[];
}

export function myDataFile(name: string, me: PersonPart, card: EventCard): MyDataFile {
	const { profile, needs, visited, consents, ideas } = me;
	return {
		event: card.title,
		date: card.date,
		person: {
			name,
			languages: profile?.languages ?? [],
			attendance: profile?.attendance ?? null,
			device: profile?.device ?? null,
			country: profile?.country ?? null,
			organisation: profile?.organisation ?? null,
			tags: profile?.tags ?? [],
			needs,
			topics: (profile?.topics ?? []).flatMap((id) =>
				card.topics.filter((topic) => topic.id === id).map(({ title }) => title)
			),
			tables: visited.map(({ round, table }) => ({ round, table: tableCardIn(card, table)?.number ?? null })),
			consents
		},
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
