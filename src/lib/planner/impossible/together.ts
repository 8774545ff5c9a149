import type { Problem } from '../problem.ts';
import type { NoPlan } from '../types.ts';
import { names } from './phrases.ts';

/** Parties that no table can take: seats held at different tables, too few seats, or no table that fits all. */
export function togetherImpossible(problem: Problem): NoPlan | null {
	for (const party of problem.parties) {
		const reason = tornApart(problem, party) ?? noTableFor(problem, party);
		if (reason) return reason;
	}
	return null;
}

function tornApart(problem: Problem, party: Int32Array): NoPlan | null {
	const { R, lock, people, tables } = problem;
	for (let r = 0; r < R; r++) {
		const held = [...party].filter((p) => lock[p * R + r]! >= 0);
		const first = held[0];
		const other = held.find((p) => lock[p * R + r] !== lock[first! * R + r]);
		if (first === undefined || other === undefined) continue;
		const persons = [people[first]!.id, people[other]!.id];
		const at = [first, other].map((p) => tables[lock[p * R + r]!]!.id);
		return {
			rule: 'together',
			persons,
			tables: at,
			because: `${names(persons)} must sit together, but have their seats at ${names(at)} in round ${r + 1}`,
			change: `take ${persons[1]!} out of the group, or lift one of the two seats`
		};
	}
	return null;
}

function noTableFor(problem: Problem, party: Int32Array): NoPlan | null {
	const { people, tables, seatCost, classOf, kinds, kindOf, weights, remote, remoteCap, host } = problem;
	const persons = [...party].map((p) => people[p]!.id);
	const remotes = [...party].filter((p) => remote[p] === 1).length;
	const hosts = [...party].filter((p) => host[p] === 1);
	if (hosts.length > 0) return null;
	const fits = [...tables.keys()].filter((t) =>
		party.every((p) => seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard)
	);
	const room = fits.filter((t) => tables[t]!.seats >= party.length && remoteCap[t]! >= remotes);
	if (room.length > 0) return null;
	return {
		rule: 'together',
		persons,
		tables: fits.map((t) => tables[t]!.id),
		because:
			fits.length === 0
				? `${names(persons)} must sit together, but no table fits all of them`
				: `${names(persons)} must sit together, but no table that fits them has ${party.length} seats for them`,
		change: fits.length === 0 ? 'let them sit apart' : `give one of these tables ${party.length} seats`
	};
}
