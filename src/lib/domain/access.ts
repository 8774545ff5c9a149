/** Who may ask for what: a table of data, enumerated by tests over every command. Seats are checked in `decide`. */
import type { CommandType, SystemCommand } from './commands.ts';
import type { ChannelKind } from './channel.ts';
import type { Role } from './people/person.ts';
import { CARING, HARVESTING, MODERATING, PEOPLE, RUNNING, SITTING } from './people/role-groups.ts';

const PROGRAM: readonly Role[] = ['system'];

export const MAY: { readonly [Type in CommandType]: readonly Role[] } = {
	move_programme: RUNNING,
	announce: RUNNING,
	close_event: RUNNING,

	state_profile: PEOPLE,
	take_part: SITTING,
	leave: PEOPLE,
	come_back: SITTING,
	admit_person: [...RUNNING, 'greeter'],
	check_in_person: [...CARING, 'table_host'],
	check_out_person: CARING,
	remove_person: RUNNING,
	appoint_host: RUNNING,
	give_consent: PEOPLE,
	forget_me: PEOPLE,

	pin_seat: RUNNING,
	unpin_seat: RUNNING,
	start_round: RUNNING,
	extend_round: RUNNING,
	pause_round: RUNNING,
	resume_round: RUNNING,
	ring_bell: [...RUNNING, 'system'],
	switch_tables: PROGRAM,
	start_next_round: [...RUNNING, 'system'],
	undo_move: RUNNING,
	move_person: [...RUNNING, ...SITTING, 'system'],
	merge_table: [...RUNNING, 'system'],
	set_table_seats: RUNNING,
	place_person: [...CARING, ...SITTING],
	take_over_hosting: SITTING,
	visit_table: RUNNING,
	end_visit: [...RUNNING, 'system'],
	raise_table_hand: SITTING,
	lower_table_hand: SITTING,

	add_idea: SITTING,
	edit_idea: SITTING,
	hide_idea: [...HARVESTING, ...SITTING],
	show_idea: [...HARVESTING, ...SITTING],
	star_idea: SITTING,
	mark_insight: [...SITTING, ...RUNNING],

	call_help: PEOPLE,
	take_help: CARING,
	solve_help: PEOPLE,

	raise_hand: PEOPLE,
	lower_hand: PEOPLE,
	call_to_stage: MODERATING,
	answer_stage_invitation: PEOPLE,
	leave_stage: PEOPLE,

	create_theme: HARVESTING,
	rename_theme: HARVESTING,
	remove_theme: HARVESTING,
	place_insight: HARVESTING,
	merge_twins: HARVESTING,
	part_twins: HARVESTING,
	open_vote: HARVESTING,
	cast_ballot: SITTING,
	close_vote: HARVESTING,
	withdraw_vote: HARVESTING,
	word_message: HARVESTING,
	publish_results: HARVESTING,
	unpublish_results: HARVESTING,

	create_event: PROGRAM,
	add_people: [...RUNNING, 'system'],
	mark_rehearsal: PROGRAM,
	note_arrival: PROGRAM,
	adopt_plan: [...RUNNING, 'system'],
	seat_person: PROGRAM,
	free_seat: PROGRAM,
	change_host: PROGRAM,
	rename_person: PEOPLE,
	cast_paper_ballot: HARVESTING
};

/** Who may ask for what is answered without being a command itself. */
export const MAY_ASK = {
	open_tables: HARVESTING,
	plan_for_present: RUNNING,
	plan_look: RUNNING,
	plan_outlook: RUNNING,
	plan_start: RUNNING,
	plan_stop: RUNNING,
	plan_cancel: RUNNING,
	plan_seats: RUNNING,
	plan_take: RUNNING,
	plan_move: RUNNING,
	plan_undo: RUNNING,
	plan_redo: RUNNING,
	plan_repair: RUNNING,
	find_people: [...HARVESTING, 'greeter', 'hotline', 'table_host'],
	paper_ballot: HARVESTING
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Commands about oneself and about others share a type: these two may only be about oneself, unless from the desk. */
export const ONLY_ONESELF: ReadonlySet<CommandType> = new Set(['move_person', 'rename_person']);

/** Never accepted from a browser, whatever the role. */
export const INTERNAL: ReadonlySet<SystemCommand['type']> = new Set([
	'create_event',
	'add_people',
	'mark_rehearsal',
	'note_arrival',
	'adopt_plan',
	'seat_person',
	'free_seat',
	'change_host',
	'rename_person',
	'cast_paper_ballot'
] as const);

/** Channels that a role reads as such; `person:` and `table:` follow the person and the seat. */
export const READS: { readonly [R in Role]: readonly ChannelKind[] } = {
	organiser: ['everyone', 'stage', 'desk', 'care', 'group:help', 'group:door', 'table', 'person'],
	facilitator: ['everyone', 'stage', 'desk', 'care', 'group:help', 'group:door', 'table', 'person'],
	moderator: ['everyone', 'stage', 'desk', 'table', 'person'],
	harvester: ['everyone', 'stage', 'desk', 'table', 'person'],
	table_host: ['everyone', 'stage', 'person'],
	participant: ['everyone', 'stage', 'person'],
	greeter: ['everyone', 'stage', 'group:help', 'group:door', 'person'],
	hotline: ['everyone', 'stage', 'group:help', 'person'],
	observer: ['everyone', 'stage'],
	screen: ['everyone', 'stage'],
	system: []
};
