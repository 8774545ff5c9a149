import { describe, expect, test } from 'vitest';
import { PlanStream } from '../index.ts';
import { mended, refusal, seatsOf, small, toldPlan } from '../testing/small.ts';

describe('[I1] nobody loses a seat', () => {
	const instance = small(['t1', 't2', 't3'], 'habcdef', { together: [['a', 'b']] }, { h: { hosts: 't3' } });
	const told = toldPlan(instance, ['cd|ef|hab', 'cd|ef|hab']);

	test('where all tables are lost, there is no plan, and seats are what is missing', () => {
		const tablesLost = ['t1', 't2', 't3'];
		expect(refusal(instance, told, { afterRound: 1, tablesLost })).toMatchObject({
			rule: 'seats',
			change: 'add 7 seats'
		});
		const stream = new PlanStream(instance, told);
		expect(stream.mend({ afterRound: 1, tablesLost })).toMatchObject({ ok: false, error: { rule: 'seats' } });
		expect(stream.plan.rounds).toEqual(told.rounds);
	});

	test('the last table left takes whom it can seat, else seats are missing', () => {
		const lost = { afterRound: 1, tablesLost: ['t1', 't2'] };
		expect(refusal(instance, told, lost)).toMatchObject({ rule: 'seats', change: 'add 3 seats' });
		const fewer = mended(instance, told, { ...lost, left: ['c', 'd', 'e'] });
		expect(Object.values(fewer.rounds[1]!)).toEqual(['t3', 't3', 't3', 't3']);
	});

	test('a lock at an optional table that was empty opens it', () => {
		const optional = small([...['t1', 't2'], { id: 't3', seats: 4, optional: true }], 'abcdef');
		const before = toldPlan(optional, ['abc|def|', 'abc|def|']);
		const locked = { ...optional, locked: ['a', 'b', 'd'].map((person) => ({ person, round: 2, table: 't3' })) };
		expect(seatsOf(mended(locked, before, { afterRound: 1 }), 'a')).toBe('t1 t3');
	});
});

describe('people who sit together move together', () => {
	test('a party fills a table that no single person can fill', () => {
		const tables = ['t1', 't2'].map((id) => ({ id, seats: 4, minSeats: 2 }));
		const instance = small(tables, 'abcdef', {
			together: [
				['a', 'b'],
				['c', 'd']
			]
		});
		const told = toldPlan(instance, ['abcd|ef', 'abcd|ef']);
		expect(mended(instance, told, { afterRound: 1, left: ['e', 'f'] }).moved).toHaveLength(2);
	});

	test('a party makes way for somebody who can sit only at its table', () => {
		const tables = [
			{ id: 't1', seats: 3, stepFree: true },
			{ id: 't2', seats: 4, stepFree: false }
		];
		const instance = small(tables, 'abcde', { together: [['a', 'b']] }, { c: { stepFree: true } });
		const told = toldPlan(instance, ['abc|de', 'abc|de']);
		const after = mended(instance, told, { afterRound: 1, joined: [{ id: 'z', stepFree: true }] });
		expect(seatsOf(after, 'z')).toBe('- t1');
		expect([seatsOf(after, 'a'), seatsOf(after, 'b'), seatsOf(after, 'c')]).toEqual(['t1 t2', 't1 t2', 't1 t1']);
	});

	test('online, a pair changes tables where two people leave and the last would sit alone', () => {
		const online = ['t1', 't3'].map((id) => ({ id, seats: 5, minSeats: id === 't3' ? 2 : null, mode: 'online' }));
		const remote = Object.fromEntries([...'klmnop'].map((id) => [id, { attendance: 'remote' }]));
		const instance = small(
			online,
			'klmnop',
			{ together: [['l', 'm']] },
			{ ...remote, k: { ...remote['k'], hosts: 't1' } }
		);
		const told = toldPlan(instance, ['kno|lmp', 'klm|nop']);
		const after = mended(instance, told, { afterRound: 1, left: ['o', 'p'] });
		expect(after.rounds[1]!['l']).toBe(after.rounds[1]!['m']);
	});

	test('the people of a lost table who sit together find one table, others make room', () => {
		const instance = small(['t1', 't2', 't3'], 'abcdefghij', { together: [['a', 'b']] });
		const told = toldPlan(instance, ['abc|defg|hij', 'abc|defg|hij']);
		const roomy = { ...instance, tables: instance.tables.map((table) => ({ ...table, seats: 5 })) };
		const after = mended(roomy, told, { afterRound: 1, tablesLost: ['t1'] });
		expect(after.rounds[1]!['a']).toBe(after.rounds[1]!['b']);
	});
});
