import { boundsOf } from '../bounds.ts';
import type { Problem } from '../problem.ts';

/** A cost that no plan can beat: every criterion at its bound and every wish met. Who reaches it can stop. */
export function floorOf(problem: Problem): number {
	const { instance, weights, n, R, topics, wish } = problem;
	const bounds = boundsOf(instance);
	let worth = 0;
	for (let p = 0; p < n && problem.anyWish; p++) {
		const own = wish.slice(p * topics, (p + 1) * topics).sort();
		for (let i = 0; i < Math.min(R, topics); i++) worth += own[topics - 1 - i]!;
	}
	return (
		weights.personTwice * bounds.c2 +
		weights.country * bounds.sameCountryPairs +
		weights.organisation * bounds.sameOrganisationPairs +
		weights.mode * bounds.sameModePairs -
		worth
	);
}
