/** What a facilitator chose for planning, in one line, and which choices there are. */
import {
	DEFAULT_SETTINGS,
	type PlanPolicy,
	type PlanSettings,
	type Weighed,
	type Weight
} from '../domain/cafe/plan-settings.ts';
import { m } from '../paraglide/messages.js';

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
export function choicesMade(settings: PlanSettings): string[] {
	const usual = DEFAULT_SETTINGS;
	return [
		...(settings.policy !== usual.policy ? [policyWord(settings.policy)] : []),
		...(settings.lastRound !== usual.lastRound ? [m.plan_home_on()] : []),
		...sizeChosen(settings),
		...WEIGHED.filter((each) => settings.weights[each] !== usual.weights[each]).map((each) =>
			m.plan_weight_is({ what: weighedWord(each), weight: weightWord(settings.weights[each]) })
		),
		...(settings.seconds !== usual.seconds ? [m.plan_seconds({ count: settings.seconds })] : [])
	];
}

function sizeChosen({ smallest, largest }: PlanSettings): string[] {
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
