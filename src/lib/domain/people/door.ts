/** Who waits at the door: shown to those who may let people in, and to nobody else. */
import type { NewPerson } from '../commands.ts';
import type { Attendance } from '../event/event-card.ts';
import type { ChannelFact, DoorFact } from '../facts.ts';
import type { EpochMs, PersonId } from '../ids.ts';
import type { DoorPart, EventState } from '../parts.ts';
import { doorOf } from '../read.ts';
import { unreachable } from '../result.ts';

const atDoor = (fact: DoorFact): ChannelFact => ({ channel: 'group:door', fact });

const waits = (state: EventState, person: PersonId): boolean =>
	doorOf(state).waiting.some((each) => each.person === person);

/** Nothing for those who were invited: they come in by their own links. */
export const factsOfArrivals = (people: readonly NewPerson[], now: EpochMs): ChannelFact[] =>
	people
		.filter(({ participation }) => participation === 'waiting')
		.map(({ id, profile }) => atDoor({ type: 'came_to_door', person: id, attendance: profile.attendance, at: now }));

/** Let in, removed or forgotten. Nothing for who does not wait. */
export const factsLeavingDoor = (state: EventState, person: PersonId): ChannelFact[] =>
	waits(state, person) ? [atDoor({ type: 'left_door', person })] : [];

/** She says only at the door whether she is in the hall. */
export const factsOfAttendanceAtDoor = (state: EventState, person: PersonId, attendance: Attendance): ChannelFact[] => {
	const waiting = doorOf(state).waiting.find((each) => each.person === person);
	if (!waiting || waiting.attendance === attendance) return [];
	return [atDoor({ type: 'attendance_changed_at_door', person, attendance })];
};

export function evolveDoor(part: DoorPart, fact: DoorFact): DoorPart {
	switch (fact.type) {
		case 'came_to_door': {
			const { person, attendance, at } = fact;
			if (part.waiting.some((each) => each.person === person)) return part;
			return { waiting: [...part.waiting, { person, attendance, since: at }] };
		}
		case 'attendance_changed_at_door':
			return {
				waiting: part.waiting.map((each) =>
					each.person === fact.person ? { ...each, attendance: fact.attendance } : each
				)
			};
		case 'left_door':
			return { waiting: part.waiting.filter(({ person }) => person !== fact.person) };
		default:
			return unreachable(fact, part);
	}
}
