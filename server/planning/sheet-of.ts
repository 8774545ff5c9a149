/** The verifier's figures as the log and the pages keep them. */
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { Plan, Sheet } from '#lib/planner/index.ts';

export function sheetOf(
	plan: Pick<Plan, 'rounds' | 'elapsedMs' | 'seed'>,
	sheet: Sheet,
	people: number,
	tables: number
): PlanSheet {
	const sizes = plan.rounds.flatMap((seats) => {
		const count = new Map<string, number>();
		for (const table of Object.values(seats)) count.set(table, (count.get(table) ?? 0) + 1);
		return [...count.values()];
	});
	return {
		pairsMeetingAgain: sheet.pairsMeetingAgain,
		pairsMeetingAgainBound: sheet.pairsMeetingAgainBound,
		tableAgain: sheet.tableAgain,
		topicAgain: sheet.topicAgain,
		withoutLanguage: sheet.withoutLanguage,
		sameCountryPairs: sheet.sameCountryPairs,
		sameCountryPairsBound: sheet.sameCountryPairsBound,
		sameOrganisationPairs: sheet.sameOrganisationPairs,
		sameOrganisationPairsBound: sheet.sameOrganisationPairsBound,
		outsideTableLanguage: sheet.outsideTableLanguage,
		wishesMet: sheet.wishesMet,
		wishesPossible: sheet.wishesPossible,
		mostMeetingsAgain: sheet.perPerson.mostMeetingsAgain,
		people,
		tables,
		smallest: sizes.length === 0 ? 0 : Math.min(...sizes),
		largest: sizes.length === 0 ? 0 : Math.max(...sizes),
		elapsedMs: Math.round(plan.elapsedMs),
		seed: plan.seed
	};
}
