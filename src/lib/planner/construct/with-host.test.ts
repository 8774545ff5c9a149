import { describe, expect, test } from 'vitest';
import { construct } from './construct.ts';
import { parseInstance, plan, verify } from '../index.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { layOut } from '../pools/layout.ts';
import { openTables } from '../pools/open.ts';
import { compile } from '../problem.ts';
import { seatAll } from '../kernel/seat-all.ts';

const draft = {
	rounds: 2,
	iterations: 100,
	tables: [
		{ id: 't1', seats: 5 },
		{ id: 't2', seats: 5 }
	],
	people: Array.from({ length: 8 }, (_, i) => ({ id: `p${i + 1}`, hosts: i < 2 ? `t${i + 1}` : null })),
	together: [['p1', 'p3']]
};

const instanceOf = (value: object) => {
	const parsed = parseInstance(value);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
};

describe('[I1] a host with somebody who must sit together with her', () => {
	test.each([0, 100])('nobody loses a seat, after %i moves', (iterations) => {
		const instance = instanceOf({ ...draft, iterations });
		const result = plan(instance);
		if (!result.ok) throw new Error(JSON.stringify(result.error));
		for (const round of result.value.rounds) expect(Object.keys(round)).toHaveLength(8);
		expect(result.value.rounds.map((round) => round['p3'])).toEqual(['t1', 't1']);
		expect(verify(instance, result.value).breaches).toEqual([]);
	});

	test('the same with two people each, at every table', () => {
		const together = [
			['p1', 'p3', 'p4'],
			['p2', 'p5', 'p6']
		];
		const instance = instanceOf({ ...draft, together });
		const result = plan(instance);
		if (!result.ok) throw new Error(JSON.stringify(result.error));
		expect(verify(instance, result.value).breaches).toEqual([]);
	});
});

test('a person without a seat in a round is a broken rule, where everybody needs one', () => {
	const instance = instanceOf({ ...draft, together: [] });
	const { tables, placing } = openTables(instance);
	const problem = compile(instance, tables);
	const layout = layOut(problem, placing);
	const seats = construct(problem, layout);
	const everybody = (): boolean => true;
	expect(breachesOf(seatAll(problem, layout, seats), 0, everybody)).toBe(0);
	seats[7 * instance.rounds + 1] = -1;
	const robbed = seatAll(problem, layout, seats);
	expect(breachesOf(robbed, 0, everybody)).toBe(1);
	expect(breachesOf(robbed, 0, (p) => p !== 7)).toBe(0);
});
