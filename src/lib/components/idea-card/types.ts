import type { TakesPart } from '../person/types.ts';

export type IdeaState = 'saved' | 'not_sent' | 'refused' | 'hidden';

/** One thought on the tablecloth, as this person may see it. */
export type Idea = {
	id: string;
	text: string;
	lang?: string | undefined;
	/** Name or table under the idea ("Mateus", "Table 12"); the page decides what may be shown. */
	by: string;
	/** Somebody typed it for them: "Chiara for Jonas". */
	writtenBy?: string | undefined;
	takesPart?: TakesPart | undefined;
	mine?: boolean | undefined;
	key?: boolean | undefined;
	state: IdeaState;
	/** Why it was refused or hidden, in words. */
	because?: string | undefined;
	/** "2 min ago", "heard by all". */
	note?: string | undefined;
	/** Stars given by people at the table. */
	stars?: number | undefined;
	starredByMe?: boolean | undefined;
	carriedFrom?: { number: number; topic: number; round: number; by?: string | undefined } | undefined;
	/** The original is `text`; this is what a machine or a person made of it. */
	translation?: { text: string; lang: string; by: 'machine' | 'person' } | undefined;
};

export type IdeaAction =
	| 'mark_key'
	| 'unmark_key'
	| 'star'
	| 'unstar'
	| 'edit'
	| 'bring'
	| 'translate'
	| 'original'
	| 'move_after'
	| 'hide'
	| 'show_again'
	| 'withdraw'
	| 'tell_host'
	| 'try_again'
	| 'why';

export type IdeaCardProps = {
	idea: Idea;
	/** What this person may do with it now, in menu order. */
	actions?: readonly IdeaAction[] | undefined;
	onaction?: ((action: IdeaAction, ideaId: string) => void) | undefined;
	/** Shows `translation` instead of the original. */
	translated?: boolean | undefined;
};
