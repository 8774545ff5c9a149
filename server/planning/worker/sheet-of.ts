/** The verifier's figures as the log and the pages keep them. */
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { Instance, Plan, Round, Sheet } from '#lib/planner/index.ts';
import { extremeSizes } from '../instance/table-sizes.ts';

export function sheetOf(
	plan: Pick<Plan, 'rounds' | 'elapsedMs' | 'seed'>,
	sheet: Sheet,
	instance: Instance
): PlanSheet {
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
		...modesIn(sheet, instance),
		...tagsIn(plan.rounds, instance),
		people: instance.people.length,
		tables: instance.tables.length,
		...extremeSizes(plan.rounds),
		elapsedMs: Math.round(plan.elapsedMs),
		seed: plan.seed
	};
}

/** Only linked tables can mix who came and who is remote. */
function modesIn({ sameModePairs, sameModePairsBound }: Sheet, { tables, people }: Instance): Partial<PlanSheet> {
	const mixes = tables.some(({ mode }) => mode === 'linked') && new Set(people.map((each) => each.attendance)).size > 1;
	return mixes ? { sameModePairs, sameModePairsBound } : {};
}

function tagsIn(rounds: readonly Round[], { people, rules }: Instance): Pick<PlanSheet, 'tagsMissing'> {
	if (rules.atEveryTable.length === 0) return {};
	const tagsOf = new Map(people.map(({ id, tags }) => [id, tags]));
	const tables = rounds.flatMap((seats) => [...Map.groupBy(Object.keys(seats), (person) => seats[person]).values()]);
	return {
		tagsMissing: rules.atEveryTable.map((tag) => ({
			tag,
			tables: tables.filter((there) => !there.some((person) => tagsOf.get(person)?.includes(tag))).length
		}))
	};
}
