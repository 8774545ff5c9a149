import { describe, expect, test } from 'vitest';
import { mend, plan, PlanStream, verify } from '../index.ts';
import { Random } from '../random.ts';
import { leipzig } from '../testing/leipzig.ts';
import type { Changes, Instance, Plan } from '../types.ts';

function planOf(instance: Instance): Plan {
	const result = plan(instance);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

const event = leipzig({ iterations: 0 });
const instance: Instance = {
	...event,
	tables: event.tables.map((table) => ({ ...table, seats: 6, minSeats: 3 }))
};
const told = planOf(instance);
const before = JSON.stringify(told);

/** A change that may come at this moment: mostly one person, now and then a host or a table, some people unknown. */
function changeOf(now: Instance, random: Random, event: number): Changes {
	const change: Changes = { afterRound: Math.floor(event / 20), left: [], joined: [], hostsLost: [], tablesLost: [] };
	const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
	const travellers = now.people.filter(({ hosts }) => hosts === null);
	if (event % 17 === 16) return { ...change, tablesLost: [pick(now.tables).id] };
	if (event % 13 === 12) return { ...change, hostsLost: [pick(now.people.filter(({ hosts }) => hosts !== null)).id] };
	if (event % 2 === 0) return { ...change, left: [...new Set([pick(travellers).id, pick(travellers).id])] };
	const like = pick(travellers);
	return { ...change, joined: [{ ...like, id: `late-${event}`, country: event % 11 === 10 ? 'XX' : like.country }] };
}

describe('a stream of changes', () => {
	test.each([1, 2, 3])('[PLAN-L4] every change leaves a sound plan and the past alone (seed %i)', (seed) => {
		const stream = new PlanStream(instance, told);
		const random = new Random(seed);
		for (let event = 0; event < 50; event++) {
			const changes = changeOf(stream.instance, random, event);
			const past = JSON.stringify(stream.plan.rounds.slice(0, changes.afterRound));
			const rounds = JSON.parse(JSON.stringify(stream.plan.rounds)) as Plan['rounds'];
			const whole = mend(stream.instance, stream.plan, changes);
			const step = stream.mend(changes);
			if (!step.ok || !whole.ok) throw new Error(`change ${event} is refused`);
			const { breaches } = verify(stream.instance, stream.plan);
			expect(breaches.filter(({ rule }) => rule !== 'sheet')).toEqual([]);
			expect(JSON.stringify(stream.plan.rounds.slice(0, changes.afterRound))).toBe(past);
			expect(stream.instance).toEqual(whole.value.instance);
			expect(stream.plan.past).toEqual(whole.value.past);
			expect(step.value.newHosts).toEqual(whole.value.newHosts);
			expect(step.value.moved).toHaveLength(whole.value.moved.length);
			expect(step.value.joinedAt.map(({ person, round }) => [person, round])).toEqual(
				whole.value.joinedAt.map(({ person, round }) => [person, round])
			);
			for (const { person, round, from, to } of step.value.moved) {
				expect([rounds[round - 1]![person], stream.plan.rounds[round - 1]![person]]).toEqual([from, to]);
			}
		}
		expect(JSON.stringify(told)).toBe(before);
	});

	test('a change that is refused leaves the plan as it was, and the stream goes on', () => {
		const stream = new PlanStream(event, planOf(event));
		const rounds = JSON.stringify(stream.plan.rounds);
		const [like] = event.people.filter(({ hosts }) => hosts === null);
		const joined = [{ ...like!, id: 'one too many' }];
		expect(stream.mend({ afterRound: 1, joined })).toMatchObject({ ok: false, error: { rule: 'seats' } });
		expect(JSON.stringify(stream.plan.rounds)).toBe(rounds);
		expect(stream.mend({ afterRound: 1, left: [like!.id] }).ok).toBe(true);
		expect(stream.mend({ afterRound: 1, joined }).ok).toBe(true);
		expect(stream.plan.rounds[1]).toHaveProperty(['one too many']);
	});
});
