/** What a repair does to whom: one line per person, those first who were told another table. */
import type { EventCard } from '../domain/event/event-card.ts';
import type { PersonId } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import type { SeatChange } from '../protocol/planning.ts';
import type { Names } from '../protocol/wire.ts';
import { nameOf } from './plan-words.ts';

export interface RepairLine {
	readonly person: PersonId;
	readonly text: string;
	/** A printed card or a lock of hers says otherwise. */
	readonly pinned: SeatChange['pinned'];
}

export interface RepairLines {
	readonly moved: readonly RepairLine[];
	readonly seated: readonly RepairLine[];
	/** Who has no seat any more. */
	readonly freed: readonly PersonId[];
}

export function repairLines(changes: readonly SeatChange[], card: EventCard, names: Readonly<Names>): RepairLines {
	const numbers = new Map(card.tables.map(({ id, number }) => [id, number]));
	const numberAt = (table: SeatChange['to']) => (table && numbers.get(table)) ?? '–';
	const said = ({ round, from, to }: SeatChange): string =>
		from === null
			? m.plan_repair_seat({ round, table: numberAt(to) })
			: m.plan_repair_round({ round, from: numberAt(from), to: numberAt(to) });
	const lines: { moved: RepairLine[]; seated: RepairLine[]; freed: PersonId[] } = { moved: [], seated: [], freed: [] };
	for (const [person, own] of Map.groupBy(changes, (change) => change.person)) {
		if (own.every(({ to }) => to === null)) {
			lines.freed.push(person);
			continue;
		}
		const text = m.plan_repair_line({ name: nameOf(names, person), rounds: own.map(said).join(', ') });
		const isNew = own.every(({ from }) => from === null);
		const pinned = own.find((change) => change.pinned !== null)?.pinned ?? null;
		lines[isNew ? 'seated' : 'moved'].push({ person, text, pinned });
	}
	return lines;
}
