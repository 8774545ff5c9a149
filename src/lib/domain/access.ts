/** Who may ask for what: a table of data, enumerated by tests over every command. Seats are checked in `decide`. */
import type { CommandType, SystemCommand } from './commands.ts';
import type { ChannelKind } from './channel.ts';
import type { Role } from './people/person.ts';

const DESK = ['organiser', 'facilitator'] as const;
const HARVEST = ['organiser', 'facilitator', 'moderator', 'harvester'] as const;
const SITTING = ['participant', 'table_host'] as const;
const PEOPLE = [...HARVEST, ...SITTING, 'greeter', 'hotline'] as const;
const CARE = [...DESK, 'greeter', 'hotline'] as const;
const PROGRAM = ['system'] as const;

export const MAY: { readonly [Type in CommandType]: readonly Role[] } = {
	move_programme: DESK,
	announce: DESK,
	close_event: DESK,

	state_profile: PEOPLE,
	take_part: SITTING,
	leave: PEOPLE,
	come_back: SITTING,
	admit_person: [...DESK, 'greeter'],
	check_in_person: [...CARE, 'table_host'],
	remove_person: DESK,
	appoint_host: DESK,
	give_consent: PEOPLE,
	forget_me: PEOPLE,

	pin_seat: DESK,
	unpin_seat: DESK,
	start_round: DESK,
	extend_round: DESK,
	pause_round: DESK,
	resume_round: DESK,
	ring_bell: [...DESK, 'system'],
	switch_tables: PROGRAM,
	start_next_round: [...DESK, 'system'],
	undo_move: DESK,
	move_person: [...DESK, ...SITTING, 'system'],
	merge_table: [...DESK, 'system'],
	place_person: [...CARE, ...SITTING],
	take_over_hosting: SITTING,
	raise_table_hand: SITTING,
	lower_table_hand: SITTING,

	add_idea: SITTING,
	edit_idea: SITTING,
	hide_idea: [...HARVEST, ...SITTING],
	show_idea: [...HARVEST, ...SITTING],
	star_idea: SITTING,
	mark_insight: [...SITTING, ...DESK],

	call_help: PEOPLE,
	take_help: CARE,
	solve_help: PEOPLE,

	raise_hand: PEOPLE,
	lower_hand: PEOPLE,
	call_to_stage: [...DESK, 'moderator'],
	answer_stage_invitation: PEOPLE,
	leave_stage: PEOPLE,

	create_theme: HARVEST,
	rename_theme: HARVEST,
	remove_theme: HARVEST,
	place_insight: HARVEST,
	merge_twins: HARVEST,
	part_twins: HARVEST,
	open_vote: HARVEST,
	cast_ballot: SITTING,
	close_vote: HARVEST,
	word_message: HARVEST,
	publish_results: HARVEST,

	create_event: PROGRAM,
	add_people: PROGRAM,
	mark_rehearsal: PROGRAM,
	note_arrival: PROGRAM,
	adopt_plan: DESK,
	seat_person: PROGRAM,
	free_seat: PROGRAM,
	change_host: PROGRAM,
	rename_person: PEOPLE,
	cast_paper_ballot: HARVEST
};

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
	organiser: ['everyone', 'stage', 'desk', 'care', 'group:help', 'table', 'person'],
	facilitator: ['everyone', 'stage', 'desk', 'care', 'group:help', 'table', 'person'],
	moderator: ['everyone', 'stage', 'desk', 'table', 'person'],
	harvester: ['everyone', 'stage', 'desk', 'table', 'person'],
	table_host: ['everyone', 'stage', 'person'],
	participant: ['everyone', 'stage', 'person'],
	greeter: ['everyone', 'stage', 'group:help', 'person'],
	hotline: ['everyone', 'stage', 'group:help', 'person'],
	observer: ['everyone', 'stage'],
	screen: ['everyone', 'stage'],
	system: []
};
