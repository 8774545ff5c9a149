import { describe, expect, test } from 'vitest';
import { parseInstance, plan, repair, verify } from '../index.ts';
import { FREE_SEATS, leipzig, seats } from '../testing/leipzig.ts';
import type { Changes, Instance, Plan, Repair } from '../types.ts';

function planOf(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

function repaired(instance: Instance, told: Plan, changes: Partial<Changes> & { afterRound: number }): Repair {
	const result = repair(instance, told, changes);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	expect(verify(result.value.instance, result.value).breaches).toEqual([]);
	return result.value;
}

const event = leipzig({ iterations: 2_000 });
const instance: Instance = {
	...event,
	tables: event.tables.map((table) => ({ ...table, seats: 6, minSeats: 3 })),
	locked: [...event.locked, ...Object.entries(FREE_SEATS).flatMap(([id, tables]) => seats(id, tables))]
};
const told = planOf(instance);
const travellers = instance.people.filter(({ hosts, id }) => hosts === null && id !== 'le-044' && !FREE_SEATS[id]);

describe('repairing a told plan of Leipzig', () => {
	test('[PLAN-L1] ten leave and four join: no new repeats, nobody who was told a seat moves', () => {
		const left = travellers.slice(20, 30).map(({ id }) => id);
		const joined = [0, 1, 2, 3].map((i) => ({ ...travellers[i]!, id: `late-${i}` }));
		const after = repaired(instance, told, { afterRound: 1, left, joined });
		expect(after.sheet.pairsMeetingAgain).toBe(0);
		expect(after.moved).toEqual([]);
		expect(after.joinedAt).toHaveLength(8);
		expect(after.rounds[0]).toEqual(told.rounds[0]);
		expect(Object.keys(after.rounds[1]!)).not.toContain(left[0]);
	});

	test('a lost host is succeeded by a traveller who sits there in the next round and stays', () => {
		const after = repaired(instance, told, { afterRound: 1, hostsLost: ['le-005'] });
		const [successor] = after.newHosts;
		expect(after.newHosts).toHaveLength(1);
		expect(told.rounds[1]![successor!.person]).toBe('T05');
		expect(after.rounds.slice(1).map((round) => round[successor!.person])).toEqual(['T05', 'T05']);
		expect(after.instance.people.find(({ id }) => id === successor!.person)?.hosts).toBe('T05');
		// The others stay where they were told; the successor's later seat is the only one that changes.
		expect(after.moved.map(({ person }) => person)).toEqual(after.moved.map(() => successor!.person));
	});

	test('the people of a lost table travel, its host too, and everybody else stays', () => {
		const after = repaired(instance, told, { afterRound: 1, tablesLost: ['T07'] });
		expect(after.instance.tables).toHaveLength(39);
		expect(after.instance.people.find(({ id }) => id === 'le-007')?.hosts).toBeNull();
		for (const { person, from } of after.moved) expect(person === 'le-007' || from === 'T07').toBe(true);
		expect(Object.values(after.rounds[1]!)).not.toContain('T07');
		expect(after.rounds[0]).toEqual(told.rounds[0]);
	});

	test('[I7] pinned seats stay, whoever leaves', () => {
		const left = travellers.filter((_, i) => i % 3 === 0).map(({ id }) => id);
		const after = repaired(instance, told, { afterRound: 0, left });
		expect(after.rounds.map((round) => round['le-044'])).toEqual(['T12', 'T27', 'T03']);
		for (const [id, tables] of Object.entries(FREE_SEATS)) {
			expect(after.rounds.map((round) => round[id])).toEqual(tables);
		}
	});

	test('the past counts: meetings with people who left, attributes as they were, visits of a former host', () => {
		const left = [travellers[40]!.id];
		const after = repaired(instance, told, { afterRound: 3, left });
		expect(after.rounds).toEqual(told.rounds);
		expect(after.sheet.sameCountryPairs).toBe(told.sheet.sameCountryPairs);
		expect(after.sheet.wishesMet).toBeLessThanOrEqual(told.sheet.wishesMet);
		expect(after.past?.people.map(({ id }) => id)).toEqual(left);
	});

	test('a repair of a repair goes on from it, also after a passage through JSON', () => {
		const first = repaired(instance, told, { afterRound: 1, hostsLost: ['le-001'], tablesLost: ['T32'] });
		const passed = JSON.parse(JSON.stringify(first)) as Repair;
		const second = repaired(passed.instance, passed, {
			afterRound: 2,
			left: [travellers[9]!.id],
			hostsLost: ['le-002']
		});
		expect(second.rounds.slice(0, 2)).toEqual(passed.rounds.slice(0, 2));
		expect(second.past).toMatchObject({ rounds: 2, tables: [{ id: 'T32' }] });
		expect(second.past!.people.map(({ id }) => id).sort()).toEqual(['le-001', 'le-002', travellers[9]!.id].sort());
	});

	test('where too many leave, tables below their fewest are filled with as few moves as it takes', () => {
		const at = (table: string): string[] =>
			travellers.map(({ id }) => id).filter((id) => told.rounds[1]![id] === table);
		const left = at('T10').slice(0, 3);
		const after = repaired(instance, told, { afterRound: 1, left });
		const missing = [1, 2].map((r) => {
			const there = Object.keys(told.rounds[r]!).filter((id) => told.rounds[r]![id] === 'T10' && !left.includes(id));
			return Math.max(0, 3 - there.length);
		});
		expect(after.moved).toHaveLength(missing[0]! + missing[1]!);
	});

	test('a repair that cannot be says why', () => {
		const full = planOf(event);
		const joined = [{ ...travellers[0]!, id: 'one too many' }];
		expect(repair(event, full, { afterRound: 1, joined })).toMatchObject({
			ok: false,
			error: { rule: 'seats', change: 'add 1 seat' }
		});
	});

	test('where nobody moves, a newcomer keeps one table', () => {
		const parsed = parseInstance({
			rounds: 3,
			iterations: 0,
			tables: [1, 2, 3].map((t) => ({ id: `t${t}`, seats: 6 })),
			people: Array.from({ length: 13 }, (_, p) => ({ id: `p${p}` })),
			rules: { policy: 'fixed' }
		});
		if (!parsed.ok) throw new Error('the instance is sound');
		const fixed = planOf(parsed.value);
		const joined = [{ ...parsed.value.people[0]!, id: 'new' }];
		const after = repaired(parsed.value, fixed, { afterRound: 1, joined });
		expect(new Set(after.joinedAt.map(({ table }) => table)).size).toBe(1);
		expect(after.moved).toEqual([]);
	});
});
