import { act } from '../acts.ts';
import { personChannel, personIn, tableChannel } from '../channel.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact } from '../facts.ts';
import type { IdeaId, PersonId, TableId } from '../ids.ts';
import type { EventState, Idea } from '../parts.ts';
import { deskOf, everyoneOf, personOf, seatOf, tableCardOf, tableOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { HARVESTING } from '../people/role-groups.ts';
import { idsIn } from './ids-in.ts';

export type ClothCommand = Extract<
	Command,
	{ type: 'add_idea' | 'edit_idea' | 'hide_idea' | 'show_idea' | 'star_idea' | 'mark_insight' }
>;
type Decision = Result<ChannelFact[], Refusal>;

/** Of one person at one table in one round. */
const IDEAS_PER_PERSON = 60;
const IDEAS_PER_ROUND = 300;

/** Whether the actor may touch this table's cloth now: seated there, or the desk. */
function atTable(state: EventState, table: TableId, context: Context): 'seated' | 'desk' | null {
	const { person, role } = context.actor;
	if (person !== null && seatOf(state, person) === table) return 'seated';
	return HARVESTING.includes(role) ? 'desk' : null;
}

export function decideCloth(state: EventState, command: ClothCommand, context: Context): Decision {
	if (!tableCardOf(state, command.table)) return refuse({ code: 'unknown_table' });
	const standing = atTable(state, command.table, context);
	// A page of the last table, or a stranger who knows the id: an id is not a right.
	if (standing === null) return refuse({ code: 'not_your_table' });
	if (command.type === 'add_idea') return addIdea(state, command, context);

	const idea = tableOf(state, command.table).ideas.find(({ id }) => id === command.idea);
	if (!idea) return refuse({ code: 'unknown_idea' });
	switch (command.type) {
		case 'edit_idea':
			return editIdea(state, command, idea, context);
		case 'hide_idea':
		case 'show_idea':
			return hideIdea(state, command, idea, standing, context);
		case 'star_idea':
			return starIdea(state, command, idea, context);
		case 'mark_insight':
			return markInsight(state, command, idea, context);
	}
}

function addIdea(state: EventState, command: Extract<ClothCommand, { type: 'add_idea' }>, context: Context): Decision {
	const cloth = tableOf(state, command.table);
	const { person } = context.actor;
	if (person === null || seatOf(state, person) !== command.table) return refuse({ code: 'not_your_table' });
	const author = command.onBehalfOf ?? person;
	if (author !== person) {
		if (cloth.host !== person) return refuse({ code: 'not_allowed' });
		// A tablet or a host writes only for people who sit here now.
		if (seatOf(state, author) !== command.table) return refuse({ code: 'not_seated' });
	}
	if (isTaken(state, command.idea)) return refuse({ code: 'id_taken' });
	const { table, idea, text, language } = command;
	const round = cloth.round;
	// A page that is kept busy by one person, or a cloth that no phone can load, serves nobody.
	const ofRound = cloth.ideas.filter((other) => other.round === round).length;
	const own = personOf(state, author).ideas.filter((other) => other.table === table && other.round === round).length;
	if (own >= IDEAS_PER_PERSON || ofRound >= IDEAS_PER_ROUND)
		return refuse({
			code: 'too_many_ideas',
			params: { most: own >= IDEAS_PER_PERSON ? IDEAS_PER_PERSON : IDEAS_PER_ROUND }
		});
	// What the host puts into somebody's mouth does not carry her name.
	const signedBy = author === person ? signature(state, author) : null;
	return ok([
		{
			channel: tableChannel(table),
			fact: { type: 'idea_added', idea, round, text, language, at: context.now, onBehalf: author !== person, signedBy },
			owner: author
		},
		{
			channel: personChannel(author),
			fact: { type: 'own_idea_added', idea, table, round, text, language },
			owner: author
		}
	]);
}

/** At any table: whoever brings the id of another table's idea would own that one too, and its insight. */
const isTaken = (state: EventState, idea: IdeaId): boolean => idsIn(state).has(idea);

const signature = (state: EventState, author: PersonId): PersonId | null =>
	personOf(state, author).consents['author_name']?.given ? author : null;

const owns = (state: EventState, person: PersonId | null, table: TableId, idea: IdeaId): boolean =>
	person !== null && personOf(state, person).ideas.some((own) => own.id === idea && own.table === table);

/** Whose idea it is. Asked only where a host wrote for somebody; the link is nowhere in clear. */
export function authorOf(state: EventState, table: TableId, idea: IdeaId): PersonId | null {
	for (const channel of state.keys()) {
		const person = personIn(channel);
		if (person !== null && owns(state, person, table, idea)) return person;
	}
	return null;
}

function editIdea(
	state: EventState,
	command: Extract<ClothCommand, { type: 'edit_idea' }>,
	idea: Idea,
	context: Context
): Decision {
	const { person } = context.actor;
	const { table, text } = command;
	const byHost = idea.onBehalf && tableOf(state, table).host === person;
	if (!byHost && !owns(state, person, command.table, idea.id)) return refuse({ code: 'not_your_idea' });
	if (idea.text === null) return refuse({ code: 'text_withdrawn' });
	if (idea.rev !== command.baseRev) return refuse({ code: 'idea_changed', params: { rev: idea.rev } });
	const author = byHost ? authorOf(state, table, idea.id) : person;
	if (author === null) return refuse({ code: 'text_withdrawn' });
	const rev = idea.rev + 1;
	const facts: ChannelFact[] = [
		{ channel: tableChannel(table), fact: { type: 'idea_edited', idea: idea.id, text, rev }, owner: author },
		{
			channel: personChannel(author),
			fact: { type: 'own_idea_edited', idea: idea.id, text, rev },
			owner: author
		}
	];
	if (idea.key) facts.push({ channel: 'desk', fact: { type: 'insight_reworded', idea: idea.id, text }, owner: author });
	return ok(facts);
}

function hideIdea(
	state: EventState,
	command: Extract<ClothCommand, { type: 'hide_idea' | 'show_idea' }>,
	idea: Idea,
	standing: 'seated' | 'desk',
	context: Context
): Decision {
	const mine = owns(state, context.actor.person, command.table, idea.id);
	const host = tableOf(state, command.table).host === context.actor.person;
	if (!mine && !host && standing !== 'desk') return refuse({ code: 'not_your_idea' });
	const hidden = command.type === 'hide_idea';
	if (idea.hidden === hidden) return ok([]);
	return ok<ChannelFact[]>([
		{
			channel: tableChannel(command.table),
			fact: { type: hidden ? ('idea_hidden' as const) : ('idea_shown' as const), idea: idea.id }
		},
		// Of one's own idea nobody else need know; told again and again it would push all other acts off the list.
		...(mine ? [] : [act(command.type, context)]),
		// What is hidden at the table is no insight for the board and the report either.
		...(hidden && idea.key
			? ([
					{ channel: tableChannel(command.table), fact: { type: 'insight_unmarked', idea: idea.id } },
					{ channel: 'desk', fact: { type: 'insight_taken_back', idea: idea.id } }
				] satisfies ChannelFact[])
			: [])
	]);
}

function starIdea(
	state: EventState,
	command: Extract<ClothCommand, { type: 'star_idea' }>,
	idea: Idea,
	context: Context
): Decision {
	const { person } = context.actor;
	if (person === null || seatOf(state, person) !== command.table) return refuse({ code: 'not_your_table' });
	if (owns(state, person, command.table, idea.id)) return refuse({ code: 'own_idea' });
	if (personOf(state, person).stars.includes(idea.id) === command.starred) return ok([]);
	return ok<ChannelFact[]>([
		{
			channel: tableChannel(command.table),
			fact: { type: 'idea_starred', idea: idea.id, by: command.starred ? 1 : -1 }
		},
		{
			channel: personChannel(person),
			fact: { type: command.starred ? 'star_given' : 'star_taken_back', idea: idea.id },
			owner: person
		}
	]);
}

function markInsight(
	state: EventState,
	command: Extract<ClothCommand, { type: 'mark_insight' }>,
	idea: Idea,
	context: Context
): Decision {
	const { table, marked } = command;
	if (idea.key === marked) return ok([]);
	if (!marked)
		return ok([
			{ channel: tableChannel(table), fact: { type: 'insight_unmarked', idea: idea.id } },
			{ channel: 'desk', fact: { type: 'insight_taken_back', idea: idea.id } }
		]);
	if (idea.text === null || idea.hidden) return refuse({ code: 'text_withdrawn' });
	const cloth = tableOf(state, table);
	const most = everyoneOf(state).card?.cafe.insightsPerRound ?? 3;
	if (cloth.ideas.filter(({ key, round }) => key && round === idea.round).length >= most)
		return refuse({ code: 'too_many_insights', params: { most } });
	const owner = authorOf(state, table, idea.id);
	// Its author was forgotten, the words were left: nobody's key can seal a copy, so the first one stays alone.
	if (owner === null) return refuse({ code: 'text_withdrawn' });
	const { id, round, text, language, signedBy } = idea;
	const topic = tableCardOf(state, table)?.topic ?? null;
	return ok([
		{ channel: tableChannel(table), fact: { type: 'insight_marked', idea: id } },
		{
			channel: 'desk',
			fact: { type: 'insight_received', idea: id, table, round, topic, text, language, at: context.now, signedBy },
			owner
		}
	]);
}

/** Insights that the desk holds of one person's ideas. */
export const insightsOf = (state: EventState, ideas: readonly IdeaId[]): IdeaId[] =>
	deskOf(state)
		.insights.filter(({ idea }) => ideas.includes(idea))
		.map(({ idea }) => idea);
