/** Calls for help in the order to be answered: alone before all, then oldest first, what is taken after what waits. */
import type { HelpCall as ShownCall } from '../components/queue/types.ts';
import type { TableCard } from '../domain/event/event-card.ts';
import type { EpochMs, PersonId, TableId } from '../domain/ids.ts';
import type { HelpCall, HelpPart } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

const SOLVED_SHOWN_MS = 60_000;

type Seats = Readonly<Record<PersonId, TableId>>;

/** Where the caller is found: her seat of now, or the table she called from when she has none. */
export const tableOfCall = ({ person, table }: HelpCall, seats: Seats): TableId | null => seats[person] ?? table;

export interface HelpSources {
	readonly help: HelpPart;
	readonly tables: readonly TableCard[];
	/** Where people sit now; a caller who was moved is looked for there. */
	readonly seats: Seats;
	/** Tables at which somebody is alone. */
	readonly alone: ReadonlySet<TableId>;
	readonly names: Readonly<Names>;
	readonly now: EpochMs;
}

export function helpCalls({ help, tables, seats, alone, names, now }: HelpSources): ShownCall[] {
	const lonely = (call: HelpCall) => {
		const table = tableOfCall(call, seats);
		return table !== null && alone.has(table);
	};
	const rank = (call: HelpCall) => (call.solvedAt !== null ? 3 : call.takenBy !== null ? 2 : lonely(call) ? 0 : 1);
	return help.calls
		.filter(({ solvedAt }) => solvedAt === null || now - solvedAt < SOLVED_SHOWN_MS)
		.toSorted((a, b) => rank(a) - rank(b) || a.since - b.since)
		.map((call): ShownCall => {
			const minutes = Math.floor((now - call.since) / 60_000);
			return {
				id: call.id,
				tableNumber: tables.find(({ id }) => id === tableOfCall(call, seats))?.number ?? null,
				about: m.console_help_at({ name: names[call.person] ?? m.desk_somebody() }),
				detail: minutes < 1 ? m.console_help_just() : m.console_help_since({ minutes }),
				state: call.solvedAt !== null ? 'solved' : call.takenBy !== null ? 'taken' : 'waiting',
				...(call.takenBy === null ? {} : { takenBy: names[call.takenBy] ?? m.desk_somebody() }),
				urgent: lonely(call)
			};
		});
}
