/** Everything that a page or the program can ask for. Imperative; each names what it means, so a late click is harmless. */
import type { PlanRounds } from './cafe/plan-diff.ts';
import type { PlanSettings, PlanStep } from './cafe/plan-settings.ts';
import type { Attendance, Device, EventCard, Pin } from './event/event-card.ts';
import type { CallId, IdeaId, Language, PersonId, TableId, Texts, ThemeId, VoteId } from './ids.ts';
import type { Forgetting, PlanSheet } from './parts.ts';
import type { Participation, Profile, Role } from './people/person.ts';

export interface NewPerson {
	id: PersonId;
	role: Role;
	profile: Profile;
	needs: string[];
	hosts: TableId | null;
	participation: Participation;
}

/** What a browser may send; checked again against the role and the seat. */
export type PageCommand =
	// programme
	| { type: 'move_programme'; item: string; from: string | null }
	| { type: 'announce'; text: string; tables: TableId[] | null }
	| { type: 'close_event' }
	// people
	| {
			type: 'state_profile';
			attendance: Attendance;
			device: Device;
			languages: Language[];
			needs: string[];
			topics: string[];
	  }
	| { type: 'take_part' }
	| { type: 'leave' }
	| { type: 'come_back' }
	| { type: 'admit_person'; person: PersonId }
	| { type: 'check_in_person'; person: PersonId }
	/** The desk was told that she went home; she may come back. */
	| { type: 'check_out_person'; person: PersonId }
	| { type: 'remove_person'; person: PersonId }
	| { type: 'appoint_host'; person: PersonId; table: TableId | null }
	| { type: 'give_consent'; purpose: string; given: boolean }
	| { type: 'forget_me'; what: Forgetting }
	// café
	| { type: 'pin_seat'; person: PersonId; round: number; table: TableId }
	| { type: 'unpin_seat'; person: PersonId; round: number }
	| { type: 'start_round'; round: number }
	| { type: 'extend_round'; round: number; minutes: number }
	| { type: 'pause_round'; round: number }
	| { type: 'resume_round'; round: number }
	| { type: 'ring_bell'; round: number }
	| { type: 'switch_tables'; round: number; version: number }
	| { type: 'start_next_round'; round: number }
	| { type: 'undo_move'; version: number }
	| { type: 'move_person'; person: PersonId; table: TableId }
	| { type: 'merge_table'; table: TableId; into: TableId }
	/** Chairs were brought or are missing. `from`: what the page shows. */
	| { type: 'set_table_seats'; table: TableId; seats: number; from: number }
	| { type: 'place_person'; person: PersonId }
	| { type: 'take_over_hosting'; table: TableId }
	/** To listen at a table: never secretly, and without a voice. */
	| { type: 'visit_table'; table: TableId }
	| { type: 'end_visit'; person: PersonId; table: TableId }
	| { type: 'raise_table_hand'; table: TableId }
	| { type: 'lower_table_hand'; table: TableId; person: PersonId }
	// tablecloth
	| { type: 'add_idea'; table: TableId; idea: IdeaId; text: string; language: Language; onBehalfOf: PersonId | null }
	| { type: 'edit_idea'; table: TableId; idea: IdeaId; baseRev: number; text: string }
	| { type: 'hide_idea'; table: TableId; idea: IdeaId }
	| { type: 'show_idea'; table: TableId; idea: IdeaId }
	| { type: 'star_idea'; table: TableId; idea: IdeaId; starred: boolean }
	| { type: 'mark_insight'; table: TableId; idea: IdeaId; marked: boolean }
	// help
	| { type: 'call_help'; call: CallId }
	| { type: 'take_help'; call: CallId }
	| { type: 'solve_help'; call: CallId }
	// stage
	| { type: 'raise_hand' }
	| { type: 'lower_hand'; person: PersonId }
	| { type: 'call_to_stage'; person: PersonId }
	| { type: 'answer_stage_invitation'; accept: boolean }
	| { type: 'leave_stage'; person: PersonId }
	// harvest
	| { type: 'create_theme'; theme: ThemeId; name: string }
	| { type: 'rename_theme'; theme: ThemeId; name: string }
	| { type: 'remove_theme'; theme: ThemeId }
	| { type: 'place_insight'; idea: IdeaId; theme: ThemeId | null }
	| { type: 'merge_twins'; keep: IdeaId; twins: IdeaId[] }
	| { type: 'part_twins'; twins: IdeaId[] }
	| { type: 'open_vote'; vote: VoteId; themes: ThemeId[]; dots: number }
	| { type: 'cast_ballot'; vote: VoteId; dots: Record<ThemeId, number> }
	| { type: 'close_vote'; vote: VoteId }
	/** Only while it is open. */
	| { type: 'withdraw_vote'; vote: VoteId }
	| { type: 'word_message'; theme: ThemeId; message: Texts }
	| { type: 'publish_results' }
	| { type: 'unpublish_results'; version: number };

/** What only the program itself proposes: facts of the world, checked with guards like everything else. */
export type SystemCommand =
	| { type: 'create_event'; card: EventCard; people: NewPerson[]; pins: Pin[] }
	| { type: 'add_people'; people: NewPerson[] }
	| { type: 'mark_rehearsal'; timeScale: number }
	| { type: 'note_arrival'; person: PersonId }
	/** `step` other than `planned`: the plan in force with some seats changed, in rounds that are still open. */
	| {
			type: 'adopt_plan';
			rounds: PlanRounds;
			sheet: PlanSheet;
			basis: number;
			settings?: PlanSettings;
			step?: PlanStep;
	  }
	| { type: 'seat_person'; person: PersonId }
	| { type: 'free_seat'; person: PersonId; version: number }
	| { type: 'change_host'; table: TableId; from: PersonId | null; to: PersonId }
	| { type: 'rename_person'; person: PersonId }
	/** A paper ballot typed by a harvester: the card code was resolved in the directory. */
	| { type: 'cast_paper_ballot'; person: PersonId; vote: VoteId; dots: Record<ThemeId, number> };

export type Command = PageCommand | SystemCommand;
export type CommandType = Command['type'];

/** Who asks, derived from the session by the server; never from the message. */
export interface Actor {
	role: Role;
	person: PersonId | null;
}

/** The rules say no. A code and parameters; the sentence is the page's. */
export interface Refusal {
	readonly code: RefusalCode;
	readonly params?: Readonly<Record<string, string | number | null>>;
}

export type RefusalCode =
	| 'not_allowed'
	| 'name_of_leader'
	| 'unknown_event'
	| 'event_exists'
	| 'event_closed'
	| 'unknown_person'
	| 'unknown_table'
	| 'unknown_idea'
	| 'unknown_theme'
	| 'unknown_vote'
	| 'unknown_call'
	| 'unknown_item'
	| 'id_taken'
	| 'stale_item'
	| 'stale_round'
	| 'stale_version'
	| 'stale_plan'
	| 'stale_seats'
	| 'already_done'
	| 'no_plan'
	| 'plan_running'
	| 'no_run'
	| 'breaks_rule'
	| 'nothing_to_repair'
	| 'planner_failed'
	| 'nobody_seated'
	| 'round_running'
	| 'round_not_running'
	| 'not_paused'
	| 'switching'
	| 'too_late_to_undo'
	| 'nothing_to_undo'
	| 'not_your_table'
	| 'not_seated'
	| 'not_committed'
	| 'already_seated'
	| 'table_full'
	| 'table_closed'
	| 'seats_out_of_range'
	| 'no_fitting_table'
	| 'wrong_attendance'
	| 'no_table_sound'
	| 'host_elsewhere'
	| 'pin_conflict'
	| 'idea_changed'
	| 'not_your_idea'
	| 'own_idea'
	| 'too_many_ideas'
	| 'too_many_insights'
	| 'text_withdrawn'
	| 'not_invited'
	| 'hand_not_raised'
	| 'not_on_stage'
	| 'help_waiting'
	| 'help_taken'
	| 'insight_missing'
	| 'too_few_options'
	| 'vote_open'
	| 'vote_closed'
	| 'vote_withdrawn'
	| 'too_late_to_withdraw'
	| 'too_many_dots'
	| 'ballot_cast_already'
	| 'nothing_to_publish'
	| 'stale_results'
	| 'forgotten';
