import { coreOf, type Core } from './core.ts';
import { groupsAsParties } from './carousel.ts';
import { impossible } from './impossible/impossible.ts';
import { neverBroken, policyImpossible } from './impossible/policy.ts';
import { unseated, unsolved } from './impossible/unsolved.ts';
import { isUsual } from './order.ts';
import { layOut } from './pools/layout.ts';
import { openTables } from './pools/open.ts';
import { compile, type Problem } from './problem.ts';
import { solve, type Effort, type Solved } from './search/solve.ts';
import type { Instance, NoPlan, Plan, PlanOptions, Result, Round } from './types.ts';
import { sheetOf } from './verify/verify.ts';

/**
 * Plans who sits where in every round. Hard rules hold in every plan; the same instance and `iterations` always
 * give the same plan. Without `options.now` the planner knows no time and `budgetMs` has no effect.
 */
export function plan(instance: Instance, options: PlanOptions = {}): Result<Plan, NoPlan> {
	const now = options.now ?? null;
	const began = now?.() ?? 0;
	const core = coreOf(instance);
	if (!core.ok) return core;
	const never = policyImpossible(instance);
	if (never) return { ok: false, error: reasonFor(core.value.instance) ?? never };
	const planOf = (rounds: Round[], iterations: number, firstMs: number): Plan => ({
		seed: instance.seed,
		iterations,
		elapsedMs: now ? Math.round(now() - began) : 0,
		firstPlanMs: Math.round(firstMs * 10) / 10,
		rounds,
		sheet: sheetOf(instance, { rounds })
	});
	const { onProgress } = options;
	const effort: Effort = {
		iterations: instance.iterations,
		budgetMs: instance.budgetMs,
		now,
		aborted: () => options.signal?.aborted === true,
		onBetter: null
	};
	const tell = onProgress
		? (rounds: Round[], done: number): void => {
				const best = planOf(rounds, done, 0);
				if (neverBroken(instance, best.sheet) === null) onProgress(best, done);
			}
		: undefined;
	const solved = instance.rules.policy === 'group' ? carousel(core.value, effort) : roundsFor(core.value, effort, tell);
	if (!solved.ok) return solved;
	const { rounds, iterations, firstMs } = solved.value;
	const found = planOf(rounds, iterations, firstMs);
	// Rounds that follow from others were no part of the search.
	const broken = neverBroken(instance, found.sheet);
	return broken ? { ok: false, error: broken } : { ok: true, value: found };
}

/** Why seats cannot be found whatever the policy is, or null. */
function reasonFor(instance: Instance): NoPlan | null {
	const { tables, placing } = openTables(instance);
	return impossible(compile(instance, tables), placing);
}

interface SolvedRounds extends Pick<Solved, 'iterations' | 'firstMs'> {
	rounds: Round[];
}

function roundsFor(
	{ instance, expand }: Core,
	effort: Effort,
	tell?: (rounds: Round[], done: number) => void
): Result<SolvedRounds, NoPlan> {
	const { tables, placing } = openTables(instance);
	const problem = compile(instance, tables);
	const reason = impossible(problem, placing);
	if (reason) return { ok: false, error: reason };
	const onBetter = tell
		? (seats: Int32Array, done: number): void => tell(expand(roundsOf(problem, seats)), done)
		: null;
	const solved = solve(problem, layOut(problem, placing), { ...effort, onBetter });
	if (solved.total.hard > 0) {
		// What is a rule is one in every order: seats that are found as usual are better than none.
		const asUsual: Instance = { ...instance, rules: { ...instance.rules, order: [] } };
		if (!isUsual(instance.rules)) return roundsFor({ instance: asUsual, expand }, effort, tell);
		return { ok: false, error: unseated(solved.seating) ?? unsolved(solved.seating) };
	}
	const { iterations, firstMs } = solved;
	return { ok: true, value: { rounds: expand(roundsOf(problem, solved.tables)), iterations, firstMs } };
}

/** The carousel: who sits together is decided in the first round, then whole groups move on. */
function carousel({ instance, expand }: Core, effort: Effort): Result<SolvedRounds, NoPlan> {
	const half: Effort = {
		...effort,
		iterations: effort.iterations === null ? null : Math.ceil(effort.iterations / 2),
		budgetMs: effort.budgetMs / 2
	};
	const inRound = (round: number) => instance.locked.filter((lock) => lock.round === round);
	const one: Instance = { ...instance, rounds: 1, locked: inRound(1) };
	const first = roundsFor({ instance: one, expand: (rounds) => rounds }, half);
	if (!first.ok || instance.rounds === 1)
		return first.ok ? ok({ ...first.value, rounds: expand(first.value.rounds) }) : first;
	const all = groupsAsParties(instance, first.value.rounds[0]!);
	const moved = roundsFor({ instance: all, expand }, half);
	if (!moved.ok) return moved;
	const { rounds, iterations } = moved.value;
	return ok({
		rounds,
		iterations: iterations + first.value.iterations,
		firstMs: first.value.firstMs + moved.value.firstMs
	});
}

const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

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
