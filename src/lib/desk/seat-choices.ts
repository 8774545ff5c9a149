/** Where somebody can be seated by hand: tables that fit, with their free chairs, same topic first. */
import type { MenuItem } from '../components/menu/types.ts';
import { canSitAt, mostAt } from '../domain/cafe/seating.ts';
import type { TableCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';
import type { DeskPerson } from '../domain/people/person.ts';

export interface SeatChoice {
	readonly table: TableCard;
	readonly free: number;
}

export interface Seats {
	readonly tables: readonly TableCard[];
	/** People at each table now. */
	readonly taken: ReadonlyMap<TableId, readonly unknown[]>;
	/** The table that is left. */
	readonly from: TableCard;
}

/** Tables with a chair for every one of `people`; only where somebody sits, so that nobody is put alone (I3). */
export function seatChoices(
	people: readonly { person: DeskPerson; needs: readonly string[] }[],
	{ tables, taken, from }: Seats
): SeatChoice[] {
	return tables
		.filter(({ id }) => id !== from.id && (taken.get(id)?.length ?? 0) > 0)
		.map((table) => ({ table, free: mostAt(table) - (taken.get(table.id)?.length ?? 0) }))
		.filter(({ free }) => free >= people.length)
		.filter(({ table }) => people.every(({ person, needs }) => canSitAt(person, table, needs)))
		.toSorted(
			(a, b) =>
				Number(b.table.topic === from.topic) - Number(a.table.topic === from.topic) || a.table.number - b.table.number
		);
}

export const menuOf = (
	choices: readonly SeatChoice[],
	words: (choice: SeatChoice) => { text: string; note: string; lang: string }
): MenuItem[] => choices.map((choice) => ({ id: choice.table.id, ...words(choice) }));
