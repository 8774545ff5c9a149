import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, USUAL_ORDER, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { plan, verify, type Sheet } from '#lib/planner/index.ts';
import { USUAL_ORDER as OF_THE_PLANNER } from '#lib/planner/order.ts';
import { exampleEvent } from '../testing/examples.ts';
import { instanceOf, rulesOf } from './instance-of.ts';

test('settings and planner have the same criteria in the same usual order', () => {
	expect(USUAL_ORDER).toEqual(OF_THE_PLANNER);
});

test('without an order, as in plans of an older version, the planner is told none', () => {
	expect(rulesOf(DEFAULT_SETTINGS)).not.toHaveProperty('order');
	expect(rulesOf({ ...DEFAULT_SETTINGS, order: ['wishes'] })).toMatchObject({ order: ['wishes'] });
});

test('what a facilitator puts first is kept first: the wishes of the Leipzig café', () => {
	const state = exampleEvent('leipzig-world-cafe');
	const sheetWith = (settings: PlanSettings): Sheet => {
		const instance = { ...instanceOf(state, () => true, settings).instance, iterations: 40_000 };
		const result = plan(instance);
		if (!result.ok) throw new Error(JSON.stringify(result.error).slice(0, 600));
		expect(verify(instance, result.value).breaches).toEqual([]);
		return result.value.sheet;
	};
	const usual = sheetWith(DEFAULT_SETTINGS);
	const first = sheetWith({ ...DEFAULT_SETTINGS, order: ['wishes'] });
	expect(first.wishesMet).toBeGreaterThan(usual.wishesMet);
	expect(first.withoutLanguage).toBe(0);
});
