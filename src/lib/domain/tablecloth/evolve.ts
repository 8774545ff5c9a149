import type { PersonFact, TableFact } from '../facts.ts';
import type { IdeaId } from '../ids.ts';
import type { Idea, PersonPart, TablePart } from '../parts.ts';

export const CLOTH_FACTS = [
	'idea_added',
	'idea_edited',
	'idea_hidden',
	'idea_shown',
	'idea_starred',
	'insight_marked',
	'insight_unmarked',
	'ideas_withdrawn',
	'ideas_unsigned'
] as const;
type ClothFact = Extract<TableFact, { type: (typeof CLOTH_FACTS)[number] }>;

/** The tablecloth: what is written stays with the table, whatever people do (I8, I9). */
export function evolveCloth(part: TablePart, fact: ClothFact): TablePart {
	switch (fact.type) {
		case 'idea_added': {
			if (part.ideas.some(({ id }) => id === fact.idea)) return part;
			const { round, language, at, onBehalf, signedBy } = fact;
			const idea: Idea = {
				id: fact.idea,
				round,
				text: fact.text ?? null,
				language,
				rev: 1,
				at,
				stars: 0,
				key: false,
				hidden: false,
				onBehalf,
				signedBy
			};
			return { ...part, ideas: [...part.ideas, idea] };
		}
		case 'idea_edited':
			return withIdea(part, fact.idea, () => ({ text: fact.text ?? null, rev: fact.rev }));
		case 'idea_hidden':
		case 'idea_shown':
			return withIdea(part, fact.idea, () => ({ hidden: fact.type === 'idea_hidden' }));
		case 'idea_starred':
			return withIdea(part, fact.idea, ({ stars }) => ({ stars: Math.max(0, stars + fact.by) }));
		case 'insight_marked':
		case 'insight_unmarked':
			return withIdea(part, fact.idea, () => ({ key: fact.type === 'insight_marked' }));
		case 'ideas_withdrawn':
			return { ...part, ideas: part.ideas.map((idea) => (fact.ideas.includes(idea.id) ? withdrawn(idea) : idea)) };
		case 'ideas_unsigned':
			return {
				...part,
				ideas: part.ideas.map((idea) => (fact.ideas.includes(idea.id) ? { ...idea, signedBy: null } : idea))
			};
	}
}

const withdrawn = (idea: Idea): Idea => ({ ...idea, text: null, signedBy: null });

function withIdea(part: TablePart, id: IdeaId, change: (idea: Idea) => Partial<Idea>): TablePart {
	return { ...part, ideas: part.ideas.map((idea) => (idea.id === id ? { ...idea, ...change(idea) } : idea)) };
}

export const OWN_IDEA_FACTS = ['own_idea_added', 'own_idea_edited', 'star_given', 'star_taken_back'] as const;
type OwnIdeaFact = Extract<PersonFact, { type: (typeof OWN_IDEA_FACTS)[number] }>;

export function evolveOwnIdeas(part: PersonPart, fact: OwnIdeaFact): PersonPart {
	switch (fact.type) {
		case 'own_idea_added': {
			const { idea: id, table, round, text, language } = fact;
			return { ...part, ideas: [...part.ideas, { id, table, round, text, language, rev: 1 }] };
		}
		case 'own_idea_edited':
			return {
				...part,
				ideas: part.ideas.map((idea) => (idea.id === fact.idea ? { ...idea, text: fact.text, rev: fact.rev } : idea))
			};
		case 'star_given':
			return part.stars.includes(fact.idea) ? part : { ...part, stars: [...part.stars, fact.idea] };
		case 'star_taken_back':
			return { ...part, stars: part.stars.filter((idea) => idea !== fact.idea) };
	}
}
