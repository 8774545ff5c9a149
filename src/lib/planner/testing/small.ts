import { expect } from 'vitest';
import { parseChanges, parseInstance, parsePlan, repair, verify } from '../index.ts';
import type { Changes, Instance, NoPlan, Person, Plan, Repair } from '../types.ts';

/** An instance of a handful of people, as a program would send it; names are one letter each. */
export function small(
	tables: readonly (string | Record<string, unknown>)[],
	names: string,
	fields: Record<string, unknown> = {},
	traits: Record<string, Record<string, unknown>> = {}
): Instance {
	const parsed = parseInstance({
		rounds: 2,
		iterations: 10,
		tables: tables.map((table) => (typeof table === 'string' ? { id: table, seats: 4 } : table)),
		people: [...names].map((id) => ({ id, ...traits[id] })),
		...fields
	});
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

/** A told plan from lines such as `ab|cd|ef`: who sits at the first table, the second… in each round. */
export function toldPlan(instance: Instance, rounds: readonly string[]): Plan {
	const parsed = parsePlan(
		{
			seed: 1,
			iterations: 0,
			elapsedMs: 0,
			firstPlanMs: 0,
			rounds: rounds.map((line) =>
				Object.fromEntries(
					line.split('|').flatMap((people, t) => [...people].map((id) => [id, instance.tables[t]!.id]))
				)
			)
		},
		instance
	);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
}

type Asked = Omit<Partial<Changes>, 'joined'> & { afterRound: number; joined?: (Partial<Person> & { id: string })[] };

function changesOf(instance: Instance, asked: Asked): Changes {
	const changes = parseChanges(asked, instance);
	if (!changes.ok) throw new Error(JSON.stringify(changes.error));
	return changes.value;
}

/** A repair that has to be possible, accepted by the verifier, with a `moved` that says exactly what changed. */
export function mended(instance: Instance, told: Plan, asked: Asked): Repair {
	const changes = changesOf(instance, asked);
	const result = repair(instance, told, changes);
	if (!result.ok) throw new Error(`no plan: ${result.error.rule}: ${result.error.because}`);
	expectSound(told, changes, result.value);
	return result.value;
}

/** What every repair keeps: the past, a seat for everybody, hard rules, and a `moved` that says exactly what changed. */
export function expectSound(told: Plan, changes: Changes, after: Repair): void {
	expect(verify(after.instance, after).breaches).toEqual([]);
	expect(after.rounds.slice(0, changes.afterRound)).toEqual(told.rounds.slice(0, changes.afterRound));
	const joined = new Set(changes.joined.map(({ id }) => id));
	const changed: Repair['moved'] = [];
	for (const [r, round] of after.rounds.entries()) {
		if (r < changes.afterRound) continue;
		expect(Object.keys(round).sort()).toEqual(after.instance.people.map(({ id }) => id).sort());
		for (const { id } of after.instance.people) {
			const before = told.rounds[r]!;
			if (joined.has(id) || !Object.hasOwn(before, id) || before[id] === round[id]) continue;
			changed.push({ person: id, round: r + 1, from: before[id]!, to: round[id]! });
		}
	}
	expect(after.moved).toEqual(changed);
}

/** Why a repair that has to be impossible is refused. */
export function refusal(instance: Instance, told: Plan, asked: Asked): NoPlan {
	const result = repair(instance, told, changesOf(instance, asked));
	if (result.ok) throw new Error('the repair was expected to be refused');
	return result.error;
}

/** The tables of one person, round by round. */
export const seatsOf = ({ rounds }: Pick<Plan, 'rounds'>, person: string): string =>
	rounds.map((round) => round[person] ?? '-').join(' ');
