import type { PersonState, TakesPart } from '../components/person/types.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Seated } from '../domain/parts.ts';

/** The way a person at a table takes part; who has no device has a paper card. */
export const takesPartAs = ({ attendance, device }: Pick<Seated, 'attendance' | 'device'>): TakesPart =>
	attendance === 'remote' ? 'remote' : device === 'none' ? 'paper' : 'hall';

/**
 * The first name of each person, where there is little room; the whole name of those who share it.
 * @param names of everybody in sight, in any order; the answer has the same order
 */
export function shortNames(names: readonly string[]): string[] {
	const first = names.map((name) => name.trim().split(/\s+/u)[0] ?? name);
	return names.map((name, at) =>
		first.filter((other) => other === first[at]).length > 1 ? name : (first[at] ?? name)
	);
}

/**
 * What the others see of a seated person. In the hall eyes say who is there: a phone in a pocket is no absence.
 * @param here who of the table is connected
 */
export function seatStateOf(
	seat: Seated,
	here: readonly PersonId[],
	moving: boolean,
	host: PersonId | null
): PersonState {
	// The host stays at the table: nobody waits for her to walk.
	if (seat.attendance === 'hall' && seat.person === host) return 'here';
	if (seat.attendance === 'hall') return seat.placed || !moving ? 'here' : 'on_the_move';
	if (here.includes(seat.person)) return 'here';
	return moving ? 'coming' : 'coming_back';
}
