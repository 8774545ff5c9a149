/** Gaps between the plan in force and the people: what has happened since it was made, and is not in it yet. */
import { plannedAt, settledRounds } from '#lib/domain/cafe/plan-diff.ts';
import { keepsSeat } from '#lib/domain/cafe/seating.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import { careOf, deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import { tooFull } from '#lib/domain/cafe/table-seats.ts';
import type { PlanWaiting } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';

const openRounds = ({ runtime: { state } }: Pick<OpenEvent, 'runtime'>) => {
	const { clock, card } = everyoneOf(state);
	const settled = settledRounds(clock, card?.cafe.rounds.length ?? 0);
	const { plan } = deskOf(state);
	const rounds = plan?.rounds ?? [];
	const open = rounds.slice(settled);
	const isPlanned = ({ id }: DeskPerson): boolean => open.some((seats) => Object.hasOwn(seats, id));
	const cards = new Map(card?.tables.map((table) => [table.id, table]));
	const { needs } = careOf(state);
	const isMisplaced = (person: DeskPerson): boolean =>
		open.some((seats) => {
			const at = Object.hasOwn(seats, person.id) ? cards.get(seats[person.id]!) : undefined;
			return at !== undefined && !keepsSeat(person, at, needs[person.id] ?? [], plan?.settings);
		});
	return { settled, rounds, open, isPlanned, isMisplaced };
};

/**
 * Who takes part and has no seat in the rounds to come, or one where she can no longer sit. Without a seat before the
 * first round only those who are here: the others are seated when they come.
 */
export function comingTo(
	opened: Pick<OpenEvent, 'runtime' | 'presence'>,
	{ settled, open, isPlanned, isMisplaced } = openRounds(opened)
): PersonId[] {
	if (open.length === 0) return [];
	return Object.values(deskOf(opened.runtime.state).people)
		.filter((person) => {
			if (!takesPart(person)) return false;
			if (isPlanned(person)) return isMisplaced(person);
			return settled > 0 || isPresent(person, opened.presence);
		})
		.map(({ id }) => id);
}

export interface Waiting {
	readonly counts: Omit<PlanWaiting, 'asks'>;
	/** One word for each person, lock and table: the same in the next round and on every node. */
	readonly gaps: ReadonlySet<string>;
}

export function waitingFor(opened: Pick<OpenEvent, 'runtime' | 'presence'>): Waiting | null {
	const { state } = opened.runtime;
	const inPlan = openRounds(opened);
	const { settled, rounds, open, isPlanned } = inPlan;
	if (open.length === 0) return null;
	const { people, pins } = deskOf(state);
	const left = Object.values(people).filter((person) => !takesPart(person) && isPlanned(person));
	const inUse = new Set(open.flatMap((seats) => Object.values(seats)));
	const merged = [...inUse].filter((table) => tableOf(state, table).mergedInto !== null);
	const locks = pins.filter(({ person, round, table }) => {
		const seat = plannedAt(rounds, round, person);
		const who = people[person];
		return round > settled && who !== undefined && takesPart(who) && seat !== null && seat !== table;
	});
	const stays = (id: PersonId) => people[id] !== undefined && takesPart(people[id]);
	const full = tooFull(everyoneOf(state).card?.tables ?? [], open, stays);
	const coming = comingTo(opened, inPlan);
	const misplaced = coming.filter((id) => isPlanned(people[id]!)).length;
	const counts = {
		joined: coming.length - misplaced,
		left: left.length,
		misplaced,
		locks: locks.length,
		hostsLost: left.filter(({ hosts }) => hosts !== null && inUse.has(hosts)).length,
		tablesMerged: merged.length,
		tablesTooFull: full.length
	};
	if (Object.values(counts).every((count) => count === 0)) return null;
	const gaps = [
		...coming.map((person) => `coming ${person}`),
		...left.map(({ id }) => `left ${id}`),
		...locks.map(({ person, round, table }) => `lock ${person} ${round} ${table}`),
		...merged.map((table) => `merged ${table}`),
		...full.map(({ id, seats }) => `seats ${id} ${seats}`)
	];
	return { counts, gaps: new Set(gaps) };
}
