import type { Criterion, Rules } from './types.ts';

/** The soft criteria in their usual order, the most important first. */
export const USUAL_ORDER: readonly Criterion[] = [
	'personTwice',
	'tableTwice',
	'topicTwice',
	'language',
	'atEveryTable',
	'mix',
	'wishes'
];

/** All criteria, those that the rules name first; the others follow in the usual order. */
export function orderOf({ order = [] }: Pick<Rules, 'order'>): Criterion[] {
	return [...order, ...USUAL_ORDER.filter((criterion) => !order.includes(criterion))];
}

export const isUsual = (rules: Pick<Rules, 'order'>): boolean =>
	orderOf(rules).every((criterion, place) => criterion === USUAL_ORDER[place]);
