import { describe, expect, test } from 'vitest';
import { meetOnce, plan, verify } from './index.ts';
import { FREE_SEATS, leipzig, seats, without } from './testing/leipzig.ts';
import type { Instance, Plan } from './types.ts';
import { Random } from './random.ts';

function planned(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	const verdict = verify(instance, result.value);
	expect(verdict.breaches).toEqual([]);
	return result.value;
}

const expectNoRepeats = ({ sheet }: Plan): void =>
	expect({ person: sheet.pairsMeetingAgain, table: sheet.tableAgain, topic: sheet.topicAgain }).toEqual({
		person: 0,
		table: 0,
		topic: 0
	});

describe('Leipzig: 200 people, 40 tables, 3 rounds', () => {
	test('[PLAN-M1] nobody meets anybody, a table or a topic twice; hosts and Jonas have their seats', () => {
		const instance = leipzig();
		const { rounds, sheet } = planned(instance);
		expectNoRepeats({ sheet } as Plan);
		expect(sheet.c2Bound).toBe(0);
		expect(rounds.map((round) => round['le-044'])).toEqual(['T12', 'T27', 'T03']);
		for (const { id, hosts } of instance.people) {
			if (hosts !== null) expect(rounds.map((round) => round[id])).toEqual([hosts, hosts, hosts]);
		}
	});

	test('[I4] [I5] every table has five people; hall and remote people sit at their own tables', () => {
		const instance = leipzig();
		const mode = new Map(instance.tables.map((table) => [table.id, table.mode]));
		const stepFree = new Set(instance.tables.filter((table) => table.stepFree).map((table) => table.id));
		for (const round of planned(instance).rounds) {
			for (const table of instance.tables) expect(Object.values(round).filter((t) => t === table.id)).toHaveLength(5);
			for (const person of instance.people) {
				const table = round[person.id]!;
				expect(mode.get(table)).toBe(person.attendance === 'remote' ? 'online' : 'hall');
				if (person.stepFree) expect(stepFree.has(table)).toBe(true);
			}
		}
	});

	test('the first plan alone, without any annealing, repeats nothing either', () => {
		expectNoRepeats(planned(leipzig({ iterations: 0 })));
	});

	test('the same instance gives the same plan; another seed another one', () => {
		const instance = leipzig();
		expect(planned(instance).rounds).toEqual(planned(instance).rounds);
		expect(planned({ ...instance, seed: 2 }).rounds).not.toEqual(planned(instance).rounds);
	});

	test('four free seats: each of the four meets the other three exactly once, in a plan that repeats nothing', () => {
		const ids = Object.keys(FREE_SEATS);
		const locked = ids.flatMap((id) => seats(id, FREE_SEATS[id]!));
		for (const iterations of [0, 20_000]) {
			const instance = leipzig({ iterations });
			const result = planned({ ...instance, locked: [...instance.locked, ...locked] });
			expectNoRepeats(result);
			for (const one of ids) {
				for (const other of ids) {
					const together = result.rounds.filter((round) => round[one] === round[other]);
					expect(together).toHaveLength(one === other ? 3 : 1);
				}
			}
		}
	});

	test('the free seats are lines over the field of eight elements, with slopes 2, 3, 4 and 5', () => {
		const tables = meetOnce(8, 3, [2, 3, 4, 5], 4)!;
		expect(tables.map((row) => row.map((t) => `T${33 + t}`))).toEqual(Object.values(FREE_SEATS));
	});

	test.each([13, 40, 90])('when any %i people do not come, the plan is valid and repeats nothing', (missing) => {
		const instance = leipzig({ iterations: 0 });
		const random = new Random(missing);
		for (let trial = 0; trial < 12; trial++) {
			const ids = random.shuffle(instance.people.map(({ id }) => id)).slice(0, missing);
			expectNoRepeats(planned(without(instance, new Set(ids))));
		}
	});
});
