/** What is different between two plans, and which rounds of a plan may still change. */
import type { PersonId, TableId } from '../ids.ts';
import type { CafeClock } from './clock.ts';

export type PlanRounds = readonly Readonly<Record<PersonId, TableId>>[];

/** One seat of a plan that becomes another one; null = none. Rounds count from 1. */
export interface PlannedSeat {
	readonly person: PersonId;
	readonly round: number;
	readonly table: TableId | null;
}

export const plannedAt = (rounds: PlanRounds, round: number, person: PersonId): TableId | null => {
	const seats = rounds[round - 1];
	return (seats && Object.hasOwn(seats, person) ? seats[person] : undefined) ?? null;
};

/** Rounds from 1 to this one ran, run, or were announced by the bell: they stay as they are. All of `rounds` when it is over. */
export function settledRounds(clock: CafeClock, rounds: number): number {
	switch (clock.phase) {
		case 'before':
			return 0;
		case 'running':
		case 'paused':
			return clock.round;
		case 'ending':
			return clock.next ?? rounds;
		case 'moving':
			return clock.next;
		case 'after':
			return rounds;
	}
}

/** The seats of `after` that are not those of `before`, by round. */
export function planDiff(before: PlanRounds, after: PlanRounds): PlannedSeat[] {
	const changes: PlannedSeat[] = [];
	for (let round = 1; round <= Math.max(before.length, after.length); round++) {
		const [was, is] = [before[round - 1] ?? {}, after[round - 1] ?? {}] as Record<PersonId, TableId>[];
		for (const person of Object.keys(is!) as PersonId[])
			if (!Object.hasOwn(was!, person) || was![person] !== is![person])
				changes.push({ person, round, table: is![person]! });
		for (const person of Object.keys(was!) as PersonId[])
			if (!Object.hasOwn(is!, person)) changes.push({ person, round, table: null });
	}
	return changes;
}

/** A plan with other seats; rounds without a change are the same objects. */
export function withSeats(rounds: PlanRounds, changes: readonly PlannedSeat[]): PlanRounds {
	const changed = new Map<number, Record<PersonId, TableId>>();
	for (const { person, round, table } of changes) {
		const seats = changed.get(round) ?? { ...rounds[round - 1] };
		if (table === null) delete seats[person];
		else seats[person] = table;
		changed.set(round, seats);
	}
	return rounds.map((seats, index) => changed.get(index + 1) ?? seats);
}
