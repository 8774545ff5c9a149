/** What each refusal says and with which `params`, for people who write another client. A new code does not compile without one. */
import type { RefusalCode } from '../src/lib/domain/commands.ts';

interface RefusalPhrase {
	readonly says: string;
	/** Some of them may be missing. */
	readonly params?: string;
}

const by = 'by: who was first, or null';

export const REFUSAL_PHRASES: { readonly [Code in RefusalCode]: RefusalPhrase } = {
	not_allowed: {
		says: 'the role, or who she is here, may not; also a name or message that is too long',
		params: 'field, least, most'
	},
	name_of_leader: { says: 'somebody who runs the event has this name, or one that looks like it' },
	unknown_event: { says: 'there is no event (any more)' },
	event_exists: { says: 'never told to a client' },
	event_closed: { says: 'the event is over' },
	unknown_person: { says: 'no such person here' },
	unknown_table: { says: 'no such table', params: 'table' },
	unknown_idea: { says: 'no such idea at this table' },
	unknown_theme: { says: 'no such theme, or none of this vote', params: 'theme' },
	unknown_vote: { says: 'no such vote', params: 'vote' },
	unknown_call: { says: 'no such call' },
	unknown_item: { says: 'no such item of the programme' },
	id_taken: { says: 'the new id was used before', params: 'id' },
	stale_item: { says: 'the programme is at another item', params: 'current: its id or null' },
	stale_round: { says: 'another round runs', params: 'asked, running: its number or null' },
	stale_version: { says: 'another seating is in force', params: 'asked, current' },
	stale_plan: { says: 'the plan, its locks or the seats of tables have changed' },
	stale_seats: {
		says: 'the table has another number of seats by now',
		params: 'table: its number, current: its seats'
	},
	already_done: { says: 'somebody was faster, or it is so already', params: by },
	no_plan: {
		says: 'there is no plan, or none can be made',
		params: 'rule: a `NoPlanRule`, persons, tables: how many it concerns'
	},
	plan_running: { says: 'somebody’s run is under way', params: 'by' },
	no_run: { says: 'the run is over or forgotten' },
	breaks_rule: {
		says: 'a hard rule',
		params:
			'rule: a `NoPlanRule`, seat, host, even, policy, past or sheet; person, table: the first of them or null; persons: how many'
	},
	nothing_to_repair: { says: 'the plan fits who is here' },
	planner_failed: { says: 'nothing was changed; `retryable`' },
	nobody_seated: { says: 'nobody is there to be seated, or nobody sits there' },
	round_running: { says: 'too late: the café has begun, or these rounds have', params: 'running: the round or null' },
	round_not_running: { says: 'no seating is in force' },
	not_paused: { says: 'the round is not paused' },
	switching: { says: 'the switch is less than 2 s away' },
	too_late_to_undo: { says: 'more than 60 s of the round are over, or it is paused or ending' },
	nothing_to_undo: { says: 'there is no step to go back' },
	not_your_table: { says: 'she does not sit there (any more)' },
	not_seated: { says: 'the person has no seat (there)' },
	not_committed: { says: 'she does not take part, or is not here' },
	already_seated: { says: 'she has a seat, or has this one already' },
	table_full: { says: 'no place at this table', params: 'table: its number' },
	table_closed: { says: 'nobody sits there, or it joined another table' },
	seats_out_of_range: { says: 'no table has so few or so many seats', params: 'least, most' },
	no_fitting_table: { says: 'no table where she can sit' },
	no_table_sound: { says: 'the table has no sound, such as one in the hall' },
	wrong_attendance: { says: 'she cannot sit there: attendance, language or step-free access' },
	host_elsewhere: { says: 'she hosts another table' },
	pin_conflict: { says: 'a lock or a printed card holds her', params: 'person, round' },
	idea_changed: {
		says: 'edited meanwhile: fold the fact that brings it, show both, ask again',
		params: 'rev: in force'
	},
	not_your_idea: { says: 'another one’s idea' },
	own_idea: { says: 'no star for the own idea' },
	too_many_ideas: { says: 'of one person or at one table in a round', params: 'most' },
	too_many_insights: { says: 'of one round at this table', params: 'most' },
	text_withdrawn: { says: 'the words are gone or hidden' },
	not_invited: { says: 'nobody asks her to the stage (any more)' },
	hand_not_raised: { says: 'the hand is down already' },
	not_on_stage: { says: 'she is not on stage' },
	help_waiting: { says: 'her call is open already', params: 'since, by: who comes or null' },
	help_taken: { says: 'somebody goes there', params: 'by' },
	insight_missing: { says: 'not on the board (any more)', params: 'idea' },
	too_few_options: { says: 'fewer themes than a vote needs', params: 'least' },
	vote_open: { says: 'not while a vote is open', params: by },
	vote_closed: { says: 'the vote is over' },
	vote_withdrawn: { says: 'the vote was withdrawn' },
	too_late_to_withdraw: { says: 'the vote was closed meanwhile', params: by },
	too_many_dots: { says: 'more dots than there are, or than a vote may have', params: 'most, least' },
	ballot_cast_already: { says: 'on paper, or before the paper ballot' },
	nothing_to_publish: { says: 'no theme and no insight' },
	stale_results: { says: 'another version is published', params: 'version: that one' },
	forgotten: { says: 'the person was forgotten' }
};
