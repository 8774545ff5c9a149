/**
 * The state of an event, one part per channel. The browser folds the same facts into the same parts,
 * for just the channels that it may see.
 */
import type { CafeClock } from './cafe/clock.ts';
import type { PlannedSeat } from './cafe/plan-diff.ts';
import type { PlanSettings, PlanStep, PlanStepKind } from './cafe/plan-settings.ts';
import type { Channel } from './channel.ts';
import type { Attendance, Device, EventCard, Pin } from './event/event-card.ts';
import type { CallId, EpochMs, IdeaId, Language, PersonId, TableId, Texts, ThemeId, TopicId, VoteId } from './ids.ts';
import type { DeskPerson, Participation, Profile, Role } from './people/person.ts';

export interface Announcement {
	readonly id: string;
	readonly at: EpochMs;
	readonly text: string;
}

export interface VoteOption {
	readonly theme: ThemeId;
	readonly name: string;
}

export interface Tally {
	readonly theme: ThemeId;
	readonly dots: number;
	/** Dots by attendance; absent for the whole vote when one group is below 5 people. */
	readonly hall?: number;
	readonly remote?: number;
}

export interface PublicVote {
	readonly id: VoteId;
	readonly dots: number;
	readonly options: readonly VoteOption[];
	readonly openedAt: EpochMs;
	/** null while the vote is open: results are hidden until it closes. */
	readonly result: { readonly closedAt: EpochMs; readonly ballots: number; readonly tallies: readonly Tally[] } | null;
}

export interface EveryonePart {
	readonly card: EventCard | null;
	readonly item: { readonly id: string; readonly since: EpochMs } | null;
	/** Actual starts of the programme items. */
	readonly started: Readonly<Record<string, EpochMs>>;
	readonly clock: CafeClock;
	/** Version of the published plan; 0 = none. */
	readonly planVersion: number;
	/** Version of the seating in force; 0 = nobody is seated. Undo and rotation raise it, arrivals do not. */
	readonly seatingVersion: number;
	/** The highest version that a bell has announced: a bell that was taken back used its number up. */
	readonly versionsUsed: number;
	readonly announcements: readonly Announcement[];
	readonly vote: PublicVote | null;
	/** The closed vote that the open one took the place of: it holds again if that one is withdrawn. */
	readonly voteBefore: PublicVote | null;
	/** Newest last. Their ids are not used again. */
	readonly withdrawnVotes: readonly { readonly id: VoteId; readonly at: EpochMs }[];
	readonly results: { readonly version: number; readonly at: EpochMs } | null;
	/** The version that was taken off the page; null when one is published, or none ever was. */
	readonly unpublished: { readonly version: number; readonly at: EpochMs } | null;
	readonly closed: boolean;
}

export interface StagePart {
	/** Who may publish on the stage now. */
	readonly onStage: readonly { readonly person: PersonId; readonly attendance: Attendance }[];
	/** The one speaking list for hall and remote, in order. `called` = asked to speak, not yet answered. */
	readonly hands: readonly {
		readonly person: PersonId;
		readonly attendance: Attendance;
		readonly since: EpochMs;
		readonly called: boolean;
	}[];
}

export interface Seated {
	readonly person: PersonId;
	readonly attendance: Attendance;
	readonly device: Device;
	/** Hall people walk: true once the host or the person said "here". Remote people are placed at once. */
	readonly placed: boolean;
}

export interface Idea {
	readonly id: IdeaId;
	readonly round: number;
	/** null = withdrawn by its author. */
	readonly text: string | null;
	readonly language: Language;
	/** Counts edits from 1; an edit names the revision that it changes. */
	readonly rev: number;
	readonly at: EpochMs;
	readonly stars: number;
	readonly key: boolean;
	readonly hidden: boolean;
	/** Written by the host for somebody. */
	readonly onBehalf: boolean;
	/** The author, only when she was asked and agreed to be named. */
	readonly signedBy: PersonId | null;
}

export interface TablePart {
	readonly version: number;
	readonly round: number;
	readonly seated: readonly Seated[];
	readonly host: PersonId | null;
	/** In the order in which they were written. */
	readonly ideas: readonly Idea[];
	readonly hands: readonly PersonId[];
	/** Who listens here without sitting here. */
	readonly visitors: readonly PersonId[];
	/** Raised when somebody is removed or moved elsewhere: the table's LiveKit room gets a new name. */
	readonly rekey: number;
	readonly mergedInto: TableId | null;
	/** What was said to this table only. */
	readonly announcements: readonly Announcement[];
}

export interface OwnIdea {
	readonly id: IdeaId;
	readonly table: TableId;
	readonly round: number;
	readonly text: string;
	readonly language: Language;
	readonly rev: number;
}

export interface NextSeat {
	readonly table: TableId;
	readonly round: number;
	readonly version: number;
	readonly switchAt: EpochMs;
}

export interface PersonPart {
	readonly role: Role;
	readonly profile: Profile | null;
	readonly participation: Participation;
	readonly hosts: TableId | null;
	readonly needs: readonly string[];
	readonly seat: { readonly table: TableId; readonly round: number; readonly version: number } | null;
	readonly next: NextSeat | null;
	/** The table that she listens to, while its seating has this version. */
	readonly visiting: { readonly table: TableId; readonly version: number } | null;
	/** Planned tables by round, first round first; null where none is planned. */
	readonly route: readonly (TableId | null)[];
	/** Where she has sat: one entry per round that was started with her at a table. */
	readonly visited: readonly { readonly round: number; readonly table: TableId }[];
	readonly ideas: readonly OwnIdea[];
	readonly stars: readonly IdeaId[];
	readonly ballots: Readonly<
		Record<VoteId, { readonly dots: Readonly<Record<ThemeId, number>>; readonly paper: boolean }>
	>;
	readonly consents: Readonly<Record<string, { readonly given: boolean; readonly at: EpochMs }>>;
	/** Asked to speak on the stage, not answered yet. */
	readonly invitedToStage: boolean;
	readonly help: { readonly call: CallId; readonly state: 'waiting' | 'coming' | 'solved' } | null;
	/** null, or what was forgotten. */
	readonly forgotten: Forgetting | null;
}

export type Forgetting = 'identity' | 'everything';

export interface Insight {
	readonly idea: IdeaId;
	readonly table: TableId;
	readonly round: number;
	readonly topic: TopicId | null;
	readonly text: string | null;
	readonly language: Language;
	readonly at: EpochMs;
	/** Signed by, only with consent. */
	readonly signedBy: PersonId | null;
}

export interface Theme {
	readonly id: ThemeId;
	readonly name: string;
	readonly insights: readonly IdeaId[];
	/** The worded message, by language. */
	readonly message: Texts | null;
}

export interface Act {
	readonly act: string;
	readonly by: PersonId | null;
	readonly at: EpochMs;
}

export interface Seating {
	readonly version: number;
	readonly round: number;
	readonly seats: Readonly<Record<PersonId, TableId>>;
}

export interface Plan {
	readonly version: number;
	/** One map per round, first round first. */
	readonly rounds: readonly Readonly<Record<PersonId, TableId>>[];
	readonly sheet: PlanSheet;
	/** What it was asked for with; absent in plans of an older version of the program: the defaults. */
	readonly settings?: PlanSettings;
	/** What made this version out of the one before. */
	readonly step?: PlanStep;
}

/** The way from one version of the plan to the one before it. */
export interface PlanBack {
	/** The version that would be taken back. */
	readonly version: number;
	readonly kind: PlanStepKind;
	readonly by: PersonId | null;
	readonly at: EpochMs;
	readonly seats: readonly PlannedSeat[];
	readonly sheet: PlanSheet;
	readonly settings?: PlanSettings;
}

/** What a plan costs, counted by the planner's verifier (`src/lib/planner`). */
export interface PlanSheet {
	readonly pairsMeetingAgain: number;
	readonly pairsMeetingAgainBound: number;
	readonly tableAgain: number;
	readonly topicAgain: number;
	readonly withoutLanguage: number;
	readonly sameCountryPairs: number;
	readonly sameCountryPairsBound: number;
	readonly sameOrganisationPairs: number;
	readonly people: number;
	readonly tables: number;
	readonly smallest: number;
	readonly largest: number;
	readonly elapsedMs: number;
	readonly seed: number;
	// Absent in sheets of an older version of the program.
	readonly sameOrganisationPairsBound?: number;
	/** Person-rounds outside the language that most of the table understand. */
	readonly outsideTableLanguage?: number;
	/** Wished topics that are visited, and how many could be at most. */
	readonly wishesMet?: number;
	readonly wishesPossible?: number;
	/** How often a tag that was asked for at every table is missing at one, over all rounds. */
	readonly tagsMissing?: readonly { readonly tag: string; readonly tables: number }[];
	/** Pairs who came the same way (hall or remote) at linked tables; absent where nobody can be mixed. */
	readonly sameModePairs?: number;
	readonly sameModePairsBound?: number;
	/** The largest number of meetings again of one person. */
	readonly mostMeetingsAgain?: number;
}

export interface DeskPart {
	readonly people: Readonly<Record<PersonId, DeskPerson>>;
	readonly pins: readonly Pin[];
	readonly plan: Plan | null;
	/** What can be taken back, newest last; absent before the plan has changed, and always on a page. */
	readonly planBack?: readonly PlanBack[];
	/** What was taken back and can be done again, newest last; never on a page. */
	readonly planForth?: readonly PlanBack[];
	readonly seating: Seating | null;
	readonly next: Seating | null;
	/** The seating before the last switch, for undo. */
	readonly previous: Seating | null;
	readonly insights: readonly Insight[];
	readonly themes: readonly Theme[];
	/** Twin → the insight that stands for it. Sources are kept. */
	readonly twins: Readonly<Record<IdeaId, IdeaId>>;
	/** What was said to some tables only. */
	readonly announcements: readonly (Announcement & { readonly tables: readonly TableId[] })[];
	/** What the desk did, newest last, at most 200. */
	readonly acts: readonly Act[];
}

export interface CarePart {
	readonly needs: Readonly<Record<PersonId, readonly string[]>>;
}

export interface HelpCall {
	readonly id: CallId;
	readonly person: PersonId;
	readonly table: TableId | null;
	readonly since: EpochMs;
	readonly takenBy: PersonId | null;
	readonly solvedAt: EpochMs | null;
}

export interface HelpPart {
	readonly calls: readonly HelpCall[];
}

export interface WaitingAtDoor {
	readonly person: PersonId;
	readonly attendance: Attendance;
	readonly since: EpochMs;
}

export interface DoorPart {
	/** Who waits to be let in, who came first standing first. */
	readonly waiting: readonly WaitingAtDoor[];
}

export type Part = EveryonePart | StagePart | TablePart | PersonPart | DeskPart | CarePart | HelpPart | DoorPart;

/** Owned by one fold: parts are replaced whole, the map is never copied. */
export type EventState = Map<Channel, Part>;
