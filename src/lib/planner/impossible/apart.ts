import type { Problem } from '../problem.ts';
import type { NoPlan } from '../types.ts';
import { count, names } from './phrases.ts';

/** A group kept apart that has more members than tables where they can sit. */
export function apartImpossible(problem: Problem): NoPlan | null {
	const { instance, people, tables, seatCost, classOf, kinds, kindOf, weights } = problem;
	const at = new Map(people.map((person, p) => [person.id, p]));
	for (const group of instance.apart) {
		const numbers = group.map((id) => at.get(id)!);
		const fits = [...tables.keys()].filter((t) =>
			numbers.some((p) => seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard)
		);
		const over = group.length - fits.length;
		if (over <= 0) continue;
		return {
			rule: 'apart',
			persons: group,
			tables: fits.map((t) => tables[t]!.id),
			because: `${names(group)} are to be kept apart, but there are only ${count(fits.length, 'table', 'tables')} for them`,
			change: `take ${count(over, 'person', 'people')} out of the group, or add ${count(over, 'table', 'tables')}`
		};
	}
	return null;
}
