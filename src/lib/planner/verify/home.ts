import type { Person } from '../types.ts';
import { couldSit } from './could-sit.ts';
import { groupsTogether } from './groups.ts';
import { seatIn, type PlanRecord } from './record.ts';
import type { Report } from './rules.ts';

/** A table keeps so much company before somebody of it goes where he or she would rather be. */
export const COMPANY = 3;

/**
 * The last round at home. In a plan that was repaired, home is the table of a person's own first round, as long as it
 * exists; there who hosts, is locked or would break another rule at home may sit elsewhere.
 */
export function checkHome(record: PlanRecord, report: Report): void {
	const { instance, plan, over } = record;
	const { rounds, rules } = instance;
	if (rules.lastRound !== 'return_home' || over >= rounds) return;
	const last = plan.rounds[rounds - 1] ?? {};
	if (!plan.past) {
		for (const { id } of instance.people) {
			if (seatIn(plan.rounds[0] ?? {}, id) !== seatIn(last, id)) {
				report('policy', rounds, [id], [], 'does not return home');
			}
		}
		return;
	}
	if (rules.policy === 'fixed') return;
	const bound = new Set(instance.locked.filter(({ round }) => round === rounds).map(({ person }) => person));
	for (const company of companiesOf(record)) {
		if (company.some(({ id, hosts }) => hosts !== null || bound.has(id))) continue;
		const home = homeOf(record, company[0]!);
		const now = seatIn(last, company[0]!.id);
		const oneHome = company.every((person) => homeOf(record, person) === home && seatIn(last, person.id) === now);
		if (home === null || now === undefined || home === now || !oneHome) continue;
		const [to, from] = [home, now].map((id) => instance.tables.find((table) => table.id === id));
		if (!to || !from) continue;
		const least = Math.max(from.minSeats ?? 1, COMPANY);
		if (couldSit(record, company, { to, from, least }, rounds - 1)) {
			report(
				'policy',
				rounds,
				company.map(({ id }) => id),
				[now, home],
				'could return home and does not'
			);
		}
	}
}

/** Everybody with those who must sit at the same table. */
function companiesOf({ instance }: PlanRecord): Person[][] {
	const leader = groupsTogether(instance);
	return [...Map.groupBy(instance.people, ({ id }) => leader.get(id) ?? id).values()];
}

/** The table of a person's first round; who joins a group that is under way goes where it goes. */
function homeOf({ instance, plan }: PlanRecord, { id }: Person): string | null {
	const first = plan.rounds.findIndex((round) => seatIn(round, id) !== undefined);
	if (first < 0 || (instance.rules.policy === 'group' && first > 0)) return null;
	return seatIn(plan.rounds[first]!, id)!;
}
