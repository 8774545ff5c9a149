/** Where no plan exists: the smallest change that helps, found by trying. */
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { NoPlan, PlanChange } from '#lib/protocol/planning.ts';
import { plan, type NoPlan as Impossible } from '#lib/planner/index.ts';
import { stateOf, type Gathering } from '../gathering.ts';
import { instanceOf } from '../instance/instance-of.ts';

/** Longer than that nobody waits for advice. */
const TRYING_MS = 3_000;
const NAMED = 50;
const RAISED = 3;

interface Attempt {
	readonly change: PlanChange;
	readonly settings: PlanSettings;
	readonly gathering: Gathering;
}

export function whatHelps(gathering: Gathering, settings: PlanSettings, why: Impossible): NoPlan {
	const began = performance.now();
	const helps = attempts(gathering, settings, why).find((attempt) => {
		if (performance.now() - began > TRYING_MS) return false;
		const { instance } = instanceOf(stateOf(attempt.gathering), () => true, attempt.settings);
		return plan({ ...instance, budgetMs: 0 }, { now: () => performance.now() }).ok;
	});
	return {
		rule: why.rule,
		persons: why.persons.slice(0, NAMED) as PersonId[],
		tables: why.tables.slice(0, NAMED) as TableId[],
		change: helps?.change ?? null
	};
}

/** The smallest first. */
function attempts(gathering: Gathering, settings: PlanSettings, why: Impossible): Attempt[] {
	const named = new Set(why.persons);
	const locks = gathering.pins.filter(({ person }) => named.has(person));
	const trying: Attempt[] = [];
	if (locks.length > 0) {
		const without = { ...gathering, pins: gathering.pins.filter((pin) => !locks.includes(pin)) };
		const change: PlanChange = {
			code: 'unlock',
			locks: locks.map(({ person, round, table }) => ({ person, round, table }))
		};
		trying.push({ change, settings, gathering: without });
	}
	const { smallest, largest, weights } = settings;
	const most = Math.max(0, ...(gathering.card?.tables ?? []).map(({ seats }) => seats));
	for (let more = 1; largest !== null && more <= RAISED && largest + more <= most; more++)
		trying.push({
			change: { code: 'raise_largest', to: largest + more },
			settings: { ...settings, largest: largest + more },
			gathering
		});
	for (let to = (smallest ?? 0) - 1; to >= 2; to--)
		trying.push({ change: { code: 'lower_smallest', to }, settings: { ...settings, smallest: to }, gathering });
	if (weights.language === 'strong')
		trying.push({
			change: { code: 'language_where_possible' },
			settings: { ...settings, weights: { ...weights, language: 'normal' } },
			gathering
		});
	if (settings.policy !== 'mixed' || settings.lastRound !== 'as_planned')
		trying.push({
			change: { code: 'another_policy' },
			settings: { ...settings, policy: 'mixed', lastRound: 'as_planned' },
			gathering
		});
	return trying;
}
