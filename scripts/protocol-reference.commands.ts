/** What each command asks for, for people who write another client. A new command does not compile without one. */
import type { PageCommand } from '../src/lib/domain/commands.ts';

export const COMMAND_PHRASES: { readonly [Type in PageCommand['type']]: string } = {
	// programme
	move_programme:
		'goes to another item of `card.programme`; from: the `item.id` that the page shows, null before the first',
	announce: 'says something to everybody; tables: to these tables only',
	close_event:
		'ends the event; not while a vote is open. After it everything is `event_closed` but `leave`, `forget_me`, `give_consent`, `rename_theme`, `word_message`, `publish_results`, `unpublish_results`',
	// people
	state_profile:
		'how she takes part, all of it anew. Who is remote has the device `own`; unknown topics are dropped; while seated neither attendance nor device changes. May be sent while waiting at the door',
	take_part:
		'“I’m taking part”: `participation` = committed. During a round a seat follows by itself, as facts of their own',
	leave:
		'gets up and off the stage, ends the own call for help; `participation` = left. Who waits at the door stays there',
	come_back: 'the same as `take_part`, after leaving',
	admit_person: 'lets somebody in who waits at the door: `participation` = arrived',
	check_in_person: 'somebody takes part, said for her',
	check_out_person: 'somebody went home, said for her; she may come back',
	remove_person: 'takes somebody out of the event and ends her connections (`refused`: removed)',
	appoint_host: 'who hosts a table in all rounds; null: none. Before round 1 only',
	give_consent:
		'`author_name` given: ideas that she writes from then on are signed; withdrawn: her name is taken off all of them',
	forget_me:
		'destroys what is known of her; `everything`: her words too. The answer is `refused`: forgotten, see protocol.md, 4',
	// café
	pin_seat: 'a seat that the planner must keep',
	unpin_seat: 'takes that back; nothing to take back is no refusal',
	start_round: 'round 1, with the plan in force; for a later round the same as `start_next_round`',
	extend_round: 'running or paused; while ending, the bell is taken back and the round goes on',
	pause_round: 'running; while ending, the bell is taken back and the round pauses',
	resume_round: 'a paused round goes on',
	ring_bell: 'ends a running round early; at its time the bell rings by itself',
	switch_tables: 'the program’s own, at `switchAt`',
	start_next_round:
		'while moving, does not wait for `startsBy`; round: the `next` of the clock. Happens by itself, too, when all are there',
	undo_move:
		'back to the tables before the last switch, one step; version: `seatingVersion` of `everyone`. While moving, and in the first 60 s of the round',
	move_person:
		'to another table of the seating in force. A participant or table host: only herself, from a table where nobody else is connected, to one where somebody sits',
	merge_table: 'everybody of a table goes to another one; both tablecloths stay',
	set_table_seats:
		'chairs were brought or are missing: `card.tables[].seats`, 3 to 30, host included. from: what the page shows; if it is another number by now: `stale_seats`. Nobody who sits gets up: it holds for who comes from then on and for the rounds to come',
	place_person: '“is here”, of somebody who walks in the hall. Seated: herself, or as the table’s host anybody there',
	take_over_hosting: 'hosts the own table, when nobody does, or when appointed to it',
	visit_table:
		'listens at a table, without a voice: its `visitors` name her, so that all who sit there see it; a seat of the kind `table` follows. One table at a time, until the tables change',
	end_visit: 'listens there no longer; person: herself',
	raise_table_hand: 'at the own table',
	lower_table_hand: 'the own; the table’s host: anybody’s there',
	// tablecloth
	add_idea:
		'at the own table. idea: a new id, unique in the event. onBehalfOf: somebody at the table, by its host only: it becomes that person’s idea. null: the own',
	edit_idea:
		'the own (the host: also what was written on behalf). baseRev: the `rev` that was edited; if it is not the one in force: `idea_changed`',
	hide_idea: 'the own; the table’s host and the desk: any. A hidden idea is no insight any more',
	show_idea: 'likewise, takes that back',
	star_idea: 'one star per person and idea; not the own one',
	mark_insight: 'anybody who sits there; at most `card.cafe.insightsPerRound` of each round and table',
	// help
	call_help: 'from everywhere, also while waiting at the door. call: a new id; one open call per person',
	take_help: 'somebody goes there',
	solve_help: 'by who called, who took it, or who runs the event',
	// stage
	raise_hand: 'joins the speaking list; twice is no refusal',
	lower_hand: 'the own; organiser, facilitator and moderator: anybody’s. Takes an invitation back, too',
	call_to_stage: 'asks somebody to speak; who calls herself is on stage at once',
	answer_stage_invitation: 'yes: on stage; no: the hand goes down',
	leave_stage: 'herself; organiser, facilitator and moderator: anybody',
	// harvest
	create_theme: 'theme: a new id',
	rename_theme: 'a theme’s name',
	remove_theme: 'its insights stay, without a theme; not while it is voted on',
	place_insight: 'null: out of its theme. A twin: the insight that stands for it is placed',
	merge_twins: 'see protocol.md, the fold',
	part_twins: 'each stands for itself again',
	open_vote: 'vote: a new id; at least 2 themes; dots: per person. One open vote at a time',
	cast_ballot:
		'dots by theme, at most `vote.dots` in all, fewer are fine; until the vote closes a new ballot replaces the old one',
	close_vote: 'counts; the result is shown to everybody',
	withdraw_vote: 'while it is open: all ballots are thrown away',
	word_message: 'by language; a language that is not named stays as it was',
	publish_results: 'a new version of the report, open to everybody who has its address',
	unpublish_results: 'version: `results.version` of `everyone`'
};
