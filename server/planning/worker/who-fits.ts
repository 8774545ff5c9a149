/** In the planner's thread: who can sit where in the plan in force as it is now. */
import type { PlanRounds } from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { keepsSeat } from '#lib/domain/cafe/seating.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import type { Instance } from '#lib/planner/index.ts';
import type { PlannedGathering } from '../gathering.ts';
import { askedPerson } from '../instance/instance-of.ts';

/** The plan in force without the seats where people cannot sit any more. */
export function withoutMisplaced(
	{ plan, settled, needs, card }: PlannedGathering,
	misplaced: readonly DeskPerson[]
): PlanRounds {
	if (misplaced.length === 0) return plan.rounds;
	const cards = new Map(card?.tables.map((table) => [table.id, table]));
	return plan.rounds.map((told, index) => {
		if (index < settled) return told;
		const seats = { ...told };
		for (const person of misplaced) {
			const at = cards.get(seats[person.id]!);
			if (at && !keepsSeat(person, at, needs[person.id] ?? [], plan.settings)) delete seats[person.id];
		}
		return seats;
	});
}

/** Cards of the tables in use that stay open. */
export function openTables({ card }: PlannedGathering, { tables }: Instance, lost: readonly string[]): TableCard[] {
	const used = new Set(tables.map(({ id }) => id).filter((id) => !lost.includes(id)));
	return (card?.tables ?? []).filter(({ id }) => used.has(id));
}

export const fitsSomewhere = (
	{ needs, plan }: PlannedGathering,
	person: DeskPerson,
	open: readonly TableCard[]
): boolean => open.some((table) => keepsSeat(person, table, needs[person.id] ?? [], plan.settings));

/** Who came and can sit somewhere; who fits at no table is seen to when the bell rings. */
export function newcomers(
	gathering: PlannedGathering,
	coming: readonly PersonId[],
	members: readonly DeskPerson[],
	open: readonly TableCard[]
) {
	const { people, needs, plan } = gathering;
	const settings = plan.settings ?? DEFAULT_SETTINGS;
	const come = new Set(coming);
	const known = new Set(members.map(({ id }) => id));
	return people
		.filter((person) => come.has(person.id) && !known.has(person.id) && fitsSomewhere(gathering, person, open))
		.map((person) => {
			const hosts = open.some(({ id }) => id === person.hosts);
			return askedPerson(person, hosts, needs[person.id] ?? [], settings);
		});
}
