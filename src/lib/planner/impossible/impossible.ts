import type { Placing } from '../pools/pools.ts';
import type { Problem } from '../problem.ts';
import type { NoPlan } from '../types.ts';
import { apartImpossible } from './apart.ts';
import { languageImpossible } from './language.ts';
import { locksImpossible } from './locks.ts';
import { neverImpossible } from './never.ts';
import { seatsImpossible } from './seats.ts';
import { togetherImpossible } from './together.ts';

/** A reason why no plan can exist that can be proved before any search, or null. */
export function impossible(problem: Problem, placing: Placing): NoPlan | null {
	return (
		togetherImpossible(problem) ??
		locksImpossible(problem) ??
		seatsImpossible(problem.instance, problem.tables, placing) ??
		apartImpossible(problem) ??
		languageImpossible(problem) ??
		neverImpossible(problem)
	);
}
