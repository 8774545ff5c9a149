/** Why the planner said no, in words; everything else as the other pages say it. */
import type { EventCard } from '../domain/event/event-card.ts';
import { refusalText, type Refused } from '../live/refusal-text.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import { planRuleWords } from './plan-outlook-words.ts';
import { nameOf } from './plan-words.ts';

const BREAKS: Readonly<Record<string, () => string>> = {
	seats: m.plan_breaks_seats,
	minSeats: m.plan_breaks_min_seats,
	even: m.plan_breaks_even,
	attendance: m.plan_breaks_attendance,
	device: m.plan_breaks_attendance,
	stepFree: m.plan_breaks_step_free,
	language: m.plan_breaks_language,
	together: m.plan_breaks_together,
	apart: m.plan_breaks_apart,
	host: m.plan_breaks_host,
	locked: m.plan_no_pin,
	policy: m.plan_breaks_policy
};

/** What a change by hand would break; of a newer server's rule only that there is one. */
export const breaksWords = (rule: string): string =>
	(Object.hasOwn(BREAKS, rule) ? BREAKS[rule] : undefined)?.() ?? m.plan_breaks_other();

const breaksAt = (rule: string, table: number | undefined): string =>
	rule === 'seats' && table !== undefined ? m.plan_breaks_seats_at({ table }) : breaksWords(rule);

/** @param card for the numbers of tables */
export function planRefusal(refused: Refused, names: Readonly<Names>, card: EventCard | null = null): string {
	const { code, params = {} } = refused;
	switch (code) {
		case 'plan_running':
			return m.plan_no_running({
				name: params['by'] ? nameOf(names, String(params['by']) as keyof Names) : m.plan_somebody()
			});
		case 'no_run':
			return m.plan_no_run();
		case 'breaks_rule':
			return breaksAt(String(params['rule']), card?.tables.find(({ id }) => id === params['table'])?.number);
		case 'no_plan':
			return params['rule'] === undefined ? refusalText(refused, names) : planRuleWords(String(params['rule']));
		case 'pin_conflict':
			return m.plan_no_pin();
		case 'nothing_to_repair':
			return m.plan_no_repair();
		case 'planner_failed':
			return m.plan_no_planner();
		default:
			return refusalText(refused, names);
	}
}
