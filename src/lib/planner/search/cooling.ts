import type { Seating } from '../kernel/seating.ts';
import { isUsual } from '../order.ts';
import { meetingsAgain, meetTooOften } from './again.ts';
import type { Cooling } from './anneal.ts';
import type { Arena } from './arena.ts';

/** How a run of annealing cools that starts from a seating: what there is to gain says how hot and with which moves. */
export function coolingFor(s: Seating, arena: Arena, iterations: number): Cooling {
	let flexible = false;
	for (let slot = 0; slot < s.lo.length; slot++) if (s.lo[slot]! < s.hi[slot]!) flexible = true;
	let crowd = 1;
	for (let i = 0; i < arena.end.length; i++) crowd = Math.max(crowd, arena.end[i]! - arena.start[i]!);
	const { personTwice, outside, country, organisation, wish } = s.problem.weights;
	// Only in the usual order is nothing that a pair costs as dear as to meet again.
	const usual = isUsual(s.problem.instance.rules);
	const again = usual ? s.pairs.some((cost) => cost >= personTwice && cost > 0) : meetingsAgain(s) > 0;
	const some = s.n / s.g <= s.g && again;
	// Who weighs more than usual can be moved only by more heat; in the usual order that is 8.
	const warm = Math.max(8, 0.16 * outside, Math.max(country, organisation, s.problem.anyWish ? wish : 0) / 4);
	const traits = anyTraits(s);
	// Where tables are larger than their number everybody meets again anyway, and only the bound tells if too often.
	// With traits to weigh, the cool start is as good for meetings and better for the rest (200 people at 8 tables).
	const repeats = some || (!traits && personTwice > 0 && meetTooOften(s));
	const rigid = ((s.n / s.g - 1) * s.R) / crowd > 0.2;
	const partied = s.problem.parties.reduce((sum, party) => sum + party.length, 0) / s.n;
	return {
		iterations,
		// Where people must meet again, it takes more heat to find out who best does.
		// Where whole itineraries are traded, four tables change at once: only heat lets one become better at first.
		hot: repeats ? Math.max(16, 0.4 * Math.min(480, personTwice), warm) : rigid ? 3 * warm : warm,
		cold: repeats ? (traits ? 2 : Math.min(480, personTwice) / 12) : rigid ? 2 : 0.7,
		itineraries: arena.people.length === 0 || !traits ? 0 : rigid ? (repeats ? 0.1 : 0.75) : 0.01,
		moves: flexible && arena.people.length > 0 ? 0.1 : 0,
		parties: arena.people.length === 0 ? 1 : Math.min(0.2, partied)
	};
}

/** Whether it matters who has which itinerary. */
function anyTraits({ problem }: Seating): boolean {
	const { weights, countries, organisations, voices, kinds, linked } = problem;
	const alike = weights.country * countries + weights.organisation * organisations + weights.mode * linked[0]!;
	return problem.anyWish || alike > 0 || voices.length > 1 || kinds > 1 || problem.apart.some((own) => own.length > 0);
}
