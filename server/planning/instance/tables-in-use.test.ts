import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { hugeEvent, say } from '../testing/examples.ts';
import { tablesInUse } from './tables-in-use.ts';

/** Each of these took minutes when every person was asked for every table again and again. */
describe('two thousand people at hundreds of tables', { timeout: 60_000 }, () => {
	const inUse = (tables: number, people: number) => {
		const state = hugeEvent(tables, people);
		const used = tablesInUse(state, Object.values(deskOf(state).people), DEFAULT_SETTINGS);
		return { tables: used.tables.length, extra: Math.max(...used.tables.map(used.extraAt)) };
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

describe('more people than seats, and a table of which somebody has said how many chairs it has', () => {
	const extras = (seats: readonly number[], people: number) => {
		const state = hugeEvent(3, people);
		const lead = Object.values(deskOf(state).people)[0]!.id;
		seats.forEach((count, n) => {
			const { id } = everyoneOf(state).card!.tables[n]!;
			say(state, { type: 'set_table_seats', table: id, seats: count, from: 5 }, 'facilitator', lead);
		});
		const used = tablesInUse(state, Object.values(deskOf(state).people), DEFAULT_SETTINGS);
		return used.tables.map((table) => table.seats + used.extraAt(table));
	};

	test('the other tables take them', () => expect(extras([4], 16)).toEqual([4, 6, 6]));
	test('chairs that were brought are enough', () => expect(extras([6], 16)).toEqual([6, 5, 5]));
	test('where it was said of every table, all take them', () => expect(extras([4, 4, 4], 15)).toEqual([5, 5, 5]));
});
