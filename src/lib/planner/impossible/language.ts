import type { Problem } from '../problem.ts';
import type { NoPlan } from '../types.ts';

/** Somebody with whom nobody shares a language at any table, though no table can be left to him or her alone. */
export function languageImpossible(problem: Problem): NoPlan | null {
	const { instance, n, people, tables, voice, classOf } = problem;
	if (instance.rules.language !== 'everyone' || n < 2) return null;
	const judged = new Set<string>();
	for (let p = 0; p < n; p++) {
		const own = voice[p]!;
		const trait = `${own} ${classOf[p]}`;
		if (own < 0 || judged.has(trait)) continue;
		judged.add(trait);
		const company = [...tables.keys()].some((t) => hasCompany(problem, p, t));
		if (company || n <= tables.length * 2) continue;
		return {
			rule: 'language',
			persons: [people[p]!.id],
			tables: [],
			because: `nobody who could sit with ${people[p]!.id} speaks ${people[p]!.languages.join(' or ')}`,
			change: `interpret ${people[p]!.languages[0]!} at a table where ${people[p]!.id} can sit`
		};
	}
	return null;
}

function hasCompany(problem: Problem, p: number, t: number): boolean {
	const { n, voice, voices, speaks, languages, hears, channelOf } = problem;
	if (!fits(problem, p, t)) return false;
	const channels = channelOf[t]!;
	if (channels >= 0 && hears[channels]![voice[p]!] === 1) return true;
	for (let q = 0; q < n; q++) {
		if (q === p || !fits(problem, q, t)) continue;
		if (voice[q]! < 0 || voices[voice[p]!]!.some((language) => speaks[voice[q]! * languages + language] === 1)) {
			return true;
		}
	}
	return false;
}

const fits = ({ seatCost, classOf, kinds, kindOf, weights }: Problem, p: number, t: number): boolean =>
	seatCost[classOf[p]! * kinds + kindOf[t]!]! < weights.hard;
