import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { deskOf } from '#lib/domain/read.ts';
import { hugeEvent } from '../testing/examples.ts';
import { tablesInUse } from './tables-in-use.ts';

/** Each of these took minutes when every person was asked for every table again and again. */
describe('two thousand people at hundreds of tables', { timeout: 60_000 }, () => {
	const inUse = (tables: number, people: number) => {
		const state = hugeEvent(tables, people);
		const used = tablesInUse(state, Object.values(deskOf(state).people), DEFAULT_SETTINGS);
		return { tables: used.tables.length, extra: used.extra };
	};

	test('everybody is here: every table is used as it is planned', () => {
		expect(inUse(400, 2_000)).toEqual({ tables: 400, extra: 0 });
	});

	test('one in ten has come: the tables with a host stay, and are enough', () => {
		expect(inUse(400, 200)).toEqual({ tables: 40, extra: 0 });
	});

	test('more have come than there are seats: each table gets as few more as do', () => {
		expect(inUse(300, 2_000)).toEqual({ tables: 300, extra: 2 });
	});
});
