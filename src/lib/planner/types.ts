/** The words of the planner: what goes in (an instance) and what comes out (a plan and its sheet). */

export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export type TableMode = 'hall' | 'online' | 'linked';
export type Attendance = 'hall' | 'remote';
export type Device = 'own' | 'table' | 'none';
export type Strictness = 'never' | 'avoid' | 'off';
export type LanguageRule = 'everyone' | 'avoid' | 'off';
export type Policy = 'mixed' | 'group' | 'fixed';
export type LastRound = 'new_table' | 'return_home';
export type Mixed = 'country' | 'organisation' | 'mode';
/** What is soft, by the names of its rules; `wishes` are the topics of people. */
export type Criterion = 'personTwice' | 'tableTwice' | 'topicTwice' | 'language' | 'atEveryTable' | 'mix' | 'wishes';

/** A table. `seats` and `minSeats` count everybody, the host included. */
export interface Table {
	id: string;
	topic: string | null;
	seats: number;
	/** null: the smallest size of an even spread over the pool, never under 3 unless there is no other way. */
	minSeats: number | null;
	mode: TableMode;
	/** Cap on remote people at a linked table; null is no cap. */
	remoteSeats: number | null;
	languages: string[];
	/** Languages that are interpreted at this table: they count as understood. */
	channels: string[];
	stepFree: boolean;
	/** An optional table may stay empty, in all rounds or in none. */
	optional: boolean;
}

export interface Person {
	id: string;
	/** The table where this person sits in every round, or null for a traveller. */
	hosts: string | null;
	attendance: Attendance;
	device: Device;
	/** BCP-47, preferred first; an empty list fits everywhere. */
	languages: string[];
	country: string | null;
	organisation: string | null;
	tags: string[];
	/** Wishes, the first counts most. */
	topics: string[];
	stepFree: boolean;
}

/** A seat that is not the planner's to choose; rounds count from 1. */
export interface Lock {
	person: string;
	round: number;
	table: string;
}

export interface Rules {
	policy: Policy;
	lastRound: LastRound;
	personTwice: Strictness;
	tableTwice: Strictness;
	topicTwice: Strictness;
	language: LanguageRule;
	hallAtOnlineTables: boolean;
	mix: Mixed[];
	/** Tags of which each should be present at every table in every round. */
	atEveryTable: string[];
	/** What is kept first when not all is possible; who is not named follows in the usual order. Absent: as usual. */
	order?: Criterion[];
}

/** Everything that a plan depends on; the same instance and iterations always give the same plan. */
export interface Instance {
	rounds: number;
	seed: number;
	/** Milliseconds of solving, when the caller passes a clock. */
	budgetMs: number;
	/** Moves to try; wins over `budgetMs`. */
	iterations: number | null;
	tables: Table[];
	people: Person[];
	together: string[][];
	apart: string[][];
	locked: Lock[];
	rules: Rules;
}

/** Who sits where in one round: person id to table id. */
export type Round = Record<string, string>;

/** What a repair has to remember of rounds that are over, once people and tables are gone from the instance. */
export interface Past {
	/** Rounds from 1 to this one are over. */
	rounds: number;
	/** People who left, as they were. */
	people: Person[];
	/** Tables that were lost, as they were. */
	tables: Table[];
	/** Who hosted which table in rounds `from` to `to`, where it differs from the instance. */
	hosting: { person: string; table: string; from: number; to: number }[];
	/** People who became hosts in a repair, with their first round as a host. */
	hostsSince: { person: string; from: number }[];
	/** Groups that sat together, with members who have left. */
	together: string[][];
}

/** The figures of a plan, recomputed from scratch by the verifier. */
export interface Sheet {
	/** Sum over pairs of max(0, meetings - 1), hosts included, pairs of a `together` group left out. */
	pairsMeetingAgain: number;
	pairsMeetingAgainBound: number;
	/** Sum over pairs of meetings * (meetings - 1) / 2. */
	c2: number;
	c2Bound: number;
	tableAgain: number;
	topicAgain: number;
	withoutLanguage: number;
	outsideTableLanguage: number;
	tagsMissing: number;
	sameCountryPairs: number;
	sameCountryPairsBound: number;
	sameOrganisationPairs: number;
	sameOrganisationPairsBound: number;
	sameModePairs: number;
	sameModePairsBound: number;
	wishesMet: number;
	wishesPossible: number;
	perPerson: { mostMeetingsAgain: number; fewestWishesMet: number | null };
	sentences: string[];
}

export interface Plan {
	seed: number;
	iterations: number;
	elapsedMs: number;
	firstPlanMs: number;
	rounds: Round[];
	sheet: Sheet;
	/** Present after a repair. */
	past?: Past;
}

/** A fault in the input, by its path: `people[3].languages[0]`. */
export interface Fault {
	path: string;
	message: string;
}

export type NoPlanRule =
	| 'seats'
	| 'minSeats'
	| 'attendance'
	| 'device'
	| 'stepFree'
	| 'language'
	| 'together'
	| 'apart'
	| 'locked'
	| 'personTwice'
	| 'tableTwice'
	| 'topicTwice';

/** Why there is no plan (proved, or none was found: `because` says which): the rule, whom it concerns, the smallest change that helps. */
export interface NoPlan {
	rule: NoPlanRule;
	persons: string[];
	tables: string[];
	/** For whom, as a phrase. */
	because: string;
	/** The smallest change that helps, as a phrase. */
	change: string;
}

/** What happened since a plan was told; rounds up to `afterRound` are history. */
export interface Changes {
	afterRound: number;
	left: string[];
	joined: Person[];
	hostsLost: string[];
	tablesLost: string[];
}

export interface Moved {
	person: string;
	round: number;
	from: string;
	to: string;
}

/** A plan with what changed in it, and the instance as it now is. */
export interface Repair extends Plan {
	/** Seats that had been told and changed; people who left or joined are not counted. */
	moved: Moved[];
	newHosts: { table: string; person: string }[];
	joinedAt: { person: string; round: number; table: string }[];
	instance: Instance;
}

/** A hard rule that a plan breaks. */
export interface Breach {
	rule: NoPlanRule | 'seat' | 'host' | 'even' | 'policy' | 'past' | 'sheet';
	round: number;
	persons: string[];
	tables: string[];
	message: string;
}

/** What the verifier found: `ok` when no hard rule is broken and the plan's sheet says what is true. */
export interface Verdict {
	ok: boolean;
	breaches: Breach[];
	sheet: Sheet;
}

/** Lower limits that no plan for the instance can beat, each for itself. */
export interface Bounds {
	pairsMeetingAgain: number;
	c2: number;
	sameCountryPairs: number;
	sameOrganisationPairs: number;
	sameModePairs: number;
}

export interface PlanOptions {
	signal?: AbortSignal;
	onProgress?: (best: Plan, iterations: number) => void;
	/** Milliseconds; the planner reads no clock of its own. Without it only `iterations` limits the run. */
	now?: () => number;
}
