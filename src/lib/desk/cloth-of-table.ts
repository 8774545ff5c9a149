import type { Idea as ShownIdea } from '../components/idea-card/types.ts';
import type { ClothRound } from '../components/tablecloth/types.ts';
import type { Idea, TablePart } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

/** A table's ideas for somebody who only reads them; authors are named only where they agreed. */
export function clothOfTable(part: TablePart, names: Readonly<Names>, words: { table: string }): ClothRound[] {
	const rounds = new Map<number, ShownIdea[]>();
	if (part.round > 0) rounds.set(part.round, []);
	for (const idea of part.ideas)
		rounds.set(idea.round, [...(rounds.get(idea.round) ?? []), shown(idea, names, words.table)]);
	return [...rounds].map(([round, ideas]) => ({ round, ideas })).toSorted((a, b) => a.round - b.round);
}

function shown(idea: Idea, names: Readonly<Names>, table: string): ShownIdea {
	const withdrawn = idea.text === null;
	return {
		id: idea.id,
		text: idea.text ?? '',
		lang: idea.language,
		by: (idea.signedBy === null ? undefined : names[idea.signedBy]) ?? table,
		key: idea.key,
		state: withdrawn || idea.hidden ? 'hidden' : 'saved',
		...(withdrawn ? { because: m.report_withdrawn() } : {}),
		stars: idea.stars
	};
}
