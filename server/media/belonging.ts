import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState, Seating } from '#lib/domain/parts.ts';
import { deskOf, deskPersonOf } from '#lib/domain/read.ts';
import type { WantedRoom } from './rooms.ts';
import { isOut, nextSeating, tablesWithSound, visitorsAt } from './seating.ts';
import { hasTableSound } from './seats.ts';

/** Who may be connected to which room; read from the state once, for many rooms. Valid until the next commit. */
export class Belonging {
	readonly #state: EventState;
	readonly #now: ReadonlyMap<TableId, readonly PersonId[]>;
	readonly #next: ReadonlyMap<TableId, readonly PersonId[]>;

	constructor(state: EventState) {
		const desk = deskOf(state);
		const seatsOf = (seating: Seating | null) => (seating ? tablesWithSound(state, seating) : new Map());
		this.#state = state;
		this.#now = seatsOf(desk.seating);
		this.#next = seatsOf(nextSeating(state));
	}

	peopleOf(room: WantedRoom): Set<PersonId> {
		if (room.table === null)
			return new Set(Object.values(deskOf(this.#state).people).flatMap((person) => (isOut(person) ? [] : [person.id])));
		const table = room.table;
		const seated = (room.armed ? this.#next : this.#now).get(table) ?? [];
		const heard = seated.filter((person) => {
			const who = deskPersonOf(this.#state, person);
			return who && hasTableSound(this.#state, table, seated, who);
		});
		return new Set([...heard, ...(room.armed ? [] : visitorsAt(this.#state, table))]);
	}

	/** Takes part no more: belongs in no room, also in none that is about to go. */
	isOut(person: PersonId): boolean {
		const who = deskPersonOf(this.#state, person);
		return !who || isOut(who);
	}
}
