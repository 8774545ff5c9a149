/** What a facilitator chose for planning, in one line, and which choices there are. */
import {
	DEFAULT_SETTINGS,
	TAGS_MOST,
	type PlanPolicy,
	type PlanSettings,
	type Weighed,
	type Weight
} from '../domain/cafe/plan-settings.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { m } from '../paraglide/messages.js';
import { criterionWord, keptEarlier, type Tables } from './keep-first.ts';

export const SECONDS_OFFERED = [2, 5, 10, 30, 60] as const;
export const WEIGHED: readonly Weighed[] = ['country', 'organisation', 'language', 'wishes'];

export const policyWord = (policy: PlanPolicy): string =>
	({ mixed: m.plan_policy_mixed, group: m.plan_policy_group, fixed: m.plan_policy_fixed })[policy]();
export const policyHint = (policy: PlanPolicy): string =>
	({ mixed: m.plan_policy_mixed_hint, group: m.plan_policy_group_hint, fixed: m.plan_policy_fixed_hint })[policy]();
export const weighedWord = (weighed: Weighed): string =>
	({
		country: m.plan_weigh_country,
		organisation: m.plan_weigh_organisation,
		language: m.plan_weigh_language,
		wishes: m.plan_weigh_wishes
	})[weighed]();
export const weightWord = (weight: Weight): string =>
	({ off: m.plan_weight_off, normal: m.plan_weight_normal, strong: m.plan_weight_strong })[weight]();

/** What the words of a weight mean where they do not say it themselves. */
export const languageHint = (weight: Weight): string =>
	({
		off: m.plan_weigh_language_off,
		normal: m.plan_weigh_language_normal,
		strong: m.plan_weigh_language_strong
	})[weight]();

/** What differs from the usual, as short words; the seed is nobody's choice. Empty = untouched. */
export function choicesMade(
	settings: PlanSettings,
	usual: PlanSettings = DEFAULT_SETTINGS,
	event: Tables = { tables: [] }
): string[] {
	return [
		...(settings.policy !== usual.policy ? [policyWord(settings.policy)] : []),
		...(settings.lastRound !== usual.lastRound ? [m.plan_home_on()] : []),
		...sizeChosen(settings),
		...WEIGHED.filter((each) => settings.weights[each] !== usual.weights[each]).map((each) =>
			m.plan_weight_is({ what: weighedWord(each), weight: weightWord(settings.weights[each]) })
		),
		...tagsChosen(settings, usual),
		...orderChosen(settings, event),
		...(settings.seconds !== usual.seconds ? [m.plan_seconds({ count: settings.seconds })] : [])
	];
}

function orderChosen(settings: PlanSettings, event: Tables): string[] {
	const earlier = keptEarlier(settings, event).map((criterion) => criterionWord(criterion, settings));
	return earlier.length === 0 ? [] : [m.plan_order_chosen({ what: earlier.join(', ') })];
}

function tagsChosen({ atEveryTable = [] }: PlanSettings, usual: PlanSettings): string[] {
	const same = JSON.stringify(atEveryTable.toSorted()) === JSON.stringify((usual.atEveryTable ?? []).toSorted());
	if (same) return [];
	return [m.plan_tags_chosen({ tags: atEveryTable.join(', ') || m.plan_weight_off() })];
}

export interface TagOffered {
	readonly tag: string;
	readonly people: number;
}

/** The tags of which somebody can be asked for at every table: those chosen, then those that most people carry. */
export function tagsOffered(people: Iterable<Pick<DeskPerson, 'tags'>>, chosen: readonly string[]): TagOffered[] {
	const count = new Map<string, number>(chosen.map((tag) => [tag, 0]));
	for (const { tags } of people) for (const tag of new Set(tags)) count.set(tag, (count.get(tag) ?? 0) + 1);
	const asked = new Set(chosen);
	return [...count]
		.map(([tag, carriers]) => ({ tag, people: carriers }))
		.filter(({ tag, people }) => asked.has(tag) || people > 1)
		.sort(
			(a, b) => Number(asked.has(b.tag)) - Number(asked.has(a.tag)) || b.people - a.people || (a.tag < b.tag ? -1 : 1)
		)
		.slice(0, TAGS_MOST);
}

function sizeChosen({ smallest, largest }: PlanSettings): string[] {
	if (smallest !== null && smallest === largest) return [m.plan_sizes_same({ size: largest })];
	if (smallest !== null && largest !== null) return [m.plan_size_range({ least: smallest, most: largest })];
	if (smallest !== null) return [`${m.plan_size_least()} ${smallest}`];
	return largest !== null ? [`${m.plan_size_most()} ${largest}`] : [];
}

/** The range stays a range: moving one end past the other takes the other along. */
export function withSize(settings: PlanSettings, end: 'smallest' | 'largest', size: number): PlanSettings {
	const { smallest, largest } = settings;
	return end === 'smallest'
		? { ...settings, smallest: size, largest: largest === null ? null : Math.max(size, largest) }
		: { ...settings, largest: size, smallest: smallest === null ? null : Math.min(size, smallest) };
}
