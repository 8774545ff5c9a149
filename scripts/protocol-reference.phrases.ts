/** What each fact does to the part of its channel, for people who write another client. A new fact does not compile without one. */
import type { Fact } from '../src/lib/domain/facts.ts';

export const PHRASES: { readonly [Type in Fact['type']]: string } = {
	// everyone
	event_created: '`card` = card',
	rehearsal_marked: '`card.rehearsal` = true, `card.timeScale` = timeScale; nothing without a card',
	programme_moved: '`item` = {id: item, since: at}; `started[item]` = at unless it is there',
	announced: 'appended to `announcements`, of which the last 50 are kept',
	table_seats_set: '`seats` = seats and `seatsSet` = true on the table in `card.tables`; nothing without a card',
	plan_published: '`planVersion` = version',
	round_started:
		'`clock` = running {round, startedAt, endsAt}; `seatingVersion` = version; `versionsUsed` = the higher of both',
	round_extended: '`clock.endsAt` = endsAt, when running',
	round_paused: '`clock` = paused {round, startedAt as before, remainingMs}, when running or paused',
	round_resumed: '`clock` = running {round, startedAt as before, endsAt}, when paused',
	bell_rung:
		'`clock` = ending {all fields; startedAt as before when running, else endsAt; wasToEndAt: the endsAt before when running, else endsAt}; `versionsUsed` = the higher of both',
	bell_taken_back: '`clock` = running {round, startedAt, endsAt: wasToEndAt as in ending}, when ending',
	tables_switched: '`clock` = moving {from, next, switchedAt: at, startsBy, nextMs}; `seatingVersion` = version',
	move_taken_back:
		'`clock` = ending {round, startedAt: at, endsAt: at, switchAt, next, version, nextMs, wasToEndAt: the endsAt before when running, at + the nextMs before when moving, else at}; `versionsUsed` = the higher of both',
	cafe_ended: '`clock` = after',
	vote_opened:
		'`voteBefore` = `vote` when that has a result; `vote` = {id: vote, dots, options, openedAt: at, result: null}; nothing when it is this vote already, or one of `withdrawnVotes`',
	vote_closed:
		'`vote.result` = {closedAt: at, ballots, tallies}, `voteBefore` = null, when it is this vote and has no result',
	vote_withdrawn:
		'`vote` = `voteBefore`, `voteBefore` = null, {id: vote, at} appended to `withdrawnVotes`, when it is this vote and has no result',
	results_published: '`results` = {version, at}, `unpublished` = null, when the version is higher than that of both',
	results_unpublished: '`unpublished` = {version, at}, `results` = null, when it is that version',
	event_closed: '`closed` = true',
	// stage
	stage_joined: 'appended to `onStage`, unless the person is there',
	stage_left: 'the person is taken out of `onStage`',
	hand_raised: 'appended to `hands` {person, attendance, since: at, called: false}, unless the person is there',
	hand_lowered: 'the person is taken out of `hands`',
	hand_called: '`called` = true on the person’s hand, which keeps its place',
	// table
	table_seated:
		'`version`, `round`, `seated`, `host` replaced; `hands` and `visitors` = []; `mergedInto` = null; ideas stay',
	seat_taken: 'appended to `seated`; an older seat of the same person goes',
	seat_freed: 'the person goes from `seated` and `hands`; `host` = null if she was it; `rekey` + 1 when rekey is true',
	person_placed: '`placed` = true on the person’s seat',
	host_changed: '`host` = host',
	table_merged: '`mergedInto` = into; `hands` and `visitors` = []',
	visit_begun: 'appended to `visitors`, unless the person is there',
	visit_ended: 'the person is taken out of `visitors`',
	table_hand_raised: 'appended to `hands`, unless the person is there',
	table_hand_lowered: 'the person is taken out of `hands`',
	announced_at_table: 'appended to `announcements` of the table, of which the last 50 are kept',
	idea_added:
		'appended to `ideas` {id: idea, rev: 1, stars: 0, key: false, hidden: false, the fields given}, unless the id is there; a missing text is null',
	idea_edited: '`text` and `rev` of the idea replaced; a missing text is null',
	idea_hidden: '`hidden` = true on the idea',
	idea_shown: '`hidden` = false on the idea',
	idea_starred: '`stars` of the idea + by, never below 0',
	insight_marked: '`key` = true on the idea',
	insight_unmarked: '`key` = false on the idea',
	ideas_withdrawn: '`text` = null and `signedBy` = null on each of the ideas',
	ideas_unsigned: '`signedBy` = null on each of the ideas',
	// person
	welcomed: '`role`, `profile`, `participation`, `hosts`, `needs` replaced',
	profile_stated: '`profile` and `needs` replaced',
	participation_changed: '`participation` = participation',
	route_given: '`route` = tables',
	next_seat_given: '`next` = {table, round, version, switchAt}',
	next_seat_taken_back: '`next` = null',
	seated:
		'`seat` = {table, round, version}; `next` = null; `visited` = the visits of lower rounds, then {round, table}',
	unseated: '`seat` = null; `next` = null',
	visiting: '`visiting` = {table, version}, null when table is null',
	own_idea_added: 'appended to `ideas` with rev 1',
	own_idea_edited: '`text` and `rev` of the idea replaced',
	star_given: 'appended to `stars`, unless it is there',
	star_taken_back: 'the idea is taken out of `stars`',
	ballot_cast: '`ballots[vote]` = {dots, paper}; nothing when vote or dots is missing',
	ballot_thrown_away: '`ballots[vote]` is taken out',
	consent_given: '`consents[purpose]` = {given: true, at}',
	consent_withdrawn: '`consents[purpose]` = {given: false, at}',
	stage_invited: '`invitedToStage` = true',
	stage_invitation_ended: '`invitedToStage` = false',
	help_called: '`help` = {call, state: waiting}, unless it is this call',
	help_answered: '`help.state` = state, when it is this call and not solved',
	forgotten: 'the part before its first fact, with `participation` = left and `forgotten` = what',
	// desk
	person_added: '`people[person.id]` = person; missing lists are [], missing country and organisation null',
	person_profiled: 'the profile’s fields replaced on `people[person]`; nothing without a profile',
	person_changed: '`participation` of `people[person]` replaced',
	host_appointed: '`hosts` of `people[person]` = table',
	person_renamed: 'nothing; the new name comes with `names`',
	person_forgotten:
		'on `people[person]`: country and organisation null, languages, tags and topics [], `forgotten` = true',
	seat_pinned: 'appended to `pins`; an older pin of the same person and round goes',
	seat_unpinned: 'the pin of this person and round is taken out of `pins`',
	plan_adopted: '`plan` = plan',
	plan_changed:
		'`plan.rounds[round - 1][person]` = table for each of the seats, or taken out when null; `version` and `sheet` as it says, `step` as it says or left out, `settings` if it says any; nothing without `plan`',
	next_seating_set: '`next` = {version, round, seats}',
	next_seating_dropped: '`next` = null',
	seating_switched: '`previous` = `seating`, `seating` = `next`, `next` = null; nothing without `next`',
	seat_changed: '`seating.seats[person]` = table, or taken out when null; nothing without `seating`',
	seating_ended: '`seating`, `next`, `previous` = null',
	insight_received: 'appended to `insights`, unless the idea is there; missing text, topic and signedBy are null',
	insight_reworded: '`text` of the insight replaced; a missing text is null',
	insight_taken_back:
		'taken out of `insights`, of all themes and of `twins`; its first twin takes over: see protocol.md, the fold',
	insights_withdrawn: '`text` = null and `signedBy` = null on each of the insights',
	insights_unsigned: '`signedBy` = null on each of the insights',
	theme_created: 'appended to `themes` {id: theme, name, insights: [], message: null}, unless the id is there',
	theme_renamed: '`name` of the theme replaced',
	theme_removed: 'taken out of `themes`',
	insight_placed:
		'the insight that stands for the idea leaves its theme for the end of `insights` of the theme (null: for none), unless it is there; nothing for an unknown idea or theme',
	twins_merged:
		'`twins[twin]` = the insight that stands for keep, for the twins and for all that stood behind them; see protocol.md, the fold',
	twins_parted: 'the twins are taken out of `twins` and stand for themselves',
	message_worded: '`message` of the theme = message, null when it is empty',
	announcement_sent: 'appended to `announcements` of the desk, of which the last 50 are kept',
	act_recorded:
		'appended to `acts`, of which the last 200 are kept; act: the type of a command, for some with a colon and what it was about (`extend_round:2`)',
	// care
	needs_stated: '`needs[person]` = needs; missing needs are []',
	needs_forgotten: '`needs[person]` is taken out',
	// group:help
	call_opened:
		'appended to `calls` {id: call, person, table, since: at, takenBy: null, solvedAt: null}, unless the id is there',
	call_taken: '`takenBy` of the call = by, unless it is taken',
	call_solved: '`solvedAt` of the call = at, unless it is solved',
	// group:door
	came_to_door: 'appended to `waiting` {person, attendance, since: at}, unless the person is there',
	attendance_changed_at_door: '`attendance` of the person in `waiting` = attendance',
	left_door: 'the person is taken out of `waiting`'
};
