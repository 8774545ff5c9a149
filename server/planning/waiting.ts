/** What has happened to the people since the plan in force was made, and is not in it yet. */
import { plannedAt, settledRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import type { PlanWaiting } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';

const openRounds = ({ runtime: { state } }: OpenEvent) => {
	const { clock, card } = everyoneOf(state);
	const settled = settledRounds(clock, card?.cafe.rounds.length ?? 0);
	const rounds = deskOf(state).plan?.rounds ?? [];
	const open = rounds.slice(settled);
	const isPlanned = ({ id }: DeskPerson): boolean => open.some((seats) => Object.hasOwn(seats, id));
	return { settled, rounds, open, isPlanned };
};

/**
 * Who takes part and has no seat in the rounds to come. Before the first round only those who are here: the others
 * are seated when they come.
 */
export function comingTo(opened: OpenEvent): PersonId[] {
	const { settled, open, isPlanned } = openRounds(opened);
	if (open.length === 0) return [];
	return Object.values(deskOf(opened.runtime.state).people)
		.filter((person) => takesPart(person) && !isPlanned(person))
		.filter((person) => settled > 0 || isPresent(person, opened.presence))
		.map(({ id }) => id);
}

export interface Waiting {
	readonly counts: Omit<PlanWaiting, 'asks'>;
	/** The same for the same people, locks and tables. */
	readonly key: string;
}

export function waitingFor(opened: OpenEvent): Waiting | null {
	const { state } = opened.runtime;
	const { settled, rounds, open, isPlanned } = openRounds(opened);
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
	const coming = comingTo(opened);
	const counts = {
		joined: coming.length,
		left: left.length,
		locks: locks.length,
		hostsLost: left.filter(({ hosts }) => hosts !== null && inUse.has(hosts)).length,
		tablesMerged: merged.length
	};
	if (Object.values(counts).every((count) => count === 0)) return null;
	return { counts, key: JSON.stringify([settled, coming, left.map(({ id }) => id), locks, merged]) };
}
