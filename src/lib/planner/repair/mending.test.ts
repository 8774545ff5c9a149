import { describe, expect, test } from 'vitest';
import { PlanStream, verify } from '../index.ts';
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

test.each(['mixed', 'group'])(
	'[I6] a host who loses the only person who understands her gets another one (%s)',
	(policy) => {
		const speaks = (...languages: string[]) => ({ languages });
		const traits = { h: { ...speaks('fr'), hosts: 't1' }, i: { ...speaks('nl'), hosts: null } };
		const others = Object.fromEntries([...'bcde'].map((id) => [id, speaks('en', 'fr')]));
		const rules = { policy, language: 'everyone' };
		const instance = small(
			[
				{ id: 't1', seats: 6 },
				{ id: 't2', seats: 6 }
			],
			'hiabcde',
			{ together: [['h', 'i']], rules },
			{ ...traits, ...others, a: speaks('fr', 'en'), b: speaks('nl', 'en') }
		);
		const told = toldPlan(instance, ['hiab|cde', 'hiab|cde']);
		const after = mended(instance, told, { afterRound: 1, left: ['a'] });
		expect(after.moved).toHaveLength(1);
		expect(after.moved[0]).toMatchObject({ round: 2, to: 't1' });
	}
);

describe('where groups move on together, a repair keeps them together', () => {
	const group = { rules: { policy: 'group' } };
	const five = ['t1', 't2', 't3'].map((id) => ({ id, seats: 5 }));

	test('the group of a lost table goes elsewhere as one where there is room', () => {
		const instance = small(five, 'abcdef', group);
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd']);
		const after = mended(instance, told, { afterRound: 1, tablesLost: ['t3'] });
		expect(seatsOf(after, 'c')).toBe(seatsOf(after, 'd'));
		expect(after.moved.map(({ person }) => person)).toEqual(['c', 'd']);
	});

	test('where there is no room for it as one, it is split in the fewest parts', () => {
		const four = small([...five, { id: 't4', seats: 5 }], 'abcdefghijkl', { ...group, together: [['j', 'l']] });
		const wide = toldPlan(four, ['hijkl|abc|efg|d', 'abc|efg|hijkl|d']);
		const after = mended(four, wide, { afterRound: 1, tablesLost: ['t3'] });
		const parts = new Set([...'hijkl'].map((id) => after.rounds[1]![id]));
		expect(parts.size).toBe(2);
		expect(after.rounds[1]!['j']).toBe(after.rounds[1]!['l']);
		expect(after.moved).toHaveLength(5);
	});

	test('who joins takes the way of a group', () => {
		const instance = small(five, 'abcdef', { ...group, rounds: 3 });
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd', 'cd|ef|ab']);
		const after = mended(instance, told, { afterRound: 1, left: ['c'], joined: [{ id: 'z' }, { id: 'y' }] });
		expect(seatsOf(after, 'z').slice(2)).toBe(seatsOf(after, 'd').slice(3));
		const ways = [...'abdef'].map((id) => seatsOf(after, id).slice(3));
		expect(ways).toContain(seatsOf(after, 'y').slice(2));
		expect(after.moved).toEqual([]);
	});

	test('where a group is too small, one person changes to it for good, and nobody else moves', () => {
		const tables = ['t1', 't2', 't3'].map((id) => ({ id, seats: 4, minSeats: 2 }));
		const instance = small(tables, 'abcdefghi', { ...group, rounds: 3 });
		const told = toldPlan(instance, ['abc|def|ghi', 'ghi|abc|def', 'def|ghi|abc']);
		const after = mended(instance, told, { afterRound: 0, left: ['a', 'b'] });
		expect(new Set(after.moved.map(({ person }) => person)).size).toBe(1);
		expect(after.moved).toHaveLength(3);
		expect(seatsOf(after, after.moved[0]!.person)).toBe(seatsOf(after, 'c'));
	});

	test('where a whole group leaves, others take its way', () => {
		const tables = ['t1', 't2', 't3'].map((id) => ({ id, seats: 6, minSeats: 2 }));
		const instance = small(tables, 'abcdefghij', group);
		const told = toldPlan(instance, ['abcd|efgh|ij', 'ij|abcd|efgh']);
		const after = mended(instance, told, { afterRound: 1, left: ['i', 'j'] });
		expect(after.moved.map(({ to }) => to)).toEqual(['t1', 't1']);
	});
});

describe('the last round at home, after a repair', () => {
	const home = { rounds: 3, rules: { lastRound: 'return_home' } };
	const six = ['t1', 't2', 't3'].map((id) => ({ id, seats: 6 }));

	test.each(['mixed', 'group'])('who joins before the first round goes back to its table (%s)', (policy) => {
		const instance = small(six, 'abcdef', { ...home, rules: { ...home.rules, policy } });
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd', 'ab|cd|ef']);
		const after = mended(instance, told, { afterRound: 0, joined: [{ id: 'z' }] });
		const [first, second, third] = seatsOf(after, 'z').split(' ');
		expect(third).toBe(first);
		expect(second).not.toBe(first);
		expect(after.moved).toEqual([]);
	});

	test('who joins later goes back to the first table of her own', () => {
		const instance = small(six, 'abcdef', home);
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd', 'ab|cd|ef']);
		const after = mended(instance, told, { afterRound: 1, joined: [{ id: 'z' }] });
		const [, second, third] = seatsOf(after, 'z').split(' ');
		expect(third).toBe(second);
	});

	test('who joins later sits first where a seat is free at home', () => {
		const tables = [
			{ id: 't1', seats: 4 },
			{ id: 't2', seats: 5 }
		];
		const instance = small(tables, 'abcdefg', home);
		const told = toldPlan(instance, ['abcd|efg', 'efg|abcd', 'abcd|efg']);
		const after = mended(instance, told, { afterRound: 1, joined: [{ id: 'z' }] });
		expect(seatsOf(after, 'z')).toBe('- t2 t2');
		expect(after.moved).toEqual([]);
	});

	test('who joins a group goes home with it', () => {
		const instance = small(six, 'abcdef', { ...home, rules: { ...home.rules, policy: 'group' } });
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd', 'ab|cd|ef']);
		const after = mended(instance, told, { afterRound: 1, joined: [{ id: 'z' }] });
		const ways = [...'ace'].map((id) => seatsOf(after, id).slice(3));
		expect(ways).toContain(seatsOf(after, 'z').slice(2));
	});

	test('who joins a group and cannot sit at its home sits where she can', () => {
		const tables = [...six.slice(0, 2), { id: 't3', seats: 6, stepFree: false }];
		const rules = { ...home.rules, policy: 'group' };
		const instance = small(tables, 'abcdefghi', { ...home, rules });
		const told = toldPlan(instance, ['abc|def|ghi', 'ghi|def|abc', 'abc|def|ghi']);
		const fewer = mended(instance, told, { afterRound: 1, left: ['h'] });
		const after = mended(fewer.instance, fewer, { afterRound: 1, joined: [{ id: 'z', stepFree: true }] });
		expect(seatsOf(after, 'z')).toMatch(/^- t1 t[12]$/);
	});

	test('whose home is lost sits where there is room; nobody else moves, and tables are no visits at home', () => {
		const instance = small(six, 'abcdef', { ...home, rules: { ...home.rules, tableTwice: 'never' } });
		const told = toldPlan(instance, ['ab|cd|ef', 'ef|ab|cd', 'ab|cd|ef']);
		const after = mended(instance, told, { afterRound: 2, tablesLost: ['t3'] });
		expect(after.moved.map(({ person }) => person)).toEqual(['e', 'f']);
	});

	test('the verifier names who could go home and does not', () => {
		const instance = small(six, 'abcdefgh', home);
		const told = toldPlan(instance, ['abcd|ef|gh', 'ef|abcd|gh', 'abcd|ef|gh']);
		const after = mended(instance, told, { afterRound: 1 });
		const rounds = after.rounds.map((round, r) => (r === 2 ? { ...round, a: 't2' } : round));
		const stranded = { ...after, rounds: rounds.map((round, r) => (r === 2 ? { ...round, b: 't2' } : round)) };
		expect(verify(after.instance, stranded).breaches).toContainEqual(
			expect.objectContaining({ rule: 'policy', round: 3, persons: ['a'], tables: ['t2', 't1'] })
		);
	});
});

describe('[I2] a lost host is succeeded by somebody who sits with others', () => {
	const pair = { rounds: 3, together: [['a', 'b']] };
	const hosted = { h: { hosts: 't3' } };

	test('a member of a party becomes the host, and the party stays with her', () => {
		const instance = small(['t1', 't2', 't3'], 'habcdef', pair, hosted);
		const told = toldPlan(instance, ['cd|ef|hab', 'cd|ef|hab', 'abd|cf|he']);
		const after = mended(instance, told, { afterRound: 1, hostsLost: ['h'] });
		expect(after.newHosts).toEqual([{ table: 't3', person: 'a' }]);
		expect([seatsOf(after, 'a'), seatsOf(after, 'b')]).toEqual(['t3 t3 t3', 't3 t3 t3']);
	});

	test('an assistant of the host who left takes over, as she no longer has to sit with anybody', () => {
		const instance = small(['t1', 't2', 't3'], 'habcdef', { rounds: 3, together: [['h', 'a']] }, hosted);
		const told = toldPlan(instance, ['cd|ef|hab', 'cd|ef|hab', 'bd|cf|hae']);
		const after = mended(instance, told, { afterRound: 1, hostsLost: ['h'] });
		expect(after.newHosts).toEqual([{ table: 't3', person: 'a' }]);
		expect(after.moved).toEqual([]);
	});

	test('whoever is alone there comes first if fewer seats change', () => {
		const instance = small(['t1', 't2', 't3'], 'habcdef', pair, hosted);
		const told = toldPlan(instance, ['cd|ef|hab', 'd|ef|habc', 'abd|cf|he']);
		expect(mended(instance, told, { afterRound: 1, hostsLost: ['h'] }).newHosts[0]!.person).toBe('c');
	});

	test('a party one of whom is awaited elsewhere has no host to give', () => {
		const locked = [{ person: 'b', round: 3, table: 't1' }];
		const instance = small(['t1', 't2', 't3'], 'habcdef', { ...pair, locked }, hosted);
		const told = toldPlan(instance, ['cd|ef|hab', 'cd|ef|hab', 'abd|cf|he']);
		expect(mended(instance, told, { afterRound: 1, hostsLost: ['h'] }).newHosts).toEqual([]);
	});
});
