/**
 * Planning all rounds, between the pages of those who run the event and the server. The plan in force and its locks
 * are facts on the desk's channel; what is here is the planner at work: runs, candidates, moves by hand, repairs.
 * Nothing of it goes to any other page.
 */
import type { PlanSettings, PlanStepKind, RepairCause } from '../domain/cafe/plan-settings.ts';
import type { EpochMs, PersonId, TableId } from '../domain/ids.ts';
import type { PlanSheet } from '../domain/parts.ts';
import type { TableMode } from '../domain/event/event-card.ts';
import type { NoPlanRule } from '../planner/types.ts';
import type { Ack } from './wire.ts';

export type {
	LastRound,
	PlanPolicy,
	PlanSettings,
	PlanStep,
	PlanStepKind,
	RepairCause,
	Weighed,
	Weight
} from '../domain/cafe/plan-settings.ts';
export { DEFAULT_SETTINGS, SECONDS_MOST, TABLE_SIZE, WEIGHTS_TAKEN } from '../domain/cafe/plan-settings.ts';

/** A plan in few bytes: `seats[round][person]` is an index into `tables`; -1 = no seat in that round. */
export interface CompactPlan {
	people: PersonId[];
	tables: TableId[];
	seats: number[][];
}

/** The smallest change that helps; tried by the server, so it does help. */
export type PlanChange =
	| { code: 'raise_largest'; to: number }
	| { code: 'lower_smallest'; to: number }
	| { code: 'language_where_possible' }
	| { code: 'another_policy' }
	| { code: 'unlock'; locks: { person: PersonId; round: number; table: TableId }[] };

/** The rule that no plan can keep, and for whom. Sentences are the page's. */
export type PlanRule = NoPlanRule;

export interface NoPlan {
	rule: PlanRule;
	/** At most 50. */
	persons: PersonId[];
	tables: TableId[];
	/** null: none of the changes that a setting or a lock can make helps alone. */
	change: PlanChange | null;
}

/** What can be said before anything is planned. Each with the numbers for its sentence. */
export type PlanNote =
	/** `pairs` at least must meet twice at `tables` tables of up to `size`; with `more` tables (of `mode`) none need to. */
	| { code: 'pairs_must_meet'; pairs: number; tables: number; size: number; more: number | null; mode: TableMode }
	/** `pairs` at least must meet twice unless somebody comes back to a table; with `more` tables neither is needed. */
	| { code: 'pairs_or_return'; pairs: number; tables: number; size: number; more: number | null; mode: TableMode }
	/** Same-country pairs at one table that nobody can avoid, over all rounds. */
	| { code: 'country_pairs'; pairs: number }
	| { code: 'organisation_pairs'; pairs: number }
	/** Somebody must come to a topic twice: fewer topics than rounds, for who can sit at these tables. */
	| { code: 'topic_twice'; topics: number; rounds: number; mode: TableMode; languages: string[] }
	/** One table for these people: no rotation among them. */
	| { code: 'one_table'; table: TableId; people: number }
	/** Two tables for these people: they meet again and again. */
	| { code: 'two_tables'; tables: TableId[]; people: number }
	/** Fewer than 8: one circle is better than rounds. 8 to 11: two tables at most. */
	| { code: 'few_people'; people: number }
	/** Locks that cannot be kept: the person is not here, or cannot sit there today. */
	| { code: 'locks_left_out'; locks: number };

export interface PlanOutlook {
	people: number;
	tables: number;
	rounds: number;
	/** Sizes of an even spread, over all tables in use. */
	smallest: number;
	largest: number;
	/** Lower limits that no plan can beat, each for itself. */
	bounds: { pairsMeetingAgain: number; sameCountryPairs: number; sameOrganisationPairs: number };
	notes: PlanNote[];
	/** Set when no plan can exist with these settings. */
	refused: NoPlan | null;
}

/** One asking of the planner. At most one is running per event; the last two that are done stay to be compared. */
export interface PlanRun {
	run: string;
	/** How the page calls it: two that are kept never share a letter. A third that is done replaces the older. */
	letter: 'A' | 'B' | 'C';
	/** Who pressed; any who runs the event may stop, cancel or take it. */
	by: PersonId | null;
	startedAt: EpochMs;
	settings: PlanSettings;
	/**
	 * - `running`: anneals; `sheet` is of the best so far, null until there is one
	 * - `done`: can be taken
	 * - `refused`: no plan exists, see `refused`
	 * - `failed`: the planner's thread died; nothing was changed, press again
	 */
	state: 'running' | 'done' | 'refused' | 'failed';
	sheet: PlanSheet | null;
	elapsedMs: number;
	/** Moves tried so far. */
	moves: number;
	refused: NoPlan | null;
	/** The version in force when it began; 0 = none. */
	basis: number;
	/** Locks have changed since: it can no longer be taken. Who came or left since is seen to by a repair. */
	stale: boolean;
	/** Tables that have fewer seats by now than it has people there: it can no longer be taken. Absent: none. */
	tooFull?: TableId[];
}

/** A step of the plan that can be taken back or done again. */
export interface PlanUndo {
	/** The version that would be taken back (or, for redo, that took it back). */
	version: number;
	kind: PlanStepKind;
	/** Seats that would change. */
	moved: number;
	by: PersonId | null;
	at: EpochMs;
}

/** What has happened to the people since the plan in force was made, and is not in it yet. */
export interface PlanWaiting {
	joined: number;
	left: number;
	/** People who can no longer sit where the plan has them: they take part another way, or told another need or language. */
	misplaced?: number;
	/** Locks that the plan does not follow. */
	locks: number;
	hostsLost: number;
	/** Tables that joined another one: the rounds to come do without them. */
	tablesMerged?: number;
	/** Tables with fewer seats, by a facilitator's word, than people in a round to come. */
	tablesTooFull?: number;
	/** An automatic repair needs your word: it would move people with a lock or a printed card. */
	asks: boolean;
}

/** The whole picture, sent to a page of a RUNNING role whenever something in it changes. Small: no seats. */
export interface PlanningState {
	/** Oldest first: at most one running or ended without a plan, and two that are done. */
	runs: PlanRun[];
	undo: PlanUndo | null;
	redo: PlanUndo | null;
	/** null: nothing to repair. */
	waiting: PlanWaiting | null;
	/** The run that somebody ended before its time; absent when none was since the last one began. */
	ended?: PlanEnded;
}

/** Who ended a run before its time; `kept`: it was good enough. */
export interface PlanEnded {
	run: string;
	by: PersonId | null;
	kept: boolean;
}

/** At most four a second while a run anneals; volatile. */
export interface PlanProgress {
	run: string;
	sheet: PlanSheet;
	elapsedMs: number;
	moves: number;
}

/** Seats that change, by person; `from` or `to` null = no seat there. */
export interface SeatChange {
	person: PersonId;
	round: number;
	from: TableId | null;
	to: TableId | null;
	/** A printed card or a lock says `from`. */
	pinned: 'card' | 'facilitator' | null;
}

/** What a change by hand costs: the sheet before and after, counted by the verifier. */
export interface PlanCost {
	before: PlanSheet;
	after: PlanSheet;
	changes: SeatChange[];
}

export interface RepairProposal extends PlanCost {
	causes: RepairCause[];
	/** People who change a seat that they had been told. */
	people: number;
}

/**
 * Page → server. Codes of refusals that are special here:
 * `plan_running {by}` another run is under way; `no_run` it is over or forgotten; `stale_plan` the plan (or the locks)
 * changed since; `round_running` rounds that ran, run or were announced stay; `nobody_seated` nobody is here;
 * `breaks_rule {rule, person, table, persons}` a hard rule; `pin_conflict {person}` a lock or card holds her;
 * `nothing_to_undo`; `nothing_to_repair`; `no_plan {rule, persons, tables}`; `planner_failed` its thread died.
 */
export interface PlanningPageEvents {
	/** What is going on; from now on `planning` tells of changes. Ask after every (re)connection. */
	plan_look: (wish: Record<string, never>, ack: (answer: Ack & { planning?: PlanningState }) => void) => void;
	/** Before choosing: what is proved unavoidable with these settings. Cheap; ask again when a setting changes. */
	plan_outlook: (wish: { settings: PlanSettings }, ack: (answer: Ack & { outlook?: PlanOutlook }) => void) => void;
	/** Answers at once with the run; `plan_progress` and `planning` tell the rest. Only before the first round. */
	plan_start: (wish: { settings: PlanSettings }, ack: (answer: Ack & { run?: string }) => void) => void;
	/** Good enough: keeps the best so far as a candidate. */
	plan_stop: (wish: { run: string }, ack: (answer: Ack) => void) => void;
	/** Ends a run without a candidate, or forgets a candidate or a refusal. */
	plan_cancel: (wish: { run: string }, ack: (answer: Ack) => void) => void;
	/** The seats of a candidate, or of the best so far of the running one: for map, routes and comparing. */
	plan_seats: (wish: { run: string }, ack: (answer: Ack & { plan?: CompactPlan }) => void) => void;
	/**
	 * Adopts a candidate, verified once more. `basis` is the plan's version that the page shows, 0 = none. The other
	 * candidate stays and can be taken instead.
	 */
	plan_take: (wish: { run: string; basis: number }, ack: (answer: Ack & { version?: number }) => void) => void;
	/**
	 * Seats one person elsewhere in one round of the plan in force; `with`: the two trade seats. `preview` only tells
	 * the cost. `basis` is the plan's version that the page shows.
	 */
	plan_move: (
		wish: { basis: number; round: number; person: PersonId; table: TableId; with: PersonId | null; preview: boolean },
		ack: (answer: Ack & { cost?: PlanCost; version?: number }) => void
	) => void;
	plan_undo: (wish: { basis: number }, ack: (answer: Ack & { version?: number }) => void) => void;
	plan_redo: (wish: { basis: number }, ack: (answer: Ack & { version?: number }) => void) => void;
	/** Fits the plan to who is here now, moving as few as possible; `preview` only tells. */
	plan_repair: (
		wish: { basis: number; preview: boolean },
		ack: (answer: Ack & { repair?: RepairProposal; version?: number }) => void
	) => void;
}

/** Server → page, to RUNNING roles of the event only. */
export interface PlanningServerEvents {
	planning: (planning: PlanningState) => void;
	plan_progress: (progress: PlanProgress) => void;
}
