/** Questions to the state that every concept asks. */
import { personChannel, tableChannel, type Channel } from './channel.ts';
import type { TableCard } from './event/event-card.ts';
import type { PersonId, TableId } from './ids.ts';
import { initialPart } from './initial.ts';
import type {
	CarePart,
	DeskPart,
	DoorPart,
	EventState,
	EveryonePart,
	HelpPart,
	Part,
	PersonPart,
	StagePart,
	TablePart
} from './parts.ts';
import type { DeskPerson } from './people/person.ts';

const partOf = <P extends Part>(state: EventState, channel: Channel): P =>
	(state.get(channel) ?? initialPart(channel)) as P;

export const everyoneOf = (state: EventState): EveryonePart => partOf(state, 'everyone');
export const stageOf = (state: EventState): StagePart => partOf(state, 'stage');
export const deskOf = (state: EventState): DeskPart => partOf(state, 'desk');
export const careOf = (state: EventState): CarePart => partOf(state, 'care');
export const helpOf = (state: EventState): HelpPart => partOf(state, 'group:help');
export const doorOf = (state: EventState): DoorPart => partOf(state, 'group:door');
export const tableOf = (state: EventState, table: TableId): TablePart => partOf(state, tableChannel(table));
export const personOf = (state: EventState, person: PersonId): PersonPart => partOf(state, personChannel(person));

export const deskPersonOf = (state: EventState, person: PersonId): DeskPerson | undefined =>
	Object.hasOwn(deskOf(state).people, person) ? deskOf(state).people[person] : undefined;

export const tableCardOf = (state: EventState, table: TableId): TableCard | undefined =>
	everyoneOf(state).card?.tables.find((card) => card.id === table);

/** The table a person sits at now, as the seating says; null when not seated. */
export function seatOf(state: EventState, person: PersonId): TableId | null {
	const seats = deskOf(state).seating?.seats;
	return (seats && Object.hasOwn(seats, person) ? seats[person] : undefined) ?? null;
}
