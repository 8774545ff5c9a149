/** In the planner's thread: what a change of the plan in force costs, and which hard rule it would break. */
import { withSeats, type PlannedSeat } from '#lib/domain/cafe/plan-diff.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { hasRoomFor } from '#lib/domain/cafe/seating.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { Breach } from '#lib/planner/index.ts';
import type { PlannedGathering } from '../gathering.ts';
import { inForce, judged, worseThan } from './plan-in-force.ts';

export interface ChangeJob {
	kind: 'change';
	/** A {@link PlannedGathering} as JSON. */
	gathering: string;
	seats: readonly PlannedSeat[];
	/** Of the plan that comes back with these seats: it is judged by what it was asked for. Absent: as now. */
	settings?: PlanSettings;
}

export interface ChangeAnswer {
	readonly breaches: readonly Breach[];
	readonly before: PlanSheet;
	readonly after: PlanSheet;
}

export function weighChange({ gathering: text, seats, settings }: ChangeJob): ChangeAnswer {
	const now = JSON.parse(text) as PlannedGathering;
	const { rounds } = now.plan;
	const gathering = settings ? { ...now, plan: { ...now.plan, rounds: withSeats(rounds, seats), settings } } : now;
	const before = judged(gathering, inForce(gathering, rounds));
	const after = judged(gathering, inForce(gathering, withSeats(rounds, seats)));
	const breaches = worseThan(before, after).filter((breach) => !isHers(gathering, breach));
	return { breaches, before: before.sheet, after: after.sheet };
}

/**
 * What somebody may decide who changes a plan by hand: even sizes are for new plans (the cost is told), and the one
 * chair for late people is there to be used, unless a largest size was asked for.
 */
function isHers({ people, card, plan }: PlannedGathering, { rule, persons, tables }: Breach): boolean {
	if (rule === 'even') return true;
	const table = card?.tables.find(({ id }) => id === tables[0]);
	if (rule !== 'seats' || !table || persons.length > (plan.settings?.largest ?? Infinity)) return false;
	return hasRoomFor(Object.fromEntries(people.map((person) => [person.id, person])), table, [], persons as PersonId[]);
}
