import { boundsOf } from '../bounds.ts';
import { misfit } from '../fit.ts';
import type { Instance, NoPlan, Person, Sheet } from '../types.ts';
import { count } from './phrases.ts';

type Never = 'personTwice' | 'tableTwice' | 'topicTwice';

/**
 * Rules set to never that the policy or a last round at home breaks whatever the seats are, or null: these rounds
 * follow from others and are not weighed by any search.
 */
export function policyImpossible(instance: Instance): NoPlan | null {
	const { rules, rounds } = instance;
	const home = rules.lastRound === 'return_home';
	const travellers = instance.people.filter(({ hosts }) => hosts === null);
	// A last round at home is no visit.
	const stays = rules.policy === 'fixed' && rounds - (home ? 1 : 0) > 1;
	if (stays && rules.tableTwice === 'never' && travellers.length > 0) {
		return broken(instance, 'tableTwice', travellers);
	}
	if (stays && rules.topicTwice === 'never') {
		const bound = travellers.filter((person) => alwaysHasTopic(instance, person));
		if (bound.length > 0) return broken(instance, 'topicTwice', bound);
	}
	if (rounds < 2 || rules.personTwice !== 'never' || (rules.policy === 'mixed' && !home)) return null;
	const meetAgain = boundsOf(instance).pairsMeetingAgain > 0;
	const elsewise = { ...instance, rules: { ...rules, policy: 'mixed', lastRound: 'new_table' } } as const;
	// Where people run out under any policy, that is the reason.
	return meetAgain && boundsOf(elsewise).pairsMeetingAgain === 0 ? broken(instance, 'personTwice', []) : null;
}

const alwaysHasTopic = (instance: Instance, person: Person): boolean =>
	instance.tables.every((table) => table.topic !== null || misfit(person, table, instance) !== null);

/** The first rule set to never that the figures of a plan show broken, or null. */
export function neverBroken(instance: Instance, sheet: Sheet): NoPlan | null {
	const again: Record<Never, number> = {
		personTwice: sheet.pairsMeetingAgain,
		tableTwice: sheet.tableAgain,
		topicTwice: sheet.topicAgain
	};
	const rule = (['tableTwice', 'topicTwice', 'personTwice'] as const).find(
		(never) => instance.rules[never] === 'never' && again[never] > 0
	);
	return rule === undefined ? null : broken(instance, rule, []);
}

function broken({ rules, rounds, people }: Instance, rule: Never, whom: readonly Person[]): NoPlan {
	const persons = (whom.length > 0 ? whom : people).map(({ id }) => id);
	const home = rules.policy === 'mixed' && rules.lastRound === 'return_home';
	const happens = { personTwice: 'meets the same people', tableTwice: 'stays at a table', topicTwice: 'keeps a topic' };
	const why: Record<Instance['rules']['policy'], string> = {
		mixed: home
			? `the last of ${count(rounds, 'round', 'rounds')} is at home, where everybody meets again whom he or she met in round 1`
			: 'no seats were found for everybody',
		group: `whoever sits together moves on together (policy group) in ${rounds} rounds`,
		fixed: `nobody moves (policy fixed) and everybody ${happens[rule]} in ${rounds} rounds`
	};
	const other = home ? 'end at a new table (lastRound new_table)' : 'let people move one by one (policy mixed)';
	return { rule, persons, tables: [], because: why[rules.policy], change: `${other}, or avoid instead of never` };
}
