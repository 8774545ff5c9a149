/** In the planner's thread: the plan in force as a question of its own, with what has really been. */
import { plannedAt, type PlanRounds } from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { DeskPerson } from '#lib/domain/people/person.ts';
import { verify, type Breach, type Instance, type Lock, type Past, type Round } from '#lib/planner/index.ts';
import { companies } from '../instance/companies.ts';
import type { PlannedGathering } from '../gathering.ts';
import { askedPerson, askedTable, rulesOf } from '../instance/instance-of.ts';
import { sheetOf } from './sheet-of.ts';
import { COMPANY } from '../instance/tables-in-use.ts';

export interface InForce {
	readonly instance: Instance;
	/** Rounds that were as people sat in them, then the plan's. */
	readonly rounds: Round[];
	/** Absent before the first round. */
	readonly past?: Past;
}

/** Who has a seat in a round that is still open. */
export function plannedPeople({ people, settled }: PlannedGathering, rounds: PlanRounds): DeskPerson[] {
	const open = rounds.slice(settled);
	return people.filter(({ id }) => open.some((seats) => Object.hasOwn(seats, id)));
}

/** @param members who is asked for; default everybody with a seat in an open round */
export function inForce(
	gathering: PlannedGathering,
	rounds: PlanRounds,
	members: readonly DeskPerson[] = plannedPeople(gathering, rounds)
): InForce {
	const { card, needs, pins, plan, settled, sat } = gathering;
	const settings = plan.settings ?? DEFAULT_SETTINGS;
	const sizes = mostPlanned(rounds.slice(settled));
	const known = mostPlanned(plan.rounds.slice(settled));
	const cards = (card?.tables ?? []).filter(({ id }) => sizes.has(id));
	const used = new Map(cards.map((table) => [table.id, table]));
	const tables = cards.map((table) => {
		const seats = seatsInForce(table, settings.largest, known.get(table.id) ?? 0);
		return { ...askedTable(table, seats, { ...settings, largest: null, smallest: null }), minSeats: null };
	});
	const people = members.map((person) =>
		askedPerson(person, used.has(person.hosts!), needs[person.id] ?? [], settings)
	);
	const travels = new Set(people.filter(({ hosts }) => hosts === null).map(({ id }) => id));
	const locked = pins.filter(({ person, round, table }) => {
		const at = used.get(table);
		const who = members.find(({ id }) => id === person);
		return round > settled && at && who && travels.has(person) && canSitAt(who, at, needs[person] ?? []);
	});
	const instance: Instance = {
		rounds: rounds.length,
		seed: plan.sheet.seed,
		budgetMs: 0,
		iterations: 0,
		tables,
		people,
		...companies(needs, members, cards),
		locked: locked.map(({ person, round, table }): Lock => ({ person, round, table })),
		rules: rulesOf(settings)
	};
	const been = rounds.map((seats, r) => (r < settled ? { ...(sat[r] ?? {}) } : { ...seats }));
	return settled === 0 ? { instance, rounds: been } : { instance, rounds: been, past: pastOf(gathering, instance) };
}

/** A table that was planned larger than its card stays so, but where a facilitator has said how many chairs there are. */
function seatsInForce({ seats, seatsSet }: TableCard, largest: number | null, planned: number): number {
	const asked = Math.max(Math.min(seats, largest ?? seats), planned);
	return seatsSet ? Math.min(asked, seats) : asked;
}

/** Who and what was there in the settled rounds and is not asked for any more. */
function pastOf({ people, card, needs, settled, sat, plan }: PlannedGathering, instance: Instance): Past {
	const settings = plan.settings ?? DEFAULT_SETTINGS;
	const now = new Set(instance.people.map(({ id }) => id));
	const inUse = new Set(instance.tables.map(({ id }) => id));
	const were = new Set(sat.flatMap((seats) => Object.keys(seats)));
	const there = new Set(sat.flatMap((seats) => Object.values(seats)));
	return {
		rounds: settled,
		people: people
			.filter(({ id }) => were.has(id) && !now.has(id))
			.map((person) => askedPerson(person, there.has(person.hosts!), needs[person.id] ?? [], settings)),
		tables: (card?.tables ?? [])
			.filter(({ id }) => there.has(id) && !inUse.has(id))
			.map((table) => askedTable(table, table.seats, settings)),
		hosting: [],
		hostsSince: [],
		together: []
	};
}

export interface Judged {
	readonly breaches: readonly Breach[];
	readonly sheet: PlanSheet;
}

/** What the verifier says of a plan as it stands: hard rules in open rounds, and its figures. */
export function judged(gathering: PlannedGathering, { instance, rounds, past }: InForce): Judged {
	const verdict = verify(instance, { rounds, sheet: {} as never, ...(past ? { past } : {}) });
	// What has been is no plan: somebody may have sat there who takes no seat any more, as an observer.
	const breaches = verdict.breaches.filter(({ rule }) => rule !== 'sheet' && rule !== 'past');
	const told = { rounds: rounds.slice(gathering.settled), elapsedMs: 0, seed: instance.seed };
	return {
		breaches: [...breaches, ...lonely(rounds, gathering.settled)],
		sheet: sheetOf(told, verdict.sheet, instance)
	};
}

/** The verifier asks for nobody alone; a plan asks for three (I3, I4). */
function lonely(rounds: readonly Round[], settled: number): Breach[] {
	return rounds.slice(settled).flatMap((seats, index) => {
		const there = Map.groupBy(Object.entries(seats), ([, table]) => table);
		return [...there]
			.filter(([, people]) => people.length < COMPANY)
			.map(([table, people]): Breach => ({
				rule: 'minSeats',
				round: settled + index + 1,
				persons: people.map(([person]) => person),
				tables: [table],
				message: 'too few people'
			}));
	});
}

/** Hard rules that are broken now and were not before, or more than before. */
export function worseThan(before: Judged, after: Judged): Breach[] {
	const key = ({ rule, round, persons, tables }: Breach): string =>
		JSON.stringify(BY_SIZE.has(rule) ? [rule, round, tables] : [rule, round, persons, tables]);
	const was = new Map(before.breaches.map((breach) => [key(breach), breach]));
	return after.breaches.filter((breach) => {
		const known = was.get(key(breach));
		if (!known) return true;
		const more = breach.persons.length - known.persons.length;
		return breach.rule === 'minSeats' ? more < 0 : breach.rule === 'seats' && more > 0;
	});
}

const BY_SIZE = new Set<Breach['rule']>(['seats', 'minSeats']);

/** Seats that a person has, told by the plan in force. */
export const toldSeat = ({ plan }: PlannedGathering, round: number, person: string): TableId | null =>
	plannedAt(plan.rounds, round, person as PersonId);
