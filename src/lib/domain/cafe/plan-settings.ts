/** What a facilitator chooses before all rounds are planned. */
import type { EventCard } from '../event/event-card.ts';
import type { EpochMs, PersonId, TableId } from '../ids.ts';

/** `mixed`: everybody moves on her own; `group`: the travellers of a table move on together; `fixed`: nobody moves. */
export type PlanPolicy = 'mixed' | 'group' | 'fixed';
export type LastRound = 'as_planned' | 'return_home';
/** How much something counts: not at all, as usual, before everything that is not a rule. */
export type Weight = 'off' | 'normal' | 'strong';
export type Weighed = 'country' | 'organisation' | 'language' | 'wishes';
/** What a plan keeps as far as it can, by the planner's own names; `mix` is countries and organisations. */
export type Criterion = 'personTwice' | 'tableTwice' | 'topicTwice' | 'language' | 'atEveryTable' | 'mix' | 'wishes';

export interface PlanSettings {
	readonly policy: PlanPolicy;
	readonly lastRound: LastRound;
	/** Fewest people at a table, host included; null = as even as can be, three where possible. */
	readonly smallest: number | null;
	/** Most people at a table, host included; null = what each table is planned for. */
	readonly largest: number | null;
	readonly weights: Readonly<Record<Weighed, Weight>>;
	/** Tags of which somebody should sit at every table in every round; absent = none (also in older plans). */
	readonly atEveryTable?: readonly string[];
	/** What is kept first when not all is possible, the most important first; absent = as usual (also in older plans). */
	readonly order?: readonly Criterion[];
	/** How long the planner may look for better. */
	readonly seconds: number;
	readonly seed: number;
}

/**
 * Which words each weight takes. Language: `strong` = nobody sits where nobody understands her, `normal` = avoided
 * as far as possible, `off` = not looked at.
 */
export const WEIGHTS_TAKEN: Readonly<Record<Weighed, readonly Weight[]>> = {
	country: ['off', 'normal'],
	organisation: ['off', 'normal'],
	language: ['off', 'normal', 'strong'],
	wishes: ['off', 'normal']
};

/** What is kept first unless a facilitator says otherwise. */
export const USUAL_ORDER: readonly Criterion[] = [
	'personTwice',
	'tableTwice',
	'topicTwice',
	'language',
	'atEveryTable',
	'mix',
	'wishes'
];

export const SECONDS_MOST = 60;
export const TABLE_SIZE = { least: 2, most: 30 } as const;
/** More tags than that are not at one table. */
export const TAGS_MOST = 10;

export const DEFAULT_SETTINGS: PlanSettings = {
	policy: 'mixed',
	lastRound: 'as_planned',
	smallest: null,
	largest: null,
	weights: { country: 'normal', organisation: 'normal', language: 'strong', wishes: 'normal' },
	seconds: 10,
	seed: 1
};

/** The settings before anybody chose: what the organisers wrote in the event counts. */
export function usualSettings(card: Pick<EventCard, 'cafe'> | null): PlanSettings {
	const tags = card?.cafe.atEveryTable ?? [];
	return tags.length === 0 ? DEFAULT_SETTINGS : { ...DEFAULT_SETTINGS, atEveryTable: tags };
}

/** What made this version of the plan. `undone` and `redone` say in `of` what they took back or did again. */
export type PlanStepKind = 'planned' | 'moved' | 'repaired' | 'undone' | 'redone';

export interface PlanStep {
	readonly kind: PlanStepKind;
	/** Seats of the plan before that are other ones now. */
	readonly moved: number;
	readonly of?: PlanStepKind;
	/** Why people moved, for a repair: at most ten reasons. */
	readonly causes?: readonly RepairCause[];
	/** Who did it and when; null = the program. */
	readonly by?: PersonId | null;
	readonly at?: EpochMs;
}

export type RepairCause =
	| { readonly code: 'joined'; readonly people: number }
	| { readonly code: 'left'; readonly people: number }
	/** Told a seat where she can no longer sit: she takes part another way now, or has told another need or language. */
	| { readonly code: 'misplaced'; readonly people: number }
	| { readonly code: 'host_lost'; readonly table: TableId }
	| { readonly code: 'table_lost'; readonly table: TableId }
	/** It has fewer seats than people were told to sit there. */
	| { readonly code: 'seats_changed'; readonly table: TableId; readonly seats: number }
	| { readonly code: 'lock_set'; readonly person: PersonId; readonly round: number; readonly table: TableId };
