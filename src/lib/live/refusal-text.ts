import type { RefusalCode } from '../domain/commands.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

/** Codes that are not the rules' but the way's: the pipe, the outbox, the media, the directory. */
export type WireCode =
	| 'bad_message'
	| 'too_fast'
	| 'unavailable'
	| 'internal'
	| 'timeout'
	| 'outbox_full'
	| 'closed'
	| 'media_off'
	| 'unknown_card'
	| 'companion'
	| 'no_next_seat';

/** A refusal as it comes in an ack; fits `Ack & { ok: false }`. */
export interface Refused {
	readonly code: string;
	readonly params?: Readonly<Record<string, string | number | null>>;
}

type Params = NonNullable<Refused['params']>;
type Sentence = (params: Params, names: Readonly<Names>) => string;

const number = (value: string | number | null | undefined): number => Number(value ?? 0);

/** "Already done by Petra", when it is known by whom. */
const byWhom =
	(known: (by: { name: string }) => string, unknown: () => string): Sentence =>
	({ by }, names) => {
		const name = typeof by === 'string' ? names[by as keyof Names] : undefined;
		return name === undefined ? unknown() : known({ name });
	};

const SENTENCES: Record<RefusalCode | WireCode, Sentence> = {
	not_allowed: () => m.refusal_not_allowed(),
	name_of_leader: () => m.refusal_name_of_leader(),
	unknown_event: () => m.refusal_unknown_event(),
	event_exists: () => m.refusal_id_taken(),
	event_closed: () => m.refusal_event_closed(),
	unknown_person: () => m.refusal_unknown_person(),
	unknown_table: () => m.refusal_unknown_table(),
	unknown_idea: () => m.refusal_unknown_idea(),
	unknown_theme: () => m.refusal_unknown_theme(),
	unknown_vote: () => m.refusal_unknown_vote(),
	unknown_call: () => m.refusal_unknown_call(),
	unknown_item: () => m.refusal_unknown_item(),
	id_taken: () => m.refusal_id_taken(),
	stale_item: () => m.refusal_stale_item(),
	stale_round: () => m.refusal_stale_round(),
	stale_version: () => m.refusal_stale_version(),
	stale_plan: () => m.refusal_stale_plan(),
	stale_seats: ({ table, current }) => m.refusal_stale_seats({ table: number(table), count: number(current) }),
	already_done: byWhom(m.refusal_already_done_by, m.refusal_already_done),
	no_plan: ({ rule }) => (rule === undefined ? m.refusal_no_plan() : m.refusal_no_plan_possible()),
	plan_running: byWhom(m.refusal_plan_running_by, m.refusal_plan_running),
	no_run: () => m.refusal_no_run(),
	breaks_rule: () => m.refusal_breaks_rule(),
	nothing_to_repair: () => m.refusal_nothing_to_repair(),
	planner_failed: () => m.refusal_planner_failed(),
	nobody_seated: () => m.refusal_nobody_seated(),
	round_running: () => m.refusal_round_running(),
	round_not_running: () => m.refusal_round_not_running(),
	not_paused: () => m.refusal_not_paused(),
	switching: () => m.refusal_switching(),
	too_late_to_undo: () => m.refusal_too_late_to_undo(),
	nothing_to_undo: () => m.refusal_nothing_to_undo(),
	not_your_table: () => m.refusal_not_your_table(),
	not_seated: () => m.refusal_not_seated(),
	not_committed: () => m.refusal_not_committed(),
	already_seated: () => m.refusal_already_seated(),
	table_full: () => m.refusal_table_full(),
	table_closed: () => m.refusal_table_closed(),
	seats_out_of_range: ({ least, most }) => m.refusal_seats_out_of_range({ least: number(least), most: number(most) }),
	no_fitting_table: () => m.refusal_no_fitting_table(),
	wrong_attendance: () => m.refusal_wrong_attendance(),
	host_elsewhere: () => m.refusal_host_elsewhere(),
	pin_conflict: () => m.refusal_pin_conflict(),
	idea_changed: () => m.refusal_idea_changed(),
	not_your_idea: () => m.refusal_not_your_idea(),
	own_idea: () => m.refusal_own_idea(),
	too_many_ideas: ({ most }) => m.refusal_too_many_ideas({ most: number(most) }),
	too_many_insights: ({ most }) => m.refusal_too_many_insights({ most: number(most) }),
	text_withdrawn: () => m.refusal_text_withdrawn(),
	not_invited: () => m.refusal_not_invited(),
	hand_not_raised: () => m.refusal_hand_not_raised(),
	not_on_stage: () => m.refusal_not_on_stage(),
	help_waiting: () => m.refusal_help_waiting(),
	help_taken: byWhom(m.refusal_help_taken_by, m.refusal_help_taken),
	insight_missing: () => m.refusal_insight_missing(),
	too_few_options: ({ least }) => m.refusal_too_few_options({ least: number(least ?? 2) }),
	vote_open: () => m.refusal_vote_open(),
	vote_closed: () => m.refusal_vote_closed(),
	vote_withdrawn: () => m.refusal_vote_withdrawn(),
	too_late_to_withdraw: byWhom(m.refusal_too_late_to_withdraw_by, m.refusal_too_late_to_withdraw),
	too_many_dots: ({ most }) => m.refusal_too_many_dots({ most: number(most) }),
	ballot_cast_already: () => m.refusal_ballot_cast_already(),
	nothing_to_publish: () => m.refusal_nothing_to_publish(),
	stale_results: () => m.refusal_stale_results(),
	forgotten: () => m.refusal_forgotten(),
	bad_message: () => m.refusal_bad_message(),
	too_fast: () => m.refusal_too_fast(),
	unavailable: () => m.refusal_unavailable(),
	internal: () => m.refusal_internal(),
	timeout: () => m.refusal_timeout(),
	outbox_full: () => m.refusal_outbox_full(),
	closed: () => m.refusal_closed(),
	media_off: () => m.refusal_media_off(),
	unknown_card: () => m.refusal_unknown_card(),
	companion: () => m.refusal_companion(),
	no_table_sound: () => m.refusal_no_table_sound(),
	no_next_seat: () => m.refusal_stale_version()
};

/**
 * Why something was refused, and the nearest way that works, as a sentence in the page's language.
 * @param names `live.names`: who was faster is told by name
 */
export function refusalText({ code, params = {} }: Refused, names: Readonly<Names> = {}): string {
	const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code as RefusalCode | WireCode] : undefined;
	return sentence ? sentence(params, names) : m.refusal_unknown();
}
