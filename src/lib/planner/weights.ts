import type { Instance, Strictness } from './types.ts';

/**
 * What one unit of each criterion costs, in quarter points, in the order of rotation importance:
 * hard rules, person twice, table and topic twice, outside the table's language, tags, mix, wishes.
 * A repeat weighs more than all that one change can gain in softer criteria, and far more than the start
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

/** Tables where who does not speak with the others can follow them all the same. */
const interpreted = (tables: Instance['tables']): number => tables.filter(({ channels }) => channels.length > 0).length;

export function weightsOf({ rules, tables }: Instance): Weights {
	const spread = (attribute: 'country' | 'organisation' | 'mode', weight: number): number =>
		rules.mix.includes(attribute) ? weight : 0;
	return {
		hard: HARD,
		even: 8_000,
		personTwice: strict(rules.personTwice, 480),
		tableTwice: strict(rules.tableTwice, 240),
		topicTwice: strict(rules.topicTwice, 240),
		alone: rules.language === 'everyone' ? HARD : rules.language === 'avoid' ? 160 : 0,
		misfit: rules.language === 'avoid' ? 120 : 0,
		outside: rules.language === 'off' ? 0 : 50,
		mute: rules.language === 'off' || 2 * interpreted(tables) > tables.length ? 0 : 3,
		tag: 40,
		country: spread('country', 16),
		organisation: spread('organisation', 15),
		mode: spread('mode', 4),
		wish: 4,
		firstWish: 5
	};
}
