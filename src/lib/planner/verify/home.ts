import type { Person, Table } from '../types.ts';
import { groupsTogether } from './groups.ts';
import { languagesAt, seatIn, tongueReader, type PlanRecord } from './record.ts';
import { barred, type Report } from './rules.ts';

/** A table keeps so much company before somebody of it is sent home. */
const COMPANY = 3;

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
		if (couldSit(record, company, home, now)) {
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

function couldSit(record: PlanRecord, company: readonly Person[], home: string, now: string): boolean {
	const { instance } = record;
	const [to, from] = [home, now].map((id) => instance.tables.find((table) => table.id === id));
	if (!to || !from) return false;
	const at = (table: Table): Person[] => record.seated[instance.rounds - 1]!.get(table.id) ?? [];
	const there = [...at(to), ...company];
	const stay = at(from).filter((person) => !company.includes(person));
	const remote = there.filter(({ attendance }) => attendance === 'remote').length;
	const ids = new Set(there.map(({ id }) => id));
	if (there.length > to.seats || stay.length < Math.max(from.minSeats ?? 1, COMPANY)) return false;
	if (to.mode === 'linked' && to.remoteSeats !== null && remote > to.remoteSeats) return false;
	if (company.some((person) => barred(record, person, to) !== null)) return false;
	if (instance.apart.some((group) => group.filter((id) => ids.has(id)).length > 1)) return false;
	const tonguesOf = tongueReader();
	return (
		instance.rules.language !== 'everyone' ||
		(languagesAt(there, to, tonguesOf).lonely.length === 0 && languagesAt(stay, from, tonguesOf).lonely.length === 0)
	);
}
