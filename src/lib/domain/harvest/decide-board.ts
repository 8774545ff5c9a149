import { act } from '../acts.ts';
import type { Command, Refusal } from '../commands.ts';
import type { Context } from '../event/decide.ts';
import type { ChannelFact, DeskFact } from '../facts.ts';
import type { IdeaId, Texts, ThemeId } from '../ids.ts';
import type { DeskPart, EventState, Theme } from '../parts.ts';
import { deskOf, everyoneOf } from '../read.ts';
import { ok, refuse, type Result } from '../result.ts';
import { homeOf, insightOf, standsFor, themeOf } from './insights.ts';

export type BoardCommand = Extract<
	Command,
	{
		type:
			| 'create_theme'
			| 'rename_theme'
			| 'remove_theme'
			| 'place_insight'
			| 'merge_twins'
			| 'part_twins'
			| 'word_message';
	}
>;

export const THEME_NAME_CHARACTERS = 120;
export const MESSAGE_CHARACTERS = 500;

type Asked = Pick<Context, 'actor' | 'now'>;
type Decision = Result<ChannelFact[], Refusal>;

export function decideBoard(state: EventState, command: BoardCommand, context: Asked): Decision {
	const board = deskOf(state);
	/** What a harvester does with other people's words leaves a trace. */
	const traced = (fact: DeskFact) => ok([{ channel: 'desk', fact }, act(command.type, context)] as ChannelFact[]);
	switch (command.type) {
		case 'create_theme': {
			const name = command.name.trim();
			if (themeOf(board, command.theme)) return refuse({ code: 'id_taken', params: { id: command.theme } });
			return themeNameFault(name) ?? traced({ type: 'theme_created', theme: command.theme, name });
		}
		case 'rename_theme': {
			const name = command.name.trim();
			const theme = themeOf(board, command.theme);
			if (!theme) return refuse(unknownTheme(command.theme));
			if (theme.name === name) return ok([]);
			return themeNameFault(name) ?? traced({ type: 'theme_renamed', theme: theme.id, name });
		}
		case 'remove_theme':
			if (!themeOf(board, command.theme)) return refuse(unknownTheme(command.theme));
			// People are giving it their dots right now.
			if (isVotedOn(state, command.theme)) return refuse({ code: 'vote_open' });
			return traced({ type: 'theme_removed', theme: command.theme });
		case 'place_insight': {
			if (command.theme !== null && !themeOf(board, command.theme)) return refuse(unknownTheme(command.theme));
			if (!insightOf(board, command.idea)) return refuse(insightMissing(command.idea));
			// Somebody may have merged it while it was being dragged: then the one that stands for it is placed.
			const idea = standsFor(board, command.idea);
			if ((homeOf(board, idea)?.id ?? null) === command.theme) return ok([]);
			return traced({ type: 'insight_placed', idea, theme: command.theme });
		}
		case 'merge_twins': {
			const missing = missingAmong(board, [command.keep, ...command.twins]);
			if (missing !== undefined) return refuse(insightMissing(missing));
			const twins = [...new Set(command.twins)].filter((idea) => idea !== command.keep);
			if (twins.every((idea) => isTwinBeside(board, idea, command.keep))) return ok([]);
			return traced({ type: 'twins_merged', keep: command.keep, twins });
		}
		case 'part_twins': {
			const missing = missingAmong(board, command.twins);
			if (missing !== undefined) return refuse(insightMissing(missing));
			const twins = [...new Set(command.twins)].filter((idea) => standsFor(board, idea) !== idea);
			return twins.length === 0 ? ok([]) : traced({ type: 'twins_parted', twins });
		}
		case 'word_message': {
			const theme = themeOf(board, command.theme);
			if (!theme) return refuse(unknownTheme(command.theme));
			const message = worded(theme, command.message);
			if (Object.values(message).some((text) => text.length > MESSAGE_CHARACTERS))
				return refuse({ code: 'not_allowed', params: { field: 'message', most: MESSAGE_CHARACTERS } });
			if (sameTexts(message, theme.message ?? {})) return ok([]);
			return traced({ type: 'message_worded', theme: theme.id, message });
		}
	}
}

const unknownTheme = (theme: ThemeId): Refusal => ({ code: 'unknown_theme', params: { theme } });
/** Not on the board, or its table took it back in the meantime. */
const insightMissing = (idea: IdeaId): Refusal => ({ code: 'insight_missing', params: { idea } });

const missingAmong = (board: DeskPart, ideas: readonly IdeaId[]): IdeaId | undefined =>
	ideas.find((idea) => !insightOf(board, idea));

const isTwinBeside = (board: DeskPart, idea: IdeaId, keep: IdeaId): boolean =>
	standsFor(board, idea) !== idea && standsFor(board, idea) === standsFor(board, keep);

/** Lengths are checked at the edge too; a page that comes past it is refused, never cut. */
const themeNameFault = (name: string) =>
	name.length === 0 || name.length > THEME_NAME_CHARACTERS
		? refuse<Refusal>({ code: 'not_allowed', params: { field: 'name', least: 1, most: THEME_NAME_CHARACTERS } })
		: null;

function isVotedOn(state: EventState, theme: ThemeId): boolean {
	const { vote } = everyoneOf(state);
	return vote !== null && vote.result === null && vote.options.some((option) => option.theme === theme);
}

/** Languages that are not named stay, so that two harvesters may word two at once; an empty text removes its language. */
function worded(theme: Theme, message: Texts): Texts {
	const texts = new Map(Object.entries(theme.message ?? {}));
	for (const [language, text] of Object.entries(message)) {
		if (text.trim() === '') texts.delete(language);
		else texts.set(language, text.trim());
	}
	return Object.fromEntries(texts);
}

function sameTexts(a: Texts, b: Texts): boolean {
	const languages = Object.keys(a);
	return languages.length === Object.keys(b).length && languages.every((language) => a[language] === b[language]);
}
