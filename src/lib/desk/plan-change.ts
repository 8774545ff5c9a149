/** A change of the plan by hand: one person to another table, or two who change places, in one round. */
import type { PersonId, TableId } from '../domain/ids.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';
import { planDiff, plannedAt } from '../domain/cafe/plan-diff.ts';
import type { SeatChange } from '../protocol/planning.ts';
import type { Company, Rounds } from './plan-company.ts';
import { nameOf } from './plan-words.ts';

export interface HandChange {
	readonly person: PersonId;
	readonly round: number;
	readonly table: TableId;
	/** Who comes back the other way; null when she only moves. */
	readonly swapWith: PersonId | null;
}

export interface SeatNow {
	readonly person: PersonId;
	readonly round: number;
	readonly table: TableId;
}

/** The seats that a change gives, one or two. */
export function changedSeats(company: Company, { person, round, table, swapWith }: HandChange): SeatNow[] {
	const from = company.tableOf(round, person);
	return [
		{ person, round, table },
		...(swapWith !== null && from !== null ? [{ person: swapWith, round, table: from }] : [])
	];
}

/** What a version of the plan gives otherwise than the one before it. */
export const seatChanges = (before: Rounds, after: Rounds): SeatChange[] =>
	planDiff(before, after).map(({ person, round, table }) => ({
		...{ person, round, to: table, pinned: null },
		from: plannedAt(before, round, person)
	}));

/** What was done, for the note that offers to take it back. */
export function movedWords(
	{ person, round, table, swapWith }: HandChange,
	names: Readonly<Names>,
	card: EventCard
): string {
	const name = nameOf(names, person);
	return swapWith === null
		? m.plan_moved_toast({ name, round, table: card.tables.find(({ id }) => id === table)?.number ?? '–' })
		: m.plan_swapped_toast({ name, other: nameOf(names, swapWith), round });
}
