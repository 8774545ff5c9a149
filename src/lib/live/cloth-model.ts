/** A table's ideas as this person may see them: what is saved, what waits here, and what she may do with each. */
import type { Idea as ShownIdea, IdeaAction } from '../components/idea-card/types.ts';
import type { ClothRound } from '../components/tablecloth/types.ts';
import type { PageCommand } from '../domain/commands.ts';
import type { IdeaId, TableId } from '../domain/ids.ts';
import type { Idea, PersonPart, TablePart } from '../domain/parts.ts';
import type { Names } from '../protocol/wire.ts';

export interface ClothWords {
	/** "Table 12": the author of an idea that nobody signed. */
	readonly table: string;
	readonly you: string;
	readonly withdrawn: string;
	readonly hidden: string;
	/** "written for somebody here". */
	readonly onBehalf: string;
}

export interface Cloth {
	readonly table: TableId;
	readonly part: TablePart;
	readonly me: PersonPart;
	readonly names: Readonly<Names>;
	/** Commands without an answer yet. */
	readonly waiting: readonly PageCommand[];
	/** Whether waiting ideas are called "not sent yet": not for the moment that an answer takes. */
	readonly stuck: boolean;
	readonly words: ClothWords;
}

type Adding = Extract<PageCommand, { type: 'add_idea' }>;
type Editing = Extract<PageCommand, { type: 'edit_idea' }>;

const waitingOf = <T extends PageCommand['type']>(cloth: Cloth, type: T) =>
	cloth.waiting.filter(
		(command): command is Extract<PageCommand, { type: T }> =>
			command.type === type && 'table' in command && command.table === cloth.table
	);

/** Newest round last (the tablecloth sorts); the running round is there even without an idea. */
export function clothRounds(cloth: Cloth): ClothRound[] {
	const { part } = cloth;
	const rounds = new Map<number, ShownIdea[]>();
	if (part.round > 0) rounds.set(part.round, []);
	const edits = new Map(waitingOf(cloth, 'edit_idea').map((edit) => [edit.idea, edit]));
	const put = (round: number, idea: ShownIdea) => rounds.set(round, [...(rounds.get(round) ?? []), idea]);
	for (const idea of part.ideas) put(idea.round, shown(cloth, idea, edits.get(idea.id)));
	const saved = new Set(part.ideas.map(({ id }) => id));
	for (const adding of waitingOf(cloth, 'add_idea'))
		if (!saved.has(adding.idea)) put(part.round, unsaved(cloth, adding));
	return [...rounds].map(([round, ideas]) => ({ round, ideas })).sort((a, b) => a.round - b.round);
}

/** Ideas and edits that wait on this device, for the pill. */
export const waitingIdeas = (waiting: readonly PageCommand[]): number =>
	waiting.filter(({ type }) => type === 'add_idea' || type === 'edit_idea').length;

const isMine = (me: PersonPart, idea: IdeaId): boolean => me.ideas.some(({ id }) => id === idea);

function shown(cloth: Cloth, idea: Idea, edit: Editing | undefined): ShownIdea {
	const { me, names, words, stuck } = cloth;
	const mine = isMine(me, idea.id);
	const signed = idea.signedBy === null ? undefined : names[idea.signedBy];
	const text = edit?.text ?? idea.text;
	return {
		id: idea.id,
		text: text ?? '',
		lang: idea.language,
		by: mine ? words.you : (signed ?? words.table),
		mine,
		key: idea.key,
		state: text === null || idea.hidden ? 'hidden' : edit && stuck ? 'not_sent' : 'saved',
		...(text === null ? { because: words.withdrawn } : idea.hidden ? { because: words.hidden } : {}),
		...(idea.onBehalf && !mine ? { note: words.onBehalf } : {}),
		stars: idea.stars,
		starredByMe: me.stars.includes(idea.id)
	};
}

function unsaved({ names, words, stuck }: Cloth, { idea, text, language, onBehalfOf }: Adding): ShownIdea {
	return {
		id: idea,
		text,
		lang: language,
		by: onBehalfOf === null ? words.you : (names[onBehalfOf] ?? words.table),
		mine: onBehalfOf === null,
		state: stuck ? 'not_sent' : 'saved'
	};
}

/** What this person may do with an idea now, in the order of the menu. */
export function ideaActions(
	idea: Pick<Idea, 'id' | 'text' | 'hidden' | 'key' | 'onBehalf'> | undefined,
	me: PersonPart,
	host: boolean
): IdeaAction[] {
	// Not on the server yet, or its author took the words back: nothing can be done.
	if (!idea || idea.text === null) return [];
	const mine = isMine(me, idea.id);
	if (idea.hidden) return mine || host ? ['show_again'] : [];
	const actions: IdeaAction[] = [idea.key ? 'unmark_key' : 'mark_key'];
	if (!mine) actions.push(me.stars.includes(idea.id) ? 'unstar' : 'star');
	if (mine || (host && idea.onBehalf)) actions.push('edit');
	if (mine) actions.push('withdraw');
	else if (host) actions.push('hide');
	return actions;
}

/** What earlier rounds marked as worth telling: for those who arrive. Stars break the tie when nothing was marked. */
export function recapOf({ ideas, round }: TablePart, most = 3): readonly Idea[] {
	const before = ideas.filter((idea) => idea.round < round && idea.text !== null && !idea.hidden);
	const keys = before.filter(({ key }) => key);
	if (keys.length > 0) return keys.slice(-most);
	return before.toSorted((a, b) => b.stars - a.stars || b.at - a.at).slice(0, most);
}
