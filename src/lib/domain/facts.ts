/**
 * Every fact that the log may hold, by channel. Past tense; old facts are never edited: a new field is optional,
 * a new meaning is a new type.
 */
import type { Channel } from './channel.ts';
import type { PlannedSeat } from './cafe/plan-diff.ts';
import type { PlanSettings, PlanStep } from './cafe/plan-settings.ts';
import type { Attendance, EventCard, Pin } from './event/event-card.ts';
import type { CallId, EpochMs, IdeaId, Language, PersonId, TableId, Texts, ThemeId, TopicId, VoteId } from './ids.ts';
import type { Forgetting, Plan, PlanSheet, Seated, Tally, VoteOption } from './parts.ts';
import type { DeskPerson, Participation, Profile, Role } from './people/person.ts';

export type EveryoneFact =
	| { type: 'event_created'; card: EventCard }
	| { type: 'rehearsal_marked'; timeScale: number }
	| { type: 'programme_moved'; item: string; at: EpochMs }
	/** To everybody. */
	| { type: 'announced'; id: string; at: EpochMs; text: string }
	| { type: 'table_seats_set'; table: TableId; seats: number }
	| { type: 'plan_published'; version: number }
	| { type: 'round_started'; round: number; startedAt: EpochMs; endsAt: EpochMs; version: number }
	| { type: 'round_extended'; round: number; endsAt: EpochMs }
	| { type: 'round_paused'; round: number; remainingMs: number }
	| { type: 'round_resumed'; round: number; endsAt: EpochMs }
	| {
			type: 'bell_rung';
			round: number;
			endsAt: EpochMs;
			switchAt: EpochMs;
			next: number | null;
			version: number;
			nextMs: number;
	  }
	/** Extend or pause in the grace: the round goes on. */
	| { type: 'bell_taken_back'; round: number }
	| {
			type: 'tables_switched';
			from: number;
			next: number;
			version: number;
			at: EpochMs;
			startsBy: EpochMs;
			nextMs: number;
	  }
	| {
			type: 'move_taken_back';
			round: number;
			next: number;
			at: EpochMs;
			switchAt: EpochMs;
			version: number;
			nextMs: number;
	  }
	| { type: 'cafe_ended'; at: EpochMs }
	| { type: 'vote_opened'; vote: VoteId; dots: number; options: VoteOption[]; at: EpochMs }
	| { type: 'vote_closed'; vote: VoteId; at: EpochMs; ballots: number; tallies: Tally[] }
	/** Before it was closed: nobody sees a result, and the vote before it holds again. */
	| { type: 'vote_withdrawn'; vote: VoteId; at: EpochMs }
	| { type: 'results_published'; version: number; at: EpochMs }
	/** Nobody reads that version any more; its number is not used again. */
	| { type: 'results_unpublished'; version: number; at: EpochMs }
	| { type: 'event_closed'; at: EpochMs };

export type StageFact =
	| { type: 'stage_joined'; person: PersonId; attendance: Seated['attendance'] }
	| { type: 'stage_left'; person: PersonId }
	| { type: 'hand_raised'; person: PersonId; attendance: Seated['attendance']; at: EpochMs }
	| { type: 'hand_lowered'; person: PersonId }
	| { type: 'hand_called'; person: PersonId };

export type TableFact =
	/** All seats of the table at once: a rotation, an undo, the first seating. */
	| { type: 'table_seated'; version: number; round: number; seated: Seated[]; host: PersonId | null }
	| { type: 'seat_taken'; seat: Seated }
	/** `rekey`: was removed or moved elsewhere, so the table's room gets a new name. */
	| { type: 'seat_freed'; person: PersonId; rekey: boolean }
	| { type: 'person_placed'; person: PersonId }
	| { type: 'host_changed'; host: PersonId | null }
	| { type: 'table_merged'; into: TableId }
	/** Somebody who runs the event listens here, and everybody at the table sees it. */
	| { type: 'visit_begun'; person: PersonId }
	| { type: 'visit_ended'; person: PersonId }
	| { type: 'table_hand_raised'; person: PersonId }
	| { type: 'table_hand_lowered'; person: PersonId }
	| {
			type: 'idea_added';
			idea: IdeaId;
			round: number;
			text: string;
			language: Language;
			at: EpochMs;
			onBehalf: boolean;
			signedBy: PersonId | null;
	  }
	| { type: 'announced_at_table'; id: string; at: EpochMs; text: string }
	| { type: 'idea_edited'; idea: IdeaId; text: string; rev: number }
	| { type: 'idea_hidden'; idea: IdeaId }
	| { type: 'idea_shown'; idea: IdeaId }
	| { type: 'idea_starred'; idea: IdeaId; by: 1 | -1 }
	| { type: 'insight_marked'; idea: IdeaId }
	| { type: 'insight_unmarked'; idea: IdeaId }
	| { type: 'ideas_withdrawn'; ideas: IdeaId[] }
	| { type: 'ideas_unsigned'; ideas: IdeaId[] };

export type PersonFact =
	| {
			type: 'welcomed';
			role: Role;
			profile: Profile;
			participation: Participation;
			hosts: TableId | null;
			needs: string[];
	  }
	| { type: 'profile_stated'; profile: Profile; needs: string[] }
	| { type: 'participation_changed'; participation: Participation }
	| { type: 'route_given'; tables: (TableId | null)[] }
	| { type: 'next_seat_given'; table: TableId; round: number; version: number; switchAt: EpochMs }
	| { type: 'next_seat_taken_back' }
	| { type: 'seated'; table: TableId; round: number; version: number }
	| { type: 'unseated' }
	/** Which table she listens to, as long as this seating lasts; null: none any more. */
	| { type: 'visiting'; table: TableId | null; version: number }
	| { type: 'own_idea_added'; idea: IdeaId; table: TableId; round: number; text: string; language: Language }
	| { type: 'own_idea_edited'; idea: IdeaId; text: string; rev: number }
	| { type: 'star_given'; idea: IdeaId }
	| { type: 'star_taken_back'; idea: IdeaId }
	| { type: 'ballot_cast'; vote: VoteId; dots: Record<ThemeId, number>; paper: boolean }
	/** Her vote was withdrawn. */
	| { type: 'ballot_thrown_away'; vote: VoteId }
	| { type: 'consent_given'; purpose: string; at: EpochMs }
	| { type: 'consent_withdrawn'; purpose: string; at: EpochMs }
	| { type: 'stage_invited' }
	| { type: 'stage_invitation_ended' }
	| { type: 'help_called'; call: CallId }
	| { type: 'help_answered'; call: CallId; state: 'coming' | 'solved' }
	| { type: 'forgotten'; what: Forgetting };

export type DeskFact =
	| { type: 'person_added'; person: DeskPerson }
	| { type: 'person_profiled'; person: PersonId; profile: Profile }
	| { type: 'person_changed'; person: PersonId; participation: Participation }
	| { type: 'host_appointed'; person: PersonId; table: TableId | null }
	/** Names are in the directory; this only says "look again". */
	| { type: 'person_renamed'; person: PersonId }
	| { type: 'person_forgotten'; person: PersonId; what: Forgetting }
	| { type: 'seat_pinned'; pin: Pin }
	| { type: 'seat_unpinned'; person: PersonId; round: number }
	| { type: 'plan_adopted'; plan: Plan }
	/** Some seats of the plan in force; `settings` only where they changed. */
	| {
			type: 'plan_changed';
			version: number;
			seats: PlannedSeat[];
			sheet: PlanSheet;
			settings?: PlanSettings;
			step?: PlanStep;
	  }
	| { type: 'next_seating_set'; version: number; round: number; seats: Record<PersonId, TableId> }
	| { type: 'next_seating_dropped' }
	/** The next seating is in force; the one before is kept for undo. */
	| { type: 'seating_switched'; version: number }
	| { type: 'seat_changed'; person: PersonId; table: TableId | null }
	| { type: 'seating_ended' }
	| {
			type: 'insight_received';
			idea: IdeaId;
			table: TableId;
			round: number;
			topic: TopicId | null;
			text: string;
			language: Language;
			at: EpochMs;
			signedBy: PersonId | null;
	  }
	| { type: 'insight_reworded'; idea: IdeaId; text: string }
	| { type: 'insight_taken_back'; idea: IdeaId }
	| { type: 'insights_withdrawn'; ideas: IdeaId[] }
	| { type: 'insights_unsigned'; ideas: IdeaId[] }
	| { type: 'theme_created'; theme: ThemeId; name: string }
	| { type: 'theme_renamed'; theme: ThemeId; name: string }
	| { type: 'theme_removed'; theme: ThemeId }
	/** `theme: null` puts the insight back among the unplaced. */
	| { type: 'insight_placed'; idea: IdeaId; theme: ThemeId | null }
	| { type: 'twins_merged'; keep: IdeaId; twins: IdeaId[] }
	| { type: 'twins_parted'; twins: IdeaId[] }
	| { type: 'message_worded'; theme: ThemeId; message: Texts }
	/** What was said to some tables only, for the desk's own list. */
	| { type: 'announcement_sent'; id: string; at: EpochMs; text: string; tables: TableId[] }
	| { type: 'act_recorded'; act: string; by: PersonId | null; at: EpochMs };

export type CareFact =
	{ type: 'needs_stated'; person: PersonId; needs: string[] } | { type: 'needs_forgotten'; person: PersonId };

export type HelpFact =
	| { type: 'call_opened'; call: CallId; person: PersonId; table: TableId | null; at: EpochMs }
	| { type: 'call_taken'; call: CallId; by: PersonId }
	| { type: 'call_solved'; call: CallId; at: EpochMs };

export type DoorFact =
	/** By the open link or a code: she waits until somebody lets her in. */
	| { type: 'came_to_door'; person: PersonId; attendance: Attendance; at: EpochMs }
	| { type: 'attendance_changed_at_door'; person: PersonId; attendance: Attendance }
	/** Let in, removed or forgotten; which of them is not told here. */
	| { type: 'left_door'; person: PersonId };

export type Fact = EveryoneFact | StageFact | TableFact | PersonFact | DeskFact | CareFact | HelpFact | DoorFact;

/** A fact on the channel it is stored with. `owner`: whose key seals the personal fields; never sent to a browser. */
export interface ChannelFact {
	readonly channel: Channel;
	readonly fact: Fact;
	readonly owner?: PersonId;
}

/** One durable entry of the log: the answer to one command. */
export interface Commit {
	/** 1, 2, 3, … without a gap. */
	readonly seq: number;
	readonly at: EpochMs;
	readonly commandId: string;
	/** null = the program itself. */
	readonly actor: PersonId | null;
	readonly facts: readonly ChannelFact[];
}

/**
 * Fields of facts that are personal, and the key that seals them. Facts on `person:` channels are sealed whole
 * with the identity key, so they need no row here.
 */
export const PERSONAL: {
	readonly [Type in Fact['type']]?: { readonly fields: readonly string[]; readonly key: 'identity' | 'content' };
} = {
	person_added: {
		fields: ['person.languages', 'person.country', 'person.organisation', 'person.tags', 'person.topics'],
		key: 'identity'
	},
	person_profiled: { fields: ['profile'], key: 'identity' },
	needs_stated: { fields: ['needs'], key: 'identity' },
	idea_added: { fields: ['text'], key: 'content' },
	idea_edited: { fields: ['text'], key: 'content' },
	insight_received: { fields: ['text'], key: 'content' },
	insight_reworded: { fields: ['text'], key: 'content' }
};
