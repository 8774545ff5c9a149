/** In the planner's thread: what a change of the plan in force costs, and which hard rule it would break. */
import { withSeats, type PlannedSeat } from '#lib/domain/cafe/plan-diff.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { Breach } from '#lib/planner/index.ts';
import type { PlannedGathering } from './gathering.ts';
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
	return { breaches: worseThan(before, after), before: before.sheet, after: after.sheet };
}
