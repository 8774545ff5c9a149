/** What a plan keeps first when not all is possible: which criteria there are, in which order, and their words. */
import { USUAL_ORDER, type Criterion, type PlanSettings } from '../domain/cafe/plan-settings.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import { m } from '../paraglide/messages.js';

/** Of an event: what its tables talk about. */
export type Tables = { readonly tables: readonly Pick<EventCard['tables'][number], 'topic'>[] };

const complete = ({ order = [] }: PlanSettings): readonly Criterion[] => [
	...order,
	...USUAL_ORDER.filter((criterion) => !order.includes(criterion))
];

/** Whether a criterion is one with these settings: not switched off, and no rule. */
function counts(criterion: Criterion, { policy, weights, atEveryTable = [] }: PlanSettings): boolean {
	switch (criterion) {
		case 'personTwice':
			// Who moves on in a group meets the same people by intention.
			return policy === 'mixed';
		case 'tableTwice':
		case 'topicTwice':
			return policy !== 'fixed';
		case 'language':
			return weights.language === 'normal';
		case 'atEveryTable':
			return atEveryTable.length > 0;
		case 'mix':
			return weights.country !== 'off' || weights.organisation !== 'off';
		case 'wishes':
			return weights.wishes !== 'off';
	}
}

/** The criteria that a facilitator can put in order, in their order: those that count in this event. */
export function criteriaOf(settings: PlanSettings, { tables }: Tables): Criterion[] {
	const topics = tables.some(({ topic }) => topic !== null);
	const ofTopics = (criterion: Criterion): boolean => criterion === 'topicTwice' || criterion === 'wishes';
	return complete(settings).filter((criterion) => counts(criterion, settings) && (topics || !ofTopics(criterion)));
}

/** The settings with two criteria having changed places; what is not on the page keeps its own. */
export function exchanged(settings: PlanSettings, one: Criterion, other: Criterion): PlanSettings {
	const order = complete(settings).map((each) => (each === one ? other : each === other ? one : each));
	return order.every((each, place) => each === USUAL_ORDER[place]) ? asUsual(settings) : { ...settings, order };
}

export function asUsual(settings: PlanSettings): PlanSettings {
	const { order: _, ...others } = settings;
	return others;
}

/** What counts in this event and stands before something that it usually stands after. */
export function keptEarlier(settings: PlanSettings, event: Tables): Criterion[] {
	const usual = (criterion: Criterion): number => USUAL_ORDER.indexOf(criterion);
	return criteriaOf(settings, event).filter((each, place, all) =>
		all.slice(place + 1).some((after) => usual(after) < usual(each))
	);
}

export function criterionWord(criterion: Criterion, { weights }: PlanSettings): string {
	if (criterion === 'mix' && weights.organisation === 'off') return m.plan_order_country();
	if (criterion === 'mix' && weights.country === 'off') return m.plan_order_organisation();
	return {
		personTwice: m.plan_order_person,
		tableTwice: m.plan_order_table,
		topicTwice: m.plan_order_topic,
		language: m.plan_order_language,
		atEveryTable: m.plan_order_tags,
		mix: m.plan_order_mix,
		wishes: m.plan_order_wishes
	}[criterion]();
}
