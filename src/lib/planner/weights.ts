import { isUsual, orderOf, USUAL_ORDER } from './order.ts';
import type { Criterion, Instance, Mixed, Strictness } from './types.ts';

/**
 * What one unit of each criterion costs, in quarter points; usually in the order of rotation importance:
 * hard rules, person twice, table and topic twice, outside the table's language, tags, mix, wishes.
 * Then a repeat weighs more than all that one change can gain in softer criteria, and far more than the start
 * temperature, so that annealing does not trade repeats for anything else.
 */
export interface Weights {
	hard: number;
	even: number;
	personTwice: number;
	tableTwice: number;
	topicTwice: number;
	alone: number;
	misfit: number;
	outside: number;
	/** A pair at one table without a language in common: no criterion of its own, but the way to the one above. */
	mute: number;
	tag: number;
	country: number;
	organisation: number;
	mode: number;
	wish: number;
	firstWish: number;
}

export const HARD = 200_000;

const strict = (rule: Strictness, soft: number): number => (rule === 'never' ? HARD : rule === 'avoid' ? soft : 0);

/** What one unit costs of the criterion that comes first, second… */
const UNITS = [480, 240, 240, 50, 40, 16, 3] as const;

/** What one unit of each criterion costs in the order of the rules. */
function unitsOf(rules: Instance['rules']): Record<Criterion, number> {
	const order = orderOf(rules);
	return Object.fromEntries(UNITS.map((unit, place) => [order[place]!, unit])) as Record<Criterion, number>;
}

/** Tables where who does not speak with the others can follow them all the same. */
const interpreted = (tables: Instance['tables']): number => tables.filter(({ channels }) => channels.length > 0).length;

/** What a criterion weighs: the unit of its place; parts of a criterion keep their proportions wherever it stands. */
export function weightsOf({ rules, tables, people }: Instance): Weights {
	const units = unitsOf(rules);
	const part = (criterion: Criterion, usual: number): number =>
		Math.max(1, Math.round((units[criterion] * usual) / UNITS[USUAL_ORDER.indexOf(criterion)]!));
	const spread = (attribute: Mixed, usual: number): number => (rules.mix.includes(attribute) ? part('mix', usual) : 0);
	const weights: Weights = {
		hard: HARD,
		even: 8_000,
		personTwice: strict(rules.personTwice, units.personTwice),
		tableTwice: strict(rules.tableTwice, units.tableTwice),
		topicTwice: strict(rules.topicTwice, units.topicTwice),
		alone: rules.language === 'everyone' ? HARD : rules.language === 'avoid' ? part('language', 160) : 0,
		misfit: rules.language === 'avoid' ? part('language', 120) : 0,
		outside: rules.language === 'off' ? 0 : units.language,
		mute: rules.language === 'off' || 2 * interpreted(tables) > tables.length ? 0 : part('language', 3),
		tag: units.atEveryTable,
		country: spread('country', 16),
		organisation: spread('organisation', 15),
		mode: spread('mode', 4),
		wish: units.wishes,
		firstWish: part('wishes', 5)
	};
	if (isUsual(rules)) return weights;
	const largest = tables.reduce((most, { seats }) => Math.max(most, Math.min(seats, people.length)), 1);
	return { ...weights, even: Math.max(weights.even, largest * mostOf(weights)) };
}

/** More than anybody can gain per neighbour by leaving a table: sizes stay even whatever comes first. */
function mostOf({ country, organisation, mode, mute, outside, alone }: Weights): number {
	return country + organisation + mode + mute + outside + (alone < HARD ? alone : 0);
}
