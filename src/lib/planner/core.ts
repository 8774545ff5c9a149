import { contradictionIn } from './impossible/locks.ts';
import type { Instance, NoPlan, Result, Round, Rules } from './types.ts';

/** The rounds that have to be solved, and how they become the rounds of the plan. */
export interface Core {
	instance: Instance;
	expand(rounds: Round[]): Round[];
}

const copied = (round: Round): Round => Object.assign(Object.create(null) as Round, round);

/** Takes the rounds out that follow from others: all but the first if nobody moves, the last if it is at home. */
export function coreOf(instance: Instance): Result<Core, NoPlan> {
	const { rules, rounds } = instance;
	if (rules.policy === 'fixed') {
		return reduced(
			instance,
			1,
			(round) => (round > 1 ? 1 : round),
			([first]) => Array.from({ length: rounds }, () => copied(first!))
		);
	}
	if (rules.lastRound === 'return_home' && rounds > 1) {
		return reduced(
			instance,
			rounds - 1,
			(round) => (round === rounds ? 1 : round),
			(solved) => [...solved, copied(solved[0]!)]
		);
	}
	return { ok: true, value: { instance, expand: (solved) => solved } };
}

function reduced(
	instance: Instance,
	rounds: number,
	roundOf: (round: number) => number,
	expand: Core['expand']
): Result<Core, NoPlan> {
	const locked = instance.locked.map((lock) => ({ ...lock, round: roundOf(lock.round) }));
	const contradiction = contradictionIn(locked);
	if (contradiction) return { ok: false, error: contradiction };
	// What follows from the solved rounds is not theirs: bounds and rules see these as they are.
	const rules: Rules = { ...instance.rules, lastRound: 'new_table' };
	return { ok: true, value: { instance: { ...instance, rounds, locked, rules }, expand } };
}
