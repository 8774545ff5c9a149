import type { Plan } from '../types.ts';

/** The table that a person was told for a round (from 0), or null. */
export function seatAt(plan: Pick<Plan, 'rounds'>, round: number, person: string): string | null {
	const seats = plan.rounds[round];
	return seats && Object.hasOwn(seats, person) ? seats[person]! : null;
}
