import {
	verify,
	type Breach,
	type Instance,
	type NoPlan,
	type NoPlanRule,
	type Plan
} from '../../src/lib/planner/index.ts';
import { names } from '../../src/lib/planner/impossible/phrases.ts';
import { oneLine, planned, refused, type Outcome } from './output.ts';

/** Under which name of a refusal a broken rule goes that has none of its own. */
const CALLED: Partial<Record<Breach['rule'], NoPlanRule>> = {
	seat: 'seats',
	host: 'locked',
	past: 'locked',
	policy: 'together'
};

/**
 * Prints a plan once the verifier, which shares no code with the solver, has found every hard rule kept in it; else
 * says which is broken. Sizes that are less even than they could be are a notice: the plan can be used.
 * @param told the plan that was mended, after a repair
 */
export function checked(instance: Instance, plan: Plan, notices: readonly string[] = [], told?: Plan): Outcome {
	const { breaches } = verify(instance, plan, told);
	const hard = breaches.find(({ rule }) => rule !== 'even');
	if (hard) return refused(asRefusal(hard), notices);
	const uneven = breaches.map(({ round, tables, message }) =>
		oneLine(`notice: in round ${round} ${names(tables)} could be more even: ${message}`)
	);
	return planned(plan, [...notices, ...alone(instance, plan), ...uneven]);
}

/** Tables where somebody sits alone in a round still to come, though others are there: to be known, not forbidden. */
function alone({ tables, people }: Instance, { rounds, past }: Plan): string[] {
	if (people.length < 2) return [];
	const at = new Map(tables.map(({ id }) => [id, new Array<number>(rounds.length).fill(0)]));
	rounds.forEach((round, r) => {
		for (const table of Object.values(round)) {
			const sizes = at.get(table);
			if (sizes) sizes[r]!++;
		}
	});
	return [...at].flatMap(([table, sizes]) => {
		const lonely = sizes.flatMap((size, r) => (size === 1 && r >= (past?.rounds ?? 0) ? [r + 1] : []));
		if (lonely.length === 0) return [];
		return [
			oneLine(`notice: somebody sits alone at ${table} in round${lonely.length > 1 ? 's' : ''} ${lonely.join(', ')}`)
		];
	});
}

function asRefusal({ rule, round, persons, tables, message }: Breach): NoPlan {
	const who = persons.length > 0 ? `${names(persons)}: ` : '';
	const where = tables.length > 0 ? ` (${names(tables)})` : '';
	return {
		rule: CALLED[rule] ?? (rule as NoPlanRule),
		persons,
		tables,
		because: `the plan that was found breaks this rule: ${who}${message}${where}${round > 0 ? ` in round ${round}` : ''}`,
		change: 'let it look longer (--iterations, --budget-ms) or from another start (--seed)'
	};
}
