import { describe, expect, test } from 'vitest';
import { parseInstance, plan, type Instance, type Plan } from '../../src/lib/planner/index.ts';
import { sheetOf } from '../../src/lib/planner/verify/verify.ts';
import { checked } from './checked.ts';

function instanceOf(more: object = {}): Instance {
	const tables = [
		{ id: 't1', seats: 5 },
		{ id: 't2', seats: 5 }
	];
	const people = Array.from({ length: 6 }, (_, i) => ({ id: `p${i + 1}` }));
	const parsed = parseInstance({ rounds: 2, iterations: 10, tables, people, ...more });
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

function planOf(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

/** The plan with other seats, and a sheet that is true of them. */
function with_(instance: Instance, before: Plan, change: (rounds: Plan['rounds']) => void): Plan {
	const rounds = before.rounds.map((round) => ({ ...round }));
	change(rounds);
	return { ...before, rounds, sheet: sheetOf(instance, { rounds }) };
}

describe('[PLAN-8] before a plan is printed, it is verified', () => {
	test('a sound plan is printed without a word', () => {
		const instance = instanceOf();
		const sound = planOf(instance);
		expect(checked(instance, sound)).toEqual({ exit: 0, stdout: `${JSON.stringify(sound)}\n`, stderr: [] });
	});

	test('one in which somebody has no seat is not: exit 3, nothing on standard output', () => {
		const instance = instanceOf();
		const robbed = with_(instance, planOf(instance), (rounds) => delete rounds[1]!['p4']);
		const { exit, stdout, stderr } = checked(instance, robbed, ['notice: kept']);
		expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
		expect(stderr).toHaveLength(3);
		expect(stderr[0]).toBe('notice: kept');
		expect(stderr[1]).toMatch(/^no plan: seats: .*p4: has no seat at a table in use in round 2$/);
		expect(stderr[2]).toMatch(/^change: ./);
	});

	test('nor one whose sheet is not true, or which tears a group', () => {
		const instance = instanceOf({ together: [['p1', 'p2']] });
		const sound = planOf(instance);
		const torn = with_(instance, sound, (rounds) => (rounds[0]!['p1'] = rounds[0]!['p2'] === 't1' ? 't2' : 't1'));
		expect(checked(instance, torn)).toMatchObject({ exit: 3, stdout: '' });
		expect(checked(instance, torn).stderr[0]).toMatch(/^no plan: together: /);
		const lying = { ...sound, sheet: { ...sound.sheet, c2: 99 } };
		expect(checked(instance, lying)).toMatchObject({ exit: 3, stdout: '' });
	});

	test('one that is less even than it could be is printed with a notice', () => {
		const instance = instanceOf();
		const uneven = with_(instance, planOf(instance), (rounds) => {
			for (const [i, id] of Object.keys(rounds[0]!).entries()) rounds[0]![id] = i < 4 ? 't1' : 't2';
		});
		const { exit, stderr } = checked(instance, uneven);
		expect({ exit, stderr }).toEqual({
			exit: 0,
			stderr: ['notice: in round 1 t1, t2 could be more even: sizes 4 and 2']
		});
	});
});
