import { boundsOf } from '../bounds.ts';
import type { Breach, Instance, Plan, Sheet, Verdict } from '../types.ts';
import { boundsAfter } from './bounds-after.ts';
import { checkEvenness, unevenByRule } from './evenness.ts';
import { figuresOf } from './figures.ts';
import { checkHome } from './home.ts';
import { recordOf } from './record.ts';
import { checkCompany, checkNever, checkPast, checkPolicy, checkSeats, checkSizes, type Report } from './rules.ts';
import { sentencesOf } from './sentences.ts';
import { checkTravelling } from './travelling.ts';

/** The sheet of a plan, counted from its rounds alone. */
export function sheetOf(instance: Instance, plan: Pick<Plan, 'rounds' | 'past'>): Sheet {
	const record = recordOf(instance, plan);
	const figures = figuresOf(record, plan.past ? boundsAfter(record) : boundsOf(instance));
	return { ...figures, sentences: sentencesOf(figures, instance, unevenByRule(record)) };
}

/**
 * Checks a plan from scratch, without any code of the solver but the bounds: every hard rule in the rounds still to
 * come, and every figure of its sheet.
 * @param told the plan that a repair mended: groups that travelled together then have to, where they can
 */
export function verify(
	instance: Instance,
	plan: Pick<Plan, 'rounds' | 'past' | 'sheet'>,
	told?: Pick<Plan, 'rounds'>
): Verdict {
	const breaches: Breach[] = [];
	const report: Report = (rule, round, persons, tables, message) =>
		breaches.push({ rule, round, persons, tables, message });
	const record = recordOf(instance, plan);
	const sheet = sheetOf(instance, plan);
	checkPast(record, report);
	checkSeats(record, report);
	checkSizes(record, report);
	checkEvenness(record, report);
	checkCompany(record, report);
	checkPolicy(record, report);
	if (told) checkTravelling(record, told, report);
	checkHome(record, report);
	checkNever(record, report, sheet);
	for (const [figure, value] of Object.entries(sheet)) {
		const told = JSON.stringify((plan.sheet as unknown as Record<string, unknown> | undefined)?.[figure]);
		if (told !== JSON.stringify(value)) {
			report('sheet', 0, [], [], `${figure} is ${JSON.stringify(value)}, the sheet says ${told ?? 'nothing'}`);
		}
	}
	return { ok: breaches.length === 0, breaches, sheet };
}
