/** Steps of the plan that can be taken back and done again: kept as the seats that would change, a few of them. */
import type { DeskPart, Plan, PlanBack } from '../parts.ts';
import { planDiff } from './plan-diff.ts';

const STEPS_MOST = 10;
/** All kept steps together: three whole plans of 2,000 people in five rounds. */
const SEATS_MOST = 30_000;

/** The desk with another plan in force, and the way back to the one before. */
export function withPlan(part: DeskPart, plan: Plan): DeskPart {
	const before = part.plan;
	if (!before) return { ...part, plan };
	const kind = plan.step?.kind ?? 'planned';
	const [back, forth] = [part.planBack ?? [], part.planForth ?? []];
	const way: PlanBack = {
		version: plan.version,
		kind: plan.step?.of ?? kind,
		by: plan.step?.by ?? null,
		at: plan.step?.at ?? 0,
		seats: planDiff(plan.rounds, before.rounds),
		sheet: before.sheet,
		...(before.settings ? { settings: before.settings } : {})
	};
	if (kind === 'undone') return { ...part, plan, planBack: back.slice(0, -1), planForth: bounded([...forth, way]) };
	if (kind === 'redone') return { ...part, plan, planBack: bounded([...back, way]), planForth: forth.slice(0, -1) };
	return { ...part, plan, planBack: bounded([...back, way]), planForth: [] };
}

/** The newest ones; the last one always. */
function bounded(steps: readonly PlanBack[]): readonly PlanBack[] {
	let seats = 0;
	const kept = steps.slice(-STEPS_MOST).toReversed();
	const end = kept.findIndex((step, index) => (seats += step.seats.length) > SEATS_MOST && index > 0);
	return (end < 0 ? kept : kept.slice(0, end)).toReversed();
}
