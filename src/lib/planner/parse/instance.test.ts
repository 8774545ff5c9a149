import { describe, expect, test } from 'vitest';
import { parseChanges, parseInstance, parsePlan } from '../index.ts';
import { spoken } from '../language.ts';

const sound = {
	rounds: 2,
	tables: [
		{ id: 't1', seats: 5 },
		{ id: 't2', seats: 5 }
	],
	people: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }]
};

const faultsOf = (value: unknown): string[] => {
	const parsed = parseInstance(value);
	return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
};

describe('reading an instance', () => {
	test('fills in every default', () => {
		const parsed = parseInstance(sound);
		expect(parsed).toMatchObject({
			ok: true,
			value: {
				seed: 1,
				budgetMs: 2000,
				iterations: null,
				together: [],
				rules: {
					policy: 'mixed',
					personTwice: 'avoid',
					language: 'everyone',
					mix: ['country', 'organisation', 'mode']
				},
				tables: [{ mode: 'hall', stepFree: true, optional: false, topic: null, minSeats: null }, {}],
				people: [{ attendance: 'hall', device: 'own', hosts: null, stepFree: false }, {}, {}]
			}
		});
	});

	test.each([
		['no people', { ...sound, people: [] }, 'people: must list at least one person'],
		['no tables', { ...sound, tables: [] }, 'tables: must list at least one table'],
		['rounds 0', { ...sound, rounds: 0 }, 'rounds: must be a whole number from 1 to 50, got 0'],
		['rounds 51', { ...sound, rounds: 51 }, 'rounds: must be a whole number from 1 to 50, got 51'],
		['no rounds', { ...sound, rounds: undefined }, 'rounds: is missing'],
		[
			'a table without seats',
			{ ...sound, tables: [{ id: 't1', seats: 0 }] },
			'tables[0].seats: must be a whole number from 1 to 10000, got 0'
		],
		[
			'duplicate people',
			{ ...sound, people: [{ id: 'p1' }, { id: 'p1' }] },
			'people[1].id: must be unique, "p1" is also people[0]'
		],
		[
			'duplicate tables',
			{ ...sound, tables: [sound.tables[0], sound.tables[0]] },
			'tables[1].id: must be unique, "t1" is also tables[0]'
		],
		['an unknown field', { ...sound, guests: 3 }, 'guests: is not a known field'],
		[
			'an unknown field of a person',
			{ ...sound, people: [{ id: 'p1', age: 3 }] },
			'people[0].age: is not a known field'
		],
		[
			'an unknown criterion in the order',
			{ ...sound, rules: { order: ['mix', 'wishes', 'seats'] } },
			'rules.order[2]: must be one of personTwice, tableTwice, topicTwice, language, atEveryTable, mix, wishes, got "seats"'
		],
		[
			'a criterion twice in the order',
			{ ...sound, rules: { order: ['mix', 'wishes', 'mix'] } },
			'rules.order[2]: names "mix" twice'
		],
		['an order that is no list', { ...sound, rules: { order: 'mix' } }, 'rules.order: must be a list, got "mix"'],
		['an unknown rule', { ...sound, rules: { personThrice: 'never' } }, 'rules.personThrice: is not a known field'],
		[
			'an unknown host table',
			{ ...sound, people: [{ id: 'p1', hosts: 't9' }] },
			'people[0].hosts: must name a table, got "t9"'
		],
		[
			'two hosts for one table',
			{
				...sound,
				people: [
					{ id: 'p1', hosts: 't1' },
					{ id: 'p2', hosts: 't1' }
				]
			},
			'people[1].hosts: "t1" already has the host "p1"'
		],
		[
			'an unknown person together',
			{ ...sound, together: [['p1', 'p9']] },
			'together[0][1]: must name a person, got "p9"'
		],
		['an unknown person apart', { ...sound, apart: [['p9', 'p1']] }, 'apart[0][0]: must name a person, got "p9"'],
		['a group of one', { ...sound, apart: [['p1']] }, 'apart[0]: must name two people or more, got ["p1"]'],
		[
			'a pair both together and apart',
			{
				...sound,
				together: [
					['p1', 'p2'],
					['p2', 'p3']
				],
				apart: [['p1', 'p3']]
			},
			'apart[0]: "p1" and "p3" are also together'
		],
		[
			'contradicting locks',
			{
				...sound,
				locked: [
					{ person: 'p1', round: 1, table: 't1' },
					{ person: 'p1', round: 1, table: 't2' }
				]
			},
			'locked[1]: contradicts another lock at "t1"'
		],
		[
			'a host locked elsewhere',
			{ ...sound, people: [{ id: 'p1', hosts: 't1' }], locked: [{ person: 'p1', round: 2, table: 't2' }] },
			'locked[0]: "p1" hosts "t1" and is locked at "t2"'
		],
		[
			'a lock after the last round',
			{ ...sound, locked: [{ person: 'p1', round: 3, table: 't2' }] },
			'locked[0].round: must be a whole number from 1 to 2, got 3'
		],
		[
			'a remote person with the device of a table',
			{ ...sound, people: [{ id: 'p1', attendance: 'remote', device: 'table' }] },
			'people[0].device: must be own, since the person is remote, got "table"'
		],
		[
			'a language that is no tag',
			{ ...sound, people: [{ id: 'p1', languages: ['de', 'xx-'] }] },
			'people[0].languages[1]: must be a BCP-47 tag, got "xx-"'
		],
		['no object', [], 'instance: must be an object, got []']
	])('[PLAN-8] %s is a fault', (_, value, fault) => {
		expect(faultsOf(value)).toEqual([fault]);
	});

	test('all faults are listed, not only the first', () => {
		expect(faultsOf({ ...sound, rounds: 99, people: [{ id: '' }, { id: 'p2', hosts: 'nowhere' }] })).toHaveLength(3);
	});

	test('ids that are names of properties are ids like others', () => {
		const people = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((id) => ({ id }));
		expect(faultsOf({ ...sound, people })).toEqual([]);
	});
});

describe('reading changes and plans', () => {
	const instance = parseInstance({ ...sound, people: [{ id: 'p1', hosts: 't1' }, { id: 'p2' }, { id: 'p3' }] });
	if (!instance.ok) throw new Error('the instance is sound');

	test.each([
		['no round', {}, 'changes.afterRound: is missing'],
		['a round too many', { afterRound: 3 }, 'changes.afterRound: must be a whole number from 0 to 2, got 3'],
		['nobody known', { afterRound: 1, left: ['p9'] }, 'changes.left[0]: must name a person, got "p9"'],
		['somebody who hosts nothing', { afterRound: 1, hostsLost: ['p2'] }, 'changes.hostsLost[0]: "p2" hosts no table'],
		['an unknown table', { afterRound: 1, tablesLost: ['t9'] }, 'changes.tablesLost[0]: must name a table, got "t9"'],
		['somebody twice', { afterRound: 1, left: ['p2', 'p2'] }, 'changes.left[1]: names "p2" twice'],
		[
			'a newcomer who is there',
			{ afterRound: 1, joined: [{ id: 'p2' }] },
			'changes.joined[0].id: must be new, "p2" is known'
		],
		[
			'a newcomer for a hosted table',
			{ afterRound: 1, joined: [{ id: 'p9', hosts: 't1' }] },
			'changes.joined[0].hosts: "t1" already has the host "p1"'
		],
		['an unknown field', { afterRound: 1, gone: [] }, 'changes.gone: is not a known field']
	])('%s is a fault', (_, value, fault) => {
		const parsed = parseChanges(value, instance.value);
		expect(parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`)).toEqual([fault]);
	});

	test('a plan must seat everybody at known tables', () => {
		const parsed = parsePlan({ rounds: [{ p1: 't1', p2: 't7', p3: 't2' }, { p1: 't1' }] }, instance.value);
		expect(parsed.ok ? [] : parsed.error.map(({ path }) => path)).toEqual([
			'plan.rounds[0].p2',
			'plan.rounds[1]',
			'plan.rounds[1]'
		]);
	});

	test('people that are no list are one fault, and none are one', () => {
		const faults = (people: unknown) => {
			const parsed = parseInstance({ rounds: 1, tables: [{ id: 't1', seats: 5 }], people });
			return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
		};
		expect(faults({})).toEqual(['people: must be a list, got {}']);
		expect(faults(undefined)).toEqual(['people: must list at least one person']);
		expect(faults([])).toEqual(['people: must list at least one person']);
	});

	test('null is no list of what to mix, as for every other list', () => {
		const parsed = parseInstance({
			rounds: 1,
			tables: [{ id: 't1', seats: 5 }],
			people: [{ id: 'a' }],
			rules: { mix: null }
		});
		expect(parsed).toMatchObject({ error: [{ path: 'rules.mix', message: 'must be a list, got null' }] });
	});

	test('private and old language tags are BCP-47, and differ by what follows the first letter', () => {
		const read = (languages: string[]) =>
			parseInstance({ rounds: 1, tables: [{ id: 't1', seats: 5 }], people: [{ id: 'a', languages }] }).ok;
		expect(read(['x-klingon', 'i-klingon', 'X-A-b', 'sgn-de'])).toBe(true);
		for (const tag of ['x', 'i', 'x-', 'x-klingonese', 'y-klingon', 'a-b']) expect(read([tag])).toBe(false);
		expect(spoken('x-klingon')).not.toBe(spoken('x-elvish'));
		expect(spoken('i-Klingon')).toBe(spoken('I-klingon'));
	});
});
