import type { Instance, Sheet } from '../types.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const unavoidable = (bound: number): string => (bound > 0 ? ` (${bound} cannot be avoided)` : '');

/**
 * The sheet in sentences that a facilitator can read out.
 * Nothing is said of countries, organisations or topics that nobody has.
 * @param uneven rounds in which rules keep like tables from being as even as they should be, and by how many people
 */
export function sentencesOf(
	sheet: Omit<Sheet, 'sentences'>,
	instance: Pick<Instance, 'people' | 'tables'>,
	uneven: { rounds: readonly number[]; surplus: number } | null = null
): string[] {
	const known = (field: 'country' | 'organisation'): boolean =>
		instance.people.some((person) => person[field] !== null);
	const anyTopic = instance.tables.some(({ topic }) => topic !== null);
	const sentences = [
		sheet.pairsMeetingAgain === 0
			? 'Nobody meets anybody twice.'
			: `${plural(sheet.pairsMeetingAgain, 'repeated meeting', 'repeated meetings')}${unavoidable(sheet.pairsMeetingAgainBound)}; at most ${sheet.perPerson.mostMeetingsAgain} for one person.`,
		sheet.tableAgain === 0
			? 'Nobody returns to a table.'
			: `${plural(sheet.tableAgain, 'visit is', 'visits are')} to a table already visited.`
	];
	if (sheet.topicAgain > 0) {
		sentences.push(`${plural(sheet.topicAgain, 'visit is', 'visits are')} to a topic already visited.`);
	} else if (anyTopic) sentences.push('Nobody gets a topic twice.');
	if (sheet.withoutLanguage > 0) {
		sentences.push(`${plural(sheet.withoutLanguage, 'seat', 'seats')} without anybody who shares a language.`);
	}
	if (sheet.outsideTableLanguage > 0) {
		sentences.push(`${plural(sheet.outsideTableLanguage, 'seat', 'seats')} outside the language of most at the table.`);
	}
	if (sheet.tagsMissing > 0)
		sentences.push(`${plural(sheet.tagsMissing, 'wanted tag is', 'wanted tags are')} missing.`);
	if (sheet.sameCountryPairs > 0 || known('country')) {
		sentences.push(alike('country', sheet.sameCountryPairs, sheet.sameCountryPairsBound));
	}
	if (sheet.sameOrganisationPairs > 0 || known('organisation')) {
		sentences.push(alike('organisation', sheet.sameOrganisationPairs, sheet.sameOrganisationPairsBound));
	}
	if (sheet.wishesPossible > 0) {
		const fewest = sheet.perPerson.fewestWishesMet ?? 0;
		const everybody = fewest === 0 ? 'somebody gets none' : `everybody gets at least ${fewest}`;
		sentences.push(`${sheet.wishesMet} of ${sheet.wishesPossible} wishes are met; ${everybody}.`);
	}
	if (uneven) {
		const rounds = `${uneven.rounds.length === 1 ? 'round' : 'rounds'} ${uneven.rounds.join(', ')}`;
		sentences.push(
			`Like tables differ by up to ${uneven.surplus} people in ${rounds}: nobody can go from a larger to a smaller one without breaking a rule.`
		);
	}
	return sentences;
}

function alike(what: string, pairs: number, bound: number): string {
	if (pairs === 0) return `Nobody shares a table with somebody from the same ${what}.`;
	return `${plural(pairs, 'pair', 'pairs')} from the same ${what} ${pairs === 1 ? 'shares' : 'share'} a table once${unavoidable(bound)}.`;
}
