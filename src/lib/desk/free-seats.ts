import type { PersonId } from '../domain/ids.ts';
import type { DeskPart } from '../domain/parts.ts';

/** Remote people whose seats a facilitator fixed in every round before anybody came: kept free for real browsers. */
export function freeSeats({ people, pins }: Pick<DeskPart, 'people' | 'pins'>): PersonId[] {
	const fixed = pins.filter(
		({ source, person }) => source === 'facilitator' && people[person]?.attendance === 'remote'
	);
	return [...new Set(fixed.map(({ person }) => person))];
}

/** Those of them into which nobody came yet. */
export const stillFree = (desk: Pick<DeskPart, 'people' | 'pins'>): PersonId[] =>
	freeSeats(desk).filter((person) => desk.people[person]?.participation === 'invited');
