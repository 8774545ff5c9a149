import { impossible } from '../impossible/impossible.ts';
import { count, names } from '../impossible/phrases.ts';
import { seatsImpossible } from '../impossible/seats.ts';
import { unsolved } from '../impossible/unsolved.ts';
import { breachesOf, roundsWithoutSeat } from '../kernel/breaches.ts';
import { placeInGroups } from '../pools/pools.ts';
import { compile } from '../problem.ts';
import type { Instance, NoPlan, Plan } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import { tablesInUse, type Resident } from './resident.ts';

/** People of these rows who have no seat in some round that is still open. */
export const seatless = ({ s, from }: Resident, rows: Iterable<number>): number[] =>
	[...rows].filter((p) => roundsWithoutSeat(s, p, from) > 0);

/** Why seats that were found may not be told, or null: a hard rule is broken, or somebody has no seat. */
export function refusalOf(resident: Resident, rows: Iterable<number>): NoPlan | null {
	const without = seatless(resident, rows);
	if (without.length > 0) return nowhere(without.map((p) => resident.problem.people[p]!.id));
	return breachesOf(resident.s, resident.from) > 0 ? unsolved(resident.s, resident.from) : null;
}

const nowhere = (persons: string[]): NoPlan => ({
	rule: 'seats',
	persons,
	tables: [],
	because: `no seats were found for ${names(persons)}`,
	change: `add ${count(persons.length, 'seat', 'seats')}`
});

/** Why no seats can exist for the rounds to come, as far as that can be proved before any search. */
export function provablyImpossible(after: Aftermath, plan: Plan): NoPlan | null {
	const { instance, past } = after;
	const rest = instance.rounds - past.rounds;
	if (rest < 1) return null;
	const open = tablesInUse(after, plan);
	const toCome: Instance = {
		...instance,
		rounds: rest,
		locked: instance.locked.flatMap((lock) =>
			lock.round > past.rounds ? [{ ...lock, round: lock.round - past.rounds }] : []
		)
	};
	const placing = placeInGroups(toCome, open);
	return seatsImpossible(toCome, open, placing) ?? impossible(compile(toCome, open), placing);
}
