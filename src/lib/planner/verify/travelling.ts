import type { Person, Plan, Table } from '../types.ts';
import { couldSit } from './could-sit.ts';
import { groupsTogether } from './groups.ts';
import { COMPANY } from './home.ts';
import { seatIn, type PlanRecord } from './record.ts';
import type { Report } from './rules.ts';

/**
 * Where groups move on together, a repair keeps together who was told to travel together. Who sits elsewhere in some
 * rounds has to: in one of them at least the table of the others is full, a rule forbids it, or who is left behind
 * would be too few.
 * @param told the plan before the repair
 */
export function checkTravelling(record: PlanRecord, told: Pick<Plan, 'rounds'>, report: Report): void {
	const { instance, over } = record;
	const { policy, lastRound } = instance.rules;
	if (policy !== 'group') return;
	const end = lastRound === 'return_home' ? instance.rounds - 1 : instance.rounds;
	const leader = groupsTogether(instance);
	for (const group of groupsTold(record, told)) {
		const mains = Array.from({ length: end }, (_, r) => (r < over ? null : mainTable(record, group, r)));
		for (const company of Map.groupBy(group, ({ id }) => leader.get(id) ?? id).values()) {
			const away = mains.flatMap((main, r) => {
				const now = main && tableOf(record, company[0]!, r);
				return main && now && now !== main ? [{ r, to: main, from: now }] : [];
			});
			if (away.length === 0 || !away.every((seat) => couldTravel(record, company, seat))) continue;
			const ids = company.map(({ id }) => id);
			const { r, to, from } = away[0]!;
			report('policy', r + 1, ids, [from.id, to.id], 'could travel with the group and does not');
		}
	}
}

/**
 * Travellers who were told the same tables in all rounds, past ones included. Who sits with a host is none; those who
 * were told to stay where a host has lost the table go elsewhere with him or her or without.
 */
function groupsTold({ instance, plan }: PlanRecord, { rounds }: Pick<Plan, 'rounds'>): Person[][] {
	const leader = groupsTogether(instance);
	const wayOf = ({ id }: Pick<Person, 'id'>): string =>
		JSON.stringify(rounds.map((round) => seatIn(round, id) ?? null));
	const hosts = new Set(instance.people.flatMap(({ id, hosts }) => (hosts === null ? [] : [leader.get(id) ?? id])));
	const ofHosts = new Set((plan.past?.hosting ?? []).map(({ person }) => wayOf({ id: person })));
	const seated = instance.people.filter(({ id }) => rounds.some((round) => seatIn(round, id) !== undefined));
	const travellers = seated.filter(({ id }) => !hosts.has(leader.get(id) ?? id));
	return [...Map.groupBy(travellers, wayOf)].flatMap(([way, group]) =>
		group.length > 1 && !ofHosts.has(way) ? [group] : []
	);
}

const tableOf = ({ instance, plan }: PlanRecord, { id }: Person, r: number): Table | undefined =>
	instance.tables.find((table) => table.id === seatIn(plan.rounds[r] ?? {}, id));

/** The table at which more of a group sit in round r than at any other, or null. */
function mainTable(record: PlanRecord, group: readonly Person[], r: number): Table | null {
	const at = [...Map.groupBy(group, (person) => tableOf(record, person, r))];
	at.sort(([, one], [, other]) => other.length - one.length);
	const [most, next] = at;
	return most && most[1].length > (next?.[1].length ?? 0) ? (most[0] ?? null) : null;
}

function couldTravel(
	record: PlanRecord,
	company: readonly Person[],
	{ r, to, from }: { r: number; to: Table; from: Table }
): boolean {
	const isLocked = record.instance.locked.some(
		(lock) => lock.round === r + 1 && company.some(({ id }) => id === lock.person)
	);
	const least = Math.max(from.minSeats ?? 1, COMPANY);
	return !isLocked && couldSit(record, company, { to, from, least }, r);
}
