import { describe, expect, test } from 'vitest';
import { parseInstance, plan } from '../index.ts';
import type { NoPlan } from '../types.ts';

const people = (n: number, traits: Record<string, unknown> = {}, prefix = 'p') =>
	Array.from({ length: n }, (_, i) => ({ id: `${prefix}${i + 1}`, ...traits }));
const tables = (n: number, traits: Record<string, unknown> = {}, prefix = 't') =>
	Array.from({ length: n }, (_, i) => ({ id: `${prefix}${i + 1}`, seats: 5, ...traits }));

function refusal(draft: Record<string, unknown>): NoPlan {
	const parsed = parseInstance({ rounds: 2, iterations: 0, ...draft });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	const result = plan(parsed.value);
	if (result.ok) throw new Error('a plan was found');
	return result.error;
}

describe('instances that cannot have a plan', () => {
	test('seats: more people than seats', () => {
		expect(refusal({ people: people(12), tables: tables(2) })).toMatchObject({ rule: 'seats', change: 'add 2 seats' });
	});

	test('attendance: more remote people than online seats, though the hall has room', () => {
		const all = [...people(4), ...people(7, { attendance: 'remote' }, 'r')];
		const refused = refusal({ people: all, tables: [...tables(4), ...tables(1, { mode: 'online' }, 'o')] });
		expect(refused).toMatchObject({ rule: 'attendance', change: 'add 2 seats at online or linked tables' });
		expect(refused.persons).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']);
	});

	test('attendance: a cap on remote people at linked tables', () => {
		const all = [...people(4), ...people(4, { attendance: 'remote' }, 'r')];
		const linked = tables(2, { mode: 'linked', remoteSeats: 1 });
		expect(refusal({ people: all, tables: linked })).toMatchObject({
			rule: 'attendance',
			change: 'let 2 more remote people sit at linked tables (remoteSeats)'
		});
		const full = tables(1, { mode: 'linked', remoteSeats: 3 });
		expect(refusal({ people: all.slice(2), tables: [...full, ...tables(1, {}, 'h')] }).change).toBe(
			'let 1 more remote person sit at linked tables (remoteSeats)'
		);
	});

	test('device: hall people without a device cannot use online tables', () => {
		const all = people(8, { device: 'none' });
		const some = [...tables(1), ...tables(1, { mode: 'online' }, 'o')];
		expect(refusal({ people: all, tables: some, rules: { hallAtOnlineTables: true } })).toMatchObject({
			rule: 'device'
		});
		const with_ = { people: people(8), tables: some, rules: { hallAtOnlineTables: true } };
		const parsed = parseInstance({ rounds: 2, iterations: 0, ...with_ });
		expect(parsed.ok && plan(parsed.value).ok).toBe(true);
	});

	test('stepFree: more people who need it than step-free seats', () => {
		const all = [...people(4), ...people(6, { stepFree: true }, 's')];
		const some = [...tables(1), ...tables(2, { stepFree: false }, 'u')];
		expect(refusal({ people: all, tables: some })).toMatchObject({
			rule: 'stepFree',
			change: 'make 1 more seat step-free'
		});
	});

	test('language: more speakers than seats at tables in their language', () => {
		const all = [...people(6, { languages: ['fr'] }), ...people(4, { languages: ['en'] }, 'e')];
		const some = [...tables(1, { languages: ['fr'] }), ...tables(2, { languages: ['en'] }, 'e')];
		expect(refusal({ people: all, tables: some })).toMatchObject({ rule: 'language' });
		const interpreted = [
			...tables(1, { languages: ['fr'] }),
			...tables(2, { languages: ['en'], channels: ['fr'] }, 'e')
		];
		const parsed = parseInstance({ rounds: 2, iterations: 0, people: all, tables: interpreted });
		expect(parsed.ok && plan(parsed.value).ok).toBe(true);
	});

	test('language: somebody whom nobody understands', () => {
		const all = [...people(9, { languages: ['en'] }), ...people(1, { languages: ['mt'] }, 'm')];
		expect(refusal({ people: all, tables: tables(2) })).toMatchObject({
			rule: 'language',
			persons: ['m1'],
			change: 'interpret mt at a table where m1 can sit'
		});
	});

	test('language: somebody whom nobody understands, also where there are few people at many tables', () => {
		const english = people(7, { languages: ['en'] });
		const all = [...english, { id: 'm1', languages: ['mt'] }];
		const few = tables(4, { seats: 2 });
		expect(refusal({ people: all, tables: few })).toMatchObject({ rule: 'language', persons: ['m1'] });
		const hosted = tables(4).map((table, t) => (t > 0 ? { ...table, minSeats: 2 } : table));
		const host = [{ ...english[0]!, hosts: 't1' }, ...all.slice(1)];
		expect(refusal({ people: host, tables: hosted })).toMatchObject({ rule: 'language', persons: ['m1'] });
	});

	test('language: who is the only one that can use a table needs nobody who understands', () => {
		const all = [...people(11, { languages: ['en'] }), { id: 'r1', attendance: 'remote', languages: ['en'] }];
		const some = [...tables(3), ...tables(1, { mode: 'online' }, 'o')];
		const parsed = parseInstance({ rounds: 2, iterations: 0, people: all, tables: some });
		expect(parsed.ok && plan(parsed.value).ok).toBe(true);
	});

	test('minSeats: tables that need more people than there are', () => {
		expect(refusal({ people: people(5), tables: tables(2, { minSeats: 4 }) })).toMatchObject({ rule: 'minSeats' });
		expect(refusal({ people: people(2), tables: tables(3) })).toMatchObject({ rule: 'minSeats' });
	});

	test('minSeats: a table that needs more people than it seats, unless it may stay empty', () => {
		const refused = refusal({ people: people(8), tables: tables(2, { minSeats: 9 }) });
		expect(refused).toMatchObject({
			rule: 'minSeats',
			tables: ['t1', 't2'],
			because: 't1 needs 9 people and seats 5',
			change: 'ask for at most 5 people at t1'
		});
		const some = [...tables(2), ...tables(1, { minSeats: 9, optional: true }, 'o')];
		const parsed = parseInstance({ rounds: 2, iterations: 0, people: people(8), tables: some });
		const result = parsed.ok && plan(parsed.value);
		expect(result && result.ok && Object.values(result.value.rounds[0]!)).not.toContain('o1');
		expect(result && result.ok).toBe(true);
	});

	test('together: a group larger than any table, or of people whom no table fits', () => {
		const group = people(6).map(({ id }) => id);
		expect(refusal({ people: people(9), tables: tables(2), together: [group] })).toMatchObject({ rule: 'together' });
		const mixed = [...people(4), ...people(4, { attendance: 'remote' }, 'r')];
		const both = [...tables(1), ...tables(1, { mode: 'online' }, 'o')];
		expect(refusal({ people: mixed, tables: both, together: [['p1', 'r1']] })).toMatchObject({
			rule: 'together',
			persons: ['p1', 'r1']
		});
	});

	test('together: groups that each fit a table, but not all of them at once', () => {
		const groups = [
			['p1', 'p2', 'p3'],
			['p4', 'p5', 'p6']
		];
		const some = [
			{ id: 't1', seats: 4 },
			{ id: 't2', seats: 2 }
		];
		const refused = refusal({ people: people(6), tables: some, together: groups });
		expect(refused).toMatchObject({ rule: 'together', change: 'let these people sit apart' });
		expect(groups).toContainEqual(refused.persons);
	});

	test('together: two hosts, or members locked at different tables', () => {
		const hosts = [{ id: 'h1', hosts: 't1' }, { id: 'h2', hosts: 't2' }, ...people(6)];
		expect(refusal({ people: hosts, tables: tables(2), together: [['h1', 'h2']] }).rule).toBe('together');
		const locked = [
			{ person: 'p1', round: 2, table: 't1' },
			{ person: 'p2', round: 2, table: 't2' }
		];
		expect(refusal({ people: people(8), tables: tables(2), together: [['p1', 'p2']], locked }).rule).toBe('together');
	});

	test('apart: more people to keep apart than tables', () => {
		const refused = refusal({ people: people(9), tables: tables(2), apart: [['p1', 'p2', 'p3']] });
		expect(refused).toMatchObject({ rule: 'apart', persons: ['p1', 'p2', 'p3'] });
	});

	test('apart: both locked at one table', () => {
		const locked = ['p1', 'p2'].map((person) => ({ person, round: 1, table: 't1' }));
		expect(refusal({ people: people(8), tables: tables(2), apart: [['p1', 'p2']], locked }).rule).toBe('apart');
	});

	test('locked: too many at one table', () => {
		const locked = people(6).map(({ id }) => ({ person: id, round: 1, table: 't1' }));
		expect(refusal({ people: people(8), tables: tables(2), locked })).toMatchObject({
			rule: 'locked',
			tables: ['t1'],
			change: 'lift 1 lock at t1 in round 1'
		});
	});

	test('attendance: a lock, or a host, where the person cannot sit', () => {
		const all = [...people(4), ...people(4, { attendance: 'remote' }, 'r')];
		const both = [...tables(1), ...tables(1, { mode: 'online' }, 'o')];
		const locked = [{ person: 'r1', round: 1, table: 't1' }];
		expect(refusal({ people: all, tables: both, locked })).toMatchObject({ rule: 'attendance', persons: ['r1'] });
		const host = [...all, { id: 'h', attendance: 'remote', hosts: 't1' }];
		expect(refusal({ people: host, tables: both })).toMatchObject({ rule: 'attendance', persons: ['h'] });
	});

	test('personTwice never: people run out', () => {
		const possible = {
			rounds: 7,
			people: people(15),
			tables: tables(5, { seats: 3 }),
			rules: { personTwice: 'never', tableTwice: 'off' }
		};
		const parsed = parseInstance({ iterations: 0, ...possible });
		expect(parsed.ok && plan(parsed.value).ok).toBe(true);
		expect(
			refusal({ rounds: 9, people: people(15), tables: tables(5, { seats: 3 }), rules: { personTwice: 'never' } })
		).toMatchObject({ rule: 'personTwice', change: 'plan 7 rounds' });
	});

	test('tableTwice and topicTwice never: tables or topics run out', () => {
		expect(refusal({ rounds: 3, people: people(9), tables: tables(2), rules: { tableTwice: 'never' } })).toMatchObject({
			rule: 'tableTwice',
			change: 'plan 2 rounds'
		});
		const some = tables(4).map((table, t) => ({ ...table, topic: `k${t % 2}` }));
		expect(refusal({ rounds: 3, people: people(16), tables: some, rules: { topicTwice: 'never' } })).toMatchObject({
			rule: 'topicTwice',
			change: 'plan 2 rounds'
		});
	});

	const policed = (rule: string, rules: object, more: object = {}): NoPlan =>
		refusal({ people: people(8), tables: tables(2, { topic: 'k' }), rules: { [rule]: 'never', ...rules }, ...more });

	test.each(['tableTwice', 'topicTwice', 'personTwice'])('%s never where nobody moves', (rule) => {
		const refused = policed(rule, { policy: 'fixed' });
		expect(refused).toMatchObject({ rule, persons: people(8).map(({ id }) => id) });
		expect(refused.because).toContain('nobody moves (policy fixed)');
		expect(refused.change).toBe('let people move one by one (policy mixed), or avoid instead of never');
	});

	test('personTwice never where groups move on together', () => {
		const refused = policed('personTwice', { policy: 'group' });
		expect(refused).toMatchObject({ rule: 'personTwice', persons: people(8).map(({ id }) => id) });
		expect(refused.because).toContain('moves on together (policy group)');
	});

	test('personTwice never with a last round at home: that round is the cause, not their number', () => {
		const home = { lastRound: 'return_home' };
		const refused = policed('personTwice', home, { rounds: 3, tables: tables(4, { seats: 2 }) });
		expect(refused.because).toBe(
			'the last of 3 rounds is at home, where everybody meets again whom he or she met in round 1'
		);
		expect(refused.change).toBe('end at a new table (lastRound new_table), or avoid instead of never');
		const many = policed('personTwice', home, { rounds: 9, tables: tables(4, { seats: 2 }) });
		expect(many).toMatchObject({ rule: 'personTwice', change: 'plan 7 rounds' });
	});

	test('never does no harm where nobody moves for one round, or the second one is at home', () => {
		for (const [rounds, lastRound] of [
			[1, 'new_table'],
			[2, 'return_home']
		]) {
			const rules = { policy: 'fixed', tableTwice: 'never', topicTwice: 'never', lastRound };
			const parsed = parseInstance({ rounds, iterations: 0, people: people(8), tables: tables(2), rules });
			expect(parsed.ok && plan(parsed.value).ok).toBe(true);
		}
	});

	test('topicTwice never where nobody moves: a table without a topic is none twice', () => {
		const rules = { policy: 'fixed', topicTwice: 'never', tableTwice: 'off' };
		const parsed = parseInstance({ rounds: 2, iterations: 0, people: people(8), tables: tables(2), rules });
		expect(parsed.ok && plan(parsed.value).ok).toBe(true);
	});

	test('too few seats is said before a rule that no seats could keep', () => {
		expect(policed('personTwice', { policy: 'fixed' }, { people: people(12) }).rule).toBe('seats');
	});

	test('tableTwice never: who must sit with a host, or is locked at one table twice', () => {
		const all = [{ id: 'h1', hosts: 't1' }, ...people(8)];
		const rules = { tableTwice: 'never' };
		expect(refusal({ people: all, tables: tables(2), together: [['h1', 'p1']], rules })).toMatchObject({
			rule: 'tableTwice',
			persons: ['p1', 'h1'],
			change: 'let p1 sit apart from h1, or avoid instead of never'
		});
		const locked = [1, 2].map((round) => ({ person: 'p1', round, table: 't1' }));
		expect(refusal({ people: people(8), tables: tables(2), locked, rules })).toMatchObject({
			rule: 'tableTwice',
			persons: ['p1'],
			change: 'lift a lock of p1'
		});
	});
});
