import type { Seating } from '../kernel/seating.ts';
import { roundsWithoutSeat } from '../kernel/breaches.ts';
import { apartCost } from '../kernel/visits.ts';
import { misfit } from '../fit.ts';
import type { NoPlan, NoPlanRule } from '../types.ts';
import { lonelyOne } from './language.ts';
import { names } from './phrases.ts';

/** The hard rules that a seating still breaks after the search, as the reason why there is no plan. */
export function unsolved(s: Seating, from = 0): NoPlan {
	const { people, tables, weights } = s.problem;
	const lonely = lonelyOne(s.problem, (p) => s.rows[p * s.stride + s.R - 1]! >= 0);
	if (lonely) return lonely;
	for (let r = from; r < s.R; r++) {
		for (let p = 0; p < s.n; p++) {
			const t = s.rows[p * s.stride + r]!;
			if (t < 0) continue;
			const where = { persons: [people[p]!.id], tables: [tables[t]!.id] };
			const rule = s.held[p * s.R + r] === 1 ? null : misfit(people[p]!, tables[t]!, s.problem.instance);
			if (rule !== null) return reason(rule, where, r);
			if (apartCost(s, p, r, t, -1) > 0) {
				const other = s.problem.apart[p]!.find((q) => s.rows[q * s.stride + r] === t)!;
				return reason('apart', { ...where, persons: [people[p]!.id, people[other]!.id] }, r);
			}
			if (weights.alone >= weights.hard && s.alone[r * s.g + t]! > 0) {
				const there = people.filter((_, q) => s.rows[q * s.stride + r] === t).map(({ id }) => id);
				return reason('language', { ...where, persons: there }, r);
			}
		}
	}
	return sizes(s, from) ?? reason(neverRule(s), { persons: [], tables: [] }, -1);
}

/** People who were left without a seat in some round, as the reason why there is no plan, or null. */
export function unseated(s: Seating): NoPlan | null {
	const persons = s.problem.people.filter((_, p) => roundsWithoutSeat(s, p) > 0).map(({ id }) => id);
	return persons.length > 0 ? reason('seats', { persons, tables: [] }, -1) : null;
}

function sizes(s: Seating, from: number): NoPlan | null {
	for (let slot = from * s.g; slot < s.size.length; slot++) {
		const t = slot % s.g;
		const where = { persons: [], tables: [s.problem.tables[t]!.id] };
		const r = Math.floor(slot / s.g);
		if (s.size[slot]! < s.least[t]!) return reason('minSeats', where, r);
		const group = s.size[slot]! > s.most[t]! ? groupAt(s, t, r) : [];
		if (group.length > 0) return reason('together', { ...where, persons: group }, r);
		if (s.size[slot]! > s.most[t]! || s.remotes[slot]! > s.problem.remoteCap[t]!) return reason('seats', where, r);
	}
	return null;
}

/** The largest group that sits at an overfull table: for all people one by one there are seats. */
function groupAt(s: Seating, t: number, r: number): string[] {
	const there = s.problem.parties.filter((party) => party.some((p) => s.rows[p * s.stride + r] === t));
	const largest = there.reduce<Int32Array | null>((most, own) => (own.length > (most?.length ?? 0) ? own : most), null);
	return [...(largest ?? [])].map((p) => s.problem.people[p]!.id);
}

function neverRule({ problem }: Seating): NoPlanRule {
	const { rules } = problem.instance;
	if (rules.personTwice === 'never') return 'personTwice';
	return rules.tableTwice === 'never' ? 'tableTwice' : 'topicTwice';
}

const CHANGES: Record<NoPlanRule, string> = {
	seats: 'add a seat at this table',
	minSeats: 'mark this table as optional, or ask for fewer people there',
	attendance: 'add a seat at a table that these people can use',
	device: 'give these people a device of their own',
	stepFree: 'make one more table step-free',
	language: 'interpret a language of these people at a table where they can sit',
	together: 'let these people sit apart',
	apart: 'let these people sit together',
	locked: 'lift one lock',
	personTwice: 'plan one round fewer, or avoid instead of never',
	tableTwice: 'plan one round fewer, or avoid instead of never',
	topicTwice: 'plan one round fewer, or avoid instead of never'
};

function reason(rule: NoPlanRule, where: { persons: string[]; tables: string[] }, r: number): NoPlan {
	const who = where.persons.length > 0 ? names(where.persons) : 'everybody';
	const at = where.tables.length > 0 ? ` at ${names(where.tables)}` : '';
	const when = r < 0 ? '' : ` in round ${r + 1}`;
	return { rule, ...where, because: `no seats were found for ${who}${at}${when}`, change: CHANGES[rule] };
}
