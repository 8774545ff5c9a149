/** What can be asked of the planner's thread. */
import { weighChange, type ChangeJob } from './change-job.ts';
import { lookAhead, type OutlookJob } from './outlook.ts';
import { checkAgain, planAll, type BestSoFar, type CheckJob, type PlanJob } from './plan-job.ts';
import { repairPlan, type RepairJob } from './repair-job.ts';

export type Job = PlanJob | CheckJob | OutlookJob | ChangeJob | RepairJob;

const BY_KIND = { plan: planAll, check: checkAgain, outlook: lookAhead, change: weighChange, repair: repairPlan };
export type AnswerTo<J extends Job> = ReturnType<(typeof BY_KIND)[J['kind']]>;

export const answerJob = (job: Job, tell: (best: BestSoFar) => void): AnswerTo<Job> =>
	(BY_KIND[job.kind] as (job: Job, tell: (best: BestSoFar) => void) => AnswerTo<Job>)(job, tell);
