import { expect, it } from 'vitest';
import { breaksWords, planRefusal } from './plan-refusals.ts';

const names = { p: 'Petra' } as never;

it.each([
	['plan_running', { by: 'p' }, 'Petra is looking for a plan already. Wait for it, or stop it.'],
	['no_run', {}, 'This plan is gone. Look for another one.'],
	['breaks_rule', { rule: 'apart' }, 'People who are kept apart would sit together.'],
	['no_plan', { rule: 'seats', persons: 3 }, 'There are more people than seats.'],
	['no_plan', {}, 'There is no plan yet. Make one first.'],
	['pin_conflict', {}, 'This seat is fixed, or on a printed card. Free it first.'],
	['nothing_to_repair', {}, 'There is nothing to repair.'],
	['planner_failed', {}, 'The planner stopped unexpectedly. Nothing was changed. Try once more.'],
	['stale_plan', {}, 'The plan has changed since. Make it once more.']
])('%s %j', (code, params, sentence) => {
	expect(planRefusal({ code, params: params as Record<string, string | number> }, names)).toBe(sentence);
});

it('names the table that would have too many people, where it is known', () => {
	const card = { tables: [{ id: 'T7', number: 7 }] } as never;
	const full = (table: string) => planRefusal({ code: 'breaks_rule', params: { rule: 'seats', table } }, names, card);
	expect(full('T7')).toBe('Table 7 would have more people than seats. Give it more seats first.');
	expect(full('T9')).toBe('Too many people would sit there.');
});

it('says of an unknown rule only that there is one', () => {
	expect(breaksWords('constructor')).toBe('It would break a rule that always holds.');
});
