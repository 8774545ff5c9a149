import type { Problem } from '../problem.ts';
import type { NoPlan } from '../types.ts';

/** Somebody with whom nobody shares a language at any table, though no table can be left to him or her alone. */
export function languageImpossible(problem: Problem): NoPlan | null {
	const { n, tables } = problem;
	const many = n > tables.length * 2;
	const p = withoutCompany(problem).find(
		(lonely) => (many && othersFit(problem, lonely)) || !canSitAlone(problem, lonely)
	);
	return p === undefined ? null : nobodyUnderstands(problem, p);
}

/** The same where seats were looked for in vain, of the people who are there. */
export function lonelyOne(problem: Problem, isThere: (p: number) => boolean): NoPlan | null {
	const p = withoutCompany(problem).find(isThere);
	return p === undefined ? null : nobodyUnderstands(problem, p);
}

function nobodyUnderstands({ people }: Problem, p: number): NoPlan {
	return {
		rule: 'language',
		persons: [people[p]!.id],
		tables: [],
		because: `nobody who could sit with ${people[p]!.id} speaks ${people[p]!.languages.join(' or ')}`,
		change: `interpret ${people[p]!.languages[0]!} at a table where ${people[p]!.id} can sit`
	};
}

/** One person of each kind that shares a language with nobody who could be at the same table. */
function withoutCompany(problem: Problem): number[] {
	const { instance, n, tables, voice, classOf } = problem;
	if (instance.rules.language !== 'everyone' || n < 2) return [];
	const judged = new Set<string>();
	const lonely: number[] = [];
	for (let p = 0; p < n; p++) {
		const own = voice[p]!;
		const trait = `${own} ${classOf[p]}`;
		if (own < 0 || judged.has(trait)) continue;
		judged.add(trait);
		if (![...tables.keys()].some((t) => hasCompany(problem, p, t))) lonely.push(p);
	}
	return lonely;
}

/** Whether anybody else can sit where this person can. */
const othersFit = (problem: Problem, p: number): boolean =>
	[...problem.tables.keys()].some(
		(t) => fits(problem, p, t) && problem.people.some((_, q) => q !== p && fits(problem, q, t))
	);

/** Whether some table that asks for nobody else could be left to one person while all others find seats. */
function canSitAlone(problem: Problem, p: number): boolean {
	const { n, people, tables } = problem;
	const hosted = new Set(people.filter((_, q) => q !== p).map(({ hosts }) => hosts));
	const seats = tables.reduce((sum, table) => sum + table.seats, 0);
	return tables.some(
		(table, t) =>
			fits(problem, p, t) && !hosted.has(table.id) && (table.minSeats ?? 1) <= 1 && seats - table.seats >= n - 1
	);
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
