import { expect, test } from 'vitest';
import * as v from 'valibot';
import { DEFAULT_SETTINGS, USUAL_ORDER } from '../domain/cafe/plan-settings.ts';
import { SettingsSchema } from './planning-wishes.ts';

const read = (order: unknown) => v.safeParse(SettingsSchema, { ...DEFAULT_SETTINGS, order });

test('an order of criteria names each once at most, and may be left out', () => {
	expect(v.safeParse(SettingsSchema, DEFAULT_SETTINGS)).toMatchObject({ success: true, output: DEFAULT_SETTINGS });
	for (const order of [[], ['wishes'], [...USUAL_ORDER].reverse()]) {
		expect(read(order)).toMatchObject({ success: true, output: { order } });
	}
	for (const order of [undefined, null, 'mix', ['seats'], ['mix', 'mix'], [...USUAL_ORDER, 'mix'], [7]]) {
		expect(read(order).success, JSON.stringify(order)).toBe(false);
	}
});
