/** The rotation planner: pure, seeded, without clock or packages. */
export { boundsOf as bounds } from './bounds.ts';
export { meetOnce } from './construct/meet-once.ts';
export { USUAL_ORDER } from './order.ts';
export { parseInstance } from './parse/instance.ts';
export { parseChanges } from './parse/changes.ts';
export { parsePlan } from './parse/plan.ts';
export { plan } from './plan.ts';
export { mend, repair, type Mending } from './repair/repair.ts';
export { PlanStream, type Step } from './repair/stream.ts';
export { verify } from './verify/verify.ts';
export type {
	Bounds,
	Breach,
	Changes,
	Criterion,
	Fault,
	Instance,
	Lock,
	Moved,
	NoPlan,
	NoPlanRule,
	Past,
	Person,
	Plan,
	PlanOptions,
	Repair,
	Result,
	Round,
	Rules,
	Sheet,
	Table,
	Verdict
} from './types.ts';
