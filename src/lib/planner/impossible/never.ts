import { boundsOf } from '../bounds.ts';
import type { Problem } from '../problem.ts';
import type { NoPlan, NoPlanRule } from '../types.ts';
import { count } from './phrases.ts';

/** Rules set to never that the number of tables, topics or people rules out. */
export function neverImpossible(problem: Problem): NoPlan | null {
	const { rules } = problem.instance;
	return (
		(rules.tableTwice === 'never' ? heldTwice(problem, 'tableTwice') : null) ??
		(rules.topicTwice === 'never' ? heldTwice(problem, 'topicTwice') : null) ??
		(rules.tableTwice === 'never' ? placesRunOut(problem, 'tableTwice') : null) ??
		(rules.topicTwice === 'never' ? placesRunOut(problem, 'topicTwice') : null) ??
		(rules.personTwice === 'never' ? peopleRunOut(problem) : null)
	);
}

/** A traveller whose seats are held at one table, or topic, in two rounds: by locks, or by a host who is company. */
function heldTwice({ n, R, lock, host, people, tables, topicOf, party }: Problem, rule: NoPlanRule): NoPlan | null {
	for (let p = 0; p < n; p++) {
		if (host[p] === 1) continue;
		const held = [...lock.subarray(p * R, p * R + R)].filter((t) => t >= 0);
		const places = rule === 'tableTwice' ? held : held.map((t) => topicOf[t]!).filter((topic) => topic >= 0);
		const again = places.findIndex((place, i) => places.indexOf(place) < i);
		if (again < 0) continue;
		const id = people[p]!.id;
		const other = people.find((_, q) => q !== p && party[q] === party[p] && host[q] === 1)?.id;
		return {
			rule,
			persons: other === undefined ? [id] : [id, other],
			tables: [...new Set(held)].map((t) => tables[t]!.id),
			because: `${id} has seats at one ${rule === 'tableTwice' ? 'table' : 'topic'} in two rounds`,
			change:
				other === undefined ? `lift a lock of ${id}` : `let ${id} sit apart from ${other}, or avoid instead of never`
		};
	}
	return null;
}

function placesRunOut(problem: Problem, rule: 'tableTwice' | 'topicTwice'): NoPlan | null {
	const { n, R, host, people, tables, classOf, kinds, kindOf, seatCost, weights, topicOf } = problem;
	const judged = new Set<number>();
	for (let p = 0; p < n; p++) {
		if (host[p] === 1 || judged.has(classOf[p]!)) continue;
		judged.add(classOf[p]!);
		const fits = [...tables.keys()].filter((t) => seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard);
		// A table without a topic never is a topic twice.
		if (rule === 'topicTwice' && fits.some((t) => topicOf[t]! < 0)) continue;
		const places = rule === 'tableTwice' ? fits.length : new Set(fits.map((t) => topicOf[t]!)).size;
		if (places >= R) continue;
		const what = rule === 'tableTwice' ? count(places, 'table', 'tables') : count(places, 'topic', 'topics');
		const persons = people.filter((_, q) => host[q] === 0 && classOf[q] === classOf[p]).map(({ id }) => id);
		return {
			rule,
			persons,
			tables: fits.map((t) => tables[t]!.id),
			because: `there are only ${what} for ${R} rounds`,
			change: `plan ${count(places, 'round', 'rounds')}`
		};
	}
	return null;
}

function peopleRunOut(problem: Problem): NoPlan | null {
	const { instance } = problem;
	const bound = boundsOf(instance).pairsMeetingAgain;
	if (bound === 0) return null;
	let rounds = instance.rounds;
	while (rounds > 1 && boundsOf({ ...instance, rounds }).pairsMeetingAgain > 0) rounds--;
	return {
		rule: 'personTwice',
		persons: [],
		tables: [],
		because: `in ${instance.rounds} rounds at least ${count(bound, 'pair has', 'pairs have')} to meet again`,
		change: `plan ${count(rounds, 'round', 'rounds')}`
	};
}
