import type { PersonPart } from '../domain/parts.ts';
import type { MediaSeat } from '../protocol/wire.ts';

/** Where this page may hear and speak: the stage, the table of now, and the armed seat at the next table. */
export interface MediaSeats {
	readonly stage: MediaSeat | null;
	readonly table: MediaSeat | null;
	readonly next: MediaSeat | null;
}

export const NO_SEATS: MediaSeats = { stage: null, table: null, next: null };

/** A seat came from the server. */
export function withSeat(seats: MediaSeats, seat: MediaSeat): MediaSeats {
	if (seat.kind === 'stage') return { ...seats, stage: seat };
	// Sent before the switch and overtaken by it: nobody goes back to the old table.
	if (seat.version < (seats.table?.version ?? 0)) return seats;
	if (seat.switchAt !== null && seat.key !== seats.table?.key) return { ...seats, next: seat };
	const next = seats.next?.key === seat.key ? null : seats.next;
	return { ...seats, table: { ...seat, switchAt: null }, next };
}

/** No sound of that kind for this person now. */
export const withoutSeat = (seats: MediaSeats, kind: MediaSeat['kind']): MediaSeats =>
	kind === 'stage' ? { ...seats, stage: null } : { ...seats, table: null, next: null };

/** The armed seat becomes the seat of now: by the page's own clock, or because the seating says so. */
export function promoted(seats: MediaSeats, key: string): MediaSeats {
	return seats.next?.key === key ? { ...seats, table: { ...seats.next, switchAt: null }, next: null } : seats;
}

/** What the seating of the person says about the seats: the bell may be taken back, or the switch may be early. */
export function agreedWith(seats: MediaSeats, me: PersonPart): MediaSeats {
	if (!seats.next) return seats;
	if (me.seat && me.seat.version >= seats.next.version) return promoted(seats, seats.next.key);
	return me.next?.version === seats.next.version ? seats : { ...seats, next: null };
}
