/** What can be asked of the planner's thread. */
import { lookAhead, type OutlookJob } from './outlook.ts';
import { checkAgain, planAll, type BestSoFar, type CheckJob, type PlanJob } from './plan-job.ts';

export type Job = PlanJob | CheckJob | OutlookJob;

const BY_KIND = { plan: planAll, check: checkAgain, outlook: lookAhead };
export type AnswerTo<J extends Job> = ReturnType<(typeof BY_KIND)[J['kind']]>;

export const answerJob = (job: Job, tell: (best: BestSoFar) => void): AnswerTo<Job> =>
	(BY_KIND[job.kind] as (job: Job, tell: (best: BestSoFar) => void) => AnswerTo<Job>)(job, tell);
