import { compile, type Problem } from './problem.ts';
import { layOut } from './pools/layout.ts';
import { openTables } from './pools/open.ts';
import { solve, type Effort } from './search/solve.ts';
import type { Instance, NoPlan, Plan, PlanOptions, Result, Round } from './types.ts';
import { sheetOf } from './verify/verify.ts';

/**
 * Plans who sits where in every round. Hard rules hold in every plan; the same instance and `iterations` always
 * give the same plan. Without `options.now` the planner knows no time and `budgetMs` has no effect.
 */
export function plan(instance: Instance, options: PlanOptions = {}): Result<Plan, NoPlan> {
	const now = options.now ?? null;
	const began = now?.() ?? 0;
	const { tables, placing } = openTables(instance);
	const problem = compile(instance, tables);
	const layout = layOut(problem, placing);
	const planOf = (seats: Int32Array, iterations: number, firstMs: number): Plan => {
		const rounds = roundsOf(problem, seats);
		const elapsedMs = now ? Math.round(now() - began) : 0;
		return {
			seed: instance.seed,
			iterations,
			elapsedMs,
			firstPlanMs: Math.round(firstMs * 10) / 10,
			rounds,
			sheet: sheetOf(instance, { rounds })
		};
	};
	const { onProgress } = options;
	const effort: Effort = {
		iterations: instance.iterations,
		budgetMs: instance.budgetMs,
		now,
		aborted: () => options.signal?.aborted === true,
		onBetter: onProgress ? (seats, done) => onProgress(planOf(seats, done, 0), done) : null
	};
	const solved = solve(problem, layout, effort);
	return { ok: true, value: planOf(solved.tables, solved.iterations, solved.firstMs) };
}

/** Seats as records by person id, without a prototype: ids such as `__proto__` are ids like others. */
export function roundsOf(problem: Problem, seats: Int32Array): Round[] {
	return Array.from({ length: problem.R }, (_, r) => {
		const round = Object.create(null) as Round;
		problem.people.forEach(({ id }, p) => {
			const t = seats[p * problem.R + r]!;
			if (t >= 0) round[id] = problem.tables[t]!.id;
		});
		return round;
	});
}
