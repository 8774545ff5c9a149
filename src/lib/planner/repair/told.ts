import type { Plan } from '../types.ts';

/** The table that a person was told for a round (from 0), or null. */
export function seatAt(plan: Pick<Plan, 'rounds'>, round: number, person: string): string | null {
	const seats = plan.rounds[round];
	if (!seats) return null;
	// Own plans have no prototype, and one look is enough; plans read from a file can have one.
	if (Object.getPrototypeOf(seats) === null) return seats[person] ?? null;
	return Object.hasOwn(seats, person) ? seats[person]! : null;
}
