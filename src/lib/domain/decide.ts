/** The front door of the rules: may this actor do this now, and what becomes true if so. Pure. */
import { MAY, ONLY_ONESELF } from './access.ts';
import { decidePlan } from './cafe/plan.ts';
import { decideRound } from './cafe/rounds.ts';
import { decideSeat } from './cafe/seats.ts';
import { setTableSeats } from './cafe/table-seats.ts';
import { decideVisit } from './cafe/visits.ts';
import type { Command, Refusal } from './commands.ts';
import { decideEvent, type Context } from './event/decide.ts';
import type { ChannelFact } from './facts.ts';
import { decideHarvest } from './harvest/decide.ts';
import { decideHelp } from './help/decide.ts';
import type { EventState } from './parts.ts';
import { decidePeople } from './people/decide.ts';
import { everyoneOf, deskPersonOf } from './read.ts';
import { refuse, unreachable, type Result } from './result.ts';
import { decideStage } from './stage/decide.ts';
import { decideCloth } from './tablecloth/decide.ts';
import { SITTING } from './people/role-groups.ts';

export type { Context } from './event/decide.ts';

/** Still possible when the event is over: leaving, being forgotten, and finishing the outcomes. */
const AFTER_CLOSE = new Set([
	'leave',
	'forget_me',
	'give_consent',
	'rename_theme',
	'word_message',
	'publish_results',
	'unpublish_results',
	'rename_person'
]);

export function decide(state: EventState, command: Command, context: Context): Result<ChannelFact[], Refusal> {
	const { role, person } = context.actor;
	if (!MAY[command.type].includes(role)) return refuse({ code: 'not_allowed' });
	if (ONLY_ONESELF.has(command.type) && SITTING.includes(role))
		if ('person' in command && command.person !== person) return refuse({ code: 'not_allowed' });
	if (command.type !== 'create_event' && everyoneOf(state).card === null) return refuse({ code: 'unknown_event' });
	if (person !== null && role !== 'system') {
		const who = deskPersonOf(state, person);
		if (!who || who.forgotten) return refuse({ code: 'unknown_person' });
		if (who.participation === 'removed') return refuse({ code: 'not_allowed' });
		// Not yet let in: may say who she is and ask for help, no more.
		if (who.participation === 'waiting' && !['state_profile', 'leave', 'forget_me', 'call_help'].includes(command.type))
			return refuse({ code: 'not_allowed' });
	}
	if (everyoneOf(state).closed && !AFTER_CLOSE.has(command.type)) return refuse({ code: 'event_closed' });
	return dispatch(state, command, context);
}

function dispatch(state: EventState, command: Command, context: Context): Result<ChannelFact[], Refusal> {
	switch (command.type) {
		case 'create_event':
		case 'add_people':
		case 'mark_rehearsal':
		case 'move_programme':
		case 'announce':
		case 'close_event':
			return decideEvent(state, command, context);
		case 'state_profile':
		case 'take_part':
		case 'leave':
		case 'come_back':
		case 'note_arrival':
		case 'admit_person':
		case 'check_in_person':
		case 'check_out_person':
		case 'remove_person':
		case 'appoint_host':
		case 'give_consent':
		case 'forget_me':
		case 'rename_person':
			return decidePeople(state, command, context);
		case 'pin_seat':
		case 'unpin_seat':
		case 'adopt_plan':
			return decidePlan(state, command, context);
		case 'start_round':
		case 'extend_round':
		case 'pause_round':
		case 'resume_round':
		case 'ring_bell':
		case 'switch_tables':
		case 'start_next_round':
		case 'undo_move':
			return decideRound(state, command, context);
		case 'visit_table':
		case 'end_visit':
			return decideVisit(state, command, context);
		case 'seat_person':
		case 'free_seat':
		case 'move_person':
		case 'merge_table':
		case 'place_person':
		case 'take_over_hosting':
		case 'change_host':
		case 'raise_table_hand':
		case 'lower_table_hand':
			return decideSeat(state, command, context);
		case 'set_table_seats':
			return setTableSeats(state, command, context);
		case 'add_idea':
		case 'edit_idea':
		case 'hide_idea':
		case 'show_idea':
		case 'star_idea':
		case 'mark_insight':
			return decideCloth(state, command, context);
		case 'call_help':
		case 'take_help':
		case 'solve_help':
			return decideHelp(state, command, context);
		case 'raise_hand':
		case 'lower_hand':
		case 'call_to_stage':
		case 'answer_stage_invitation':
		case 'leave_stage':
			return decideStage(state, command, context);
		case 'create_theme':
		case 'rename_theme':
		case 'remove_theme':
		case 'place_insight':
		case 'merge_twins':
		case 'part_twins':
		case 'open_vote':
		case 'cast_ballot':
		case 'cast_paper_ballot':
		case 'close_vote':
		case 'withdraw_vote':
		case 'word_message':
		case 'publish_results':
		case 'unpublish_results':
			return decideHarvest(state, command, context);
		default:
			return unreachable(command, refuse({ code: 'not_allowed' }));
	}
}
