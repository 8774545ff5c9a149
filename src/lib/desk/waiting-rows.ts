/** Who waits to be let in, first come first; the same list for the desk and for a greeter. */
import type { TakesPart } from '../components/person/types.ts';
import type { EpochMs, PersonId } from '../domain/ids.ts';
import type { DeskPart, DoorPart } from '../domain/parts.ts';
import { m } from '../paraglide/messages.js';
import type { Names } from '../protocol/wire.ts';

export interface WaitingRow {
	readonly id: PersonId;
	readonly name: string;
	readonly takesPart: TakesPart;
	/** null: since before the door kept a list. */
	readonly since: EpochMs | null;
}

/** @param people of the desk, empty for a greeter: who came before the door kept a list is known there only */
export function waitingRows(
	{ waiting }: DoorPart,
	{ people }: Pick<DeskPart, 'people'>,
	names: Readonly<Names>
): WaitingRow[] {
	const listed = new Set(waiting.map(({ person }) => person));
	const older = Object.values(people).filter(({ id, participation }) => participation === 'waiting' && !listed.has(id));
	return [...older.map(({ id, attendance }) => ({ person: id, attendance, since: null })), ...waiting].map(
		({ person, attendance, since }) => ({
			id: person,
			name: names[person] ?? m.desk_somebody(),
			takesPart: attendance,
			since
		})
	);
}

/** "waits for 4 minutes": whole minutes, so that nothing counts on the screen. */
export function waitingWords({ since }: Pick<WaitingRow, 'since'>, now: EpochMs): string | undefined {
	if (since === null) return undefined;
	const minutes = Math.floor((now - since) / 60_000);
	return minutes < 1 ? m.people_waiting_now() : m.people_waiting_since({ minutes });
}
