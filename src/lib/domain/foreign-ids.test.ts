/** An id is not a right: whatever a command names must be of this event, or the command is refused. */
import { describe, expect, test } from 'vitest';
import { Play, somebody } from './cafe/cafe.test-kit.ts';
import type { Command, PageCommand } from './commands.ts';
import { decide } from './decide.ts';
import { call, idea, person, table, theme, vote } from './harvest/given.test-kit.ts';
import type { Role } from './people/person.ts';

const SHAPE = { hall: 3, online: 3, rounds: 2, seats: 8 };
const FOREIGN = 'of-another-event';
const [GUEST, OTHER, HOST] = ['p1-1', 'p1-2', 'h1'].map(person) as [ReturnType<typeof person>, never, never];
const T1 = table('t1');
const I = idea('i');
const add = { type: 'add_idea', table: T1, text: 'Benches', language: 'en', onBehalfOf: null } as const;

function lobby(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'pin_seat', person: GUEST, round: 2, table: table('t2') });
	play.must({ type: 'add_people', people: [somebody('w', { participation: 'waiting' })] }, 'system');
	play.must({ type: 'raise_hand' }, 'participant', OTHER);
	play.must({ type: 'call_to_stage', person: person('petra') });
	play.must({ type: 'call_help', call: call('c') }, 'participant', GUEST);
	return play;
}
function round(): Play {
	const play = lobby();
	play.must({ type: 'start_round', round: 1 });
	for (const [id, by] of [
		['i', GUEST],
		['j', OTHER]
	] as const)
		play.must({ ...add, idea: idea(id) }, 'participant', by);
	play.must({ type: 'mark_insight', table: T1, idea: idea('j'), marked: true }, 'participant', GUEST);
	play.must({ type: 'raise_table_hand', table: T1 }, 'participant', GUEST);
	return play;
}
function board(): Play {
	const play = round();
	for (const id of ['a', 'b']) play.must({ type: 'create_theme', theme: theme(id), name: id });
	play.must({ type: 'mark_insight', table: T1, idea: I, marked: true }, 'participant', GUEST);
	return play;
}
function voting(): Play {
	const play = board();
	play.must({ type: 'open_vote', vote: vote('v'), themes: [theme('a'), theme('b')], dots: 3 });
	return play;
}
const SCENES = { lobby: lobby(), round: round(), board: board(), voting: voting() };

interface Sample<C extends Command = Command> {
	readonly scene: keyof typeof SCENES;
	readonly command: C;
	readonly by?: readonly [Role, string];
	/** Ids that the command brings into the world. */
	readonly fresh?: readonly string[];
}
const guest = ['participant', GUEST] as const;
const host = ['table_host', HOST] as const;

/** A command that is accepted, of every type that names anything. */
const SAMPLES: { readonly [T in PageCommand['type']]: Sample<Extract<PageCommand, { type: T }>> | 'names nothing' } = {
	move_programme: { scene: 'lobby', command: { type: 'move_programme', item: 'cafe', from: null } },
	announce: { scene: 'round', command: { type: 'announce', text: 'Ten minutes', tables: [T1, table('t2')] } },
	close_event: 'names nothing',
	state_profile: 'names nothing', // Topics that are not there are dropped: they are wishes.
	take_part: 'names nothing',
	leave: 'names nothing',
	come_back: 'names nothing',
	admit_person: { scene: 'lobby', command: { type: 'admit_person', person: person('w') } },
	check_in_person: { scene: 'lobby', command: { type: 'check_in_person', person: person('w') } },
	check_out_person: { scene: 'lobby', command: { type: 'check_out_person', person: GUEST } },
	remove_person: { scene: 'lobby', command: { type: 'remove_person', person: GUEST } },
	appoint_host: { scene: 'lobby', command: { type: 'appoint_host', person: GUEST, table: T1 } },
	give_consent: 'names nothing',
	forget_me: 'names nothing',
	pin_seat: { scene: 'lobby', command: { type: 'pin_seat', person: GUEST, round: 1, table: T1 } },
	unpin_seat: { scene: 'lobby', command: { type: 'unpin_seat', person: GUEST, round: 2 } },
	start_round: 'names nothing',
	extend_round: 'names nothing',
	pause_round: 'names nothing',
	resume_round: 'names nothing',
	ring_bell: 'names nothing',
	switch_tables: 'names nothing',
	start_next_round: 'names nothing',
	undo_move: 'names nothing',
	move_person: { scene: 'round', command: { type: 'move_person', person: GUEST, table: table('t2') } },
	merge_table: { scene: 'round', command: { type: 'merge_table', table: table('t2'), into: table('t3') } },
	set_table_seats: { scene: 'round', command: { type: 'set_table_seats', table: T1, seats: 6, from: 8 } },
	place_person: { scene: 'round', command: { type: 'place_person', person: GUEST } },
	take_over_hosting: { scene: 'round', command: { type: 'take_over_hosting', table: T1 }, by: host },
	visit_table: { scene: 'round', command: { type: 'visit_table', table: table('t4') } },
	end_visit: { scene: 'round', command: { type: 'end_visit', person: person('petra'), table: table('t4') } },
	raise_table_hand: { scene: 'round', command: { type: 'raise_table_hand', table: T1 }, by: guest },
	lower_table_hand: { scene: 'round', command: { type: 'lower_table_hand', table: T1, person: GUEST }, by: guest },
	add_idea: { scene: 'round', command: { ...add, idea: idea('k'), onBehalfOf: GUEST }, by: host, fresh: ['idea'] },
	edit_idea: { scene: 'round', command: { type: 'edit_idea', table: T1, idea: I, baseRev: 1, text: 'x' }, by: guest },
	hide_idea: { scene: 'round', command: { type: 'hide_idea', table: T1, idea: I } },
	show_idea: { scene: 'round', command: { type: 'show_idea', table: T1, idea: I } },
	star_idea: {
		scene: 'round',
		command: { type: 'star_idea', table: T1, idea: idea('j'), starred: true },
		by: guest
	},
	mark_insight: { scene: 'round', command: { type: 'mark_insight', table: T1, idea: I, marked: true }, by: guest },
	call_help: 'names nothing',
	take_help: { scene: 'lobby', command: { type: 'take_help', call: call('c') } },
	solve_help: { scene: 'lobby', command: { type: 'solve_help', call: call('c') } },
	raise_hand: 'names nothing',
	lower_hand: { scene: 'lobby', command: { type: 'lower_hand', person: OTHER } },
	call_to_stage: { scene: 'lobby', command: { type: 'call_to_stage', person: OTHER } },
	answer_stage_invitation: 'names nothing',
	leave_stage: { scene: 'lobby', command: { type: 'leave_stage', person: person('petra') } },
	create_theme: 'names nothing',
	rename_theme: { scene: 'board', command: { type: 'rename_theme', theme: theme('a'), name: 'A' } },
	remove_theme: { scene: 'board', command: { type: 'remove_theme', theme: theme('a') } },
	place_insight: { scene: 'board', command: { type: 'place_insight', idea: I, theme: theme('a') } },
	merge_twins: { scene: 'board', command: { type: 'merge_twins', keep: I, twins: [idea('j')] } },
	part_twins: { scene: 'board', command: { type: 'part_twins', twins: [I] } },
	open_vote: {
		scene: 'board',
		command: { type: 'open_vote', vote: vote('v'), themes: [theme('a'), theme('b')], dots: 3 },
		fresh: ['vote']
	},
	cast_ballot: {
		scene: 'voting',
		command: { type: 'cast_ballot', vote: vote('v'), dots: { a: 1 } as never },
		by: guest
	},
	close_vote: { scene: 'voting', command: { type: 'close_vote', vote: vote('v') } },
	withdraw_vote: { scene: 'voting', command: { type: 'withdraw_vote', vote: vote('v') } },
	word_message: { scene: 'board', command: { type: 'word_message', theme: theme('a'), message: { en: 'Words' } } },
	publish_results: 'names nothing',
	unpublish_results: 'names nothing'
};

/** Fields that name something of the event. */
const NAMES = /^(person|table|tables|into|idea|keep|twins|theme|themes|vote|call|item|onBehalfOf|dots)$/;

/** The command with one of its names replaced by a foreign one, for each of them. */
function foreign({ command, fresh = [] }: Sample): [string, Command][] {
	return Object.entries(command).flatMap(([field, value]): [string, Command][] => {
		if (!NAMES.test(field) || fresh.includes(field) || typeof value === 'number' || value === null) return [];
		const swapped: [string, unknown][] = Array.isArray(value)
			? value.map((_, at) => [`${field}[${at}]`, value.with(at, FOREIGN)])
			: [[field, typeof value === 'string' ? FOREIGN : { [FOREIGN]: 1 }]];
		return swapped.map(([name, other]) => [name, { ...command, [field]: other } as Command]);
	});
}

const PAGE_COMMANDS = Object.entries(SAMPLES) as [PageCommand['type'], Sample | 'names nothing'][];
const NAMING = PAGE_COMMANDS.flatMap(([type, sample]) => (sample === 'names nothing' ? [] : [[type, sample] as const]));
const answer = ({ scene, by }: Sample, command: Command) => {
	const play = SCENES[scene];
	return decide(play.state, command, play.context(...(by ?? (['facilitator', 'petra'] as const))));
};

describe('[SEC-8] foreign ids', () => {
	test.each(NAMING)('%s is accepted as it stands (or the refusals below would prove nothing)', (_type, sample) => {
		expect(answer(sample, sample.command)).toMatchObject({ ok: true });
	});

	test.each(
		NAMING.flatMap(([type, sample]) =>
			foreign(sample).map(([field, command]) => [type, field, sample, command] as const)
		)
	)('%s with a foreign %s is refused', (_type, _field, sample, command) => {
		expect(answer(sample, command)).toMatchObject({ ok: false });
	});
});
