import { m } from '../paraglide/messages.js';

const ACTS: Readonly<Record<string, () => string>> = {
	start_round: m.console_act_start_round,
	pause_round: m.console_act_pause_round,
	resume_round: m.console_act_resume_round,
	ring_bell: m.console_act_ring_bell,
	start_next_round: m.console_act_start_next_round,
	undo_move: m.console_act_undo_move,
	move_person: m.console_act_move_person,
	merge_table: m.console_act_merge_table,
	visit_table: m.console_act_visit_table,
	pin_seat: m.console_act_pin_seat,
	unpin_seat: m.console_act_unpin_seat,
	plan_for_present: m.console_act_plan_for_present,
	'plan_changed:moved': m.console_act_plan_moved,
	'plan_changed:repaired': m.console_act_plan_repaired,
	'plan_changed:undone': m.console_act_plan_undone,
	'plan_changed:redone': m.console_act_plan_redone,
	announce: m.console_act_announce,
	move_programme: m.console_act_move_programme,
	close_event: m.console_act_close_event,
	add_people: m.console_act_add_people,
	admit_person: m.console_act_admit_person,
	check_in_person: m.console_act_check_in_person,
	check_out_person: m.console_act_check_out_person,
	remove_person: m.console_act_remove_person,
	appoint_host: m.console_act_appoint_host,
	open_vote: m.console_act_open_vote,
	cast_paper_ballot: m.console_act_paper_ballot,
	close_vote: m.console_act_close_vote,
	withdraw_vote: m.console_act_withdraw_vote,
	publish_results: m.console_act_publish_results,
	unpublish_results: m.console_act_unpublish_results,
	create_theme: m.console_act_theme,
	rename_theme: m.console_act_theme,
	remove_theme: m.console_act_theme,
	place_insight: m.console_act_theme,
	merge_twins: m.console_act_theme,
	part_twins: m.console_act_theme,
	word_message: m.console_act_theme
};

/** An act of the log as a part of a sentence: "Petra" + "rang the bell". */
export function actWords(act: string): string {
	const [name = act, minutes] = act.split(':');
	if (name === 'set_table_seats') {
		const [table = '', seats = ''] = act.split(':').slice(1);
		return m.console_act_set_table_seats({ table, seats });
	}
	if (name === 'extend_round') return m.console_act_extend_round({ minutes: minutes ?? '' });
	const known = [act, name].find((key) => Object.hasOwn(ACTS, key));
	return (known === undefined ? undefined : ACTS[known]?.()) ?? m.console_act_other({ act });
}
