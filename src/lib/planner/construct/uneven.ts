/** Steps that a search for vacancies or guests may take: milliseconds. */
const STEPS = 20_000;

const meets = (one: Int32Array, other: Int32Array): boolean => one.some((table, round) => table === other[round]);

/**
 * Leaves so many seats of a schedule vacant that no table loses two people in a round: their holders are strangers.
 * @returns the other seats, or null if no such strangers were found
 */
export function withoutStrangers(seats: readonly Int32Array[], vacant: number): Int32Array[] | null {
	const chosen: number[] = [];
	let steps = 0;
	const extend = (from: number): boolean => {
		if (chosen.length === vacant) return true;
		for (let i = from; i < seats.length && steps < STEPS; i++) {
			steps++;
			if (chosen.some((j) => meets(seats[i]!, seats[j]!))) continue;
			chosen.push(i);
			if (extend(i + 1)) return true;
			chosen.pop();
		}
		return false;
	};
	if (!extend(0)) return null;
	return seats.filter((_, i) => !chosen.includes(i));
}

/**
 * Seats for a few people more than a schedule has: each visits tables that share nobody, and no table takes two.
 * @returns the tables of each guest by round, or null if none were found
 */
export function guestSeats(
	seats: readonly Int32Array[],
	tables: number,
	rounds: number,
	guests: number
): Int32Array[] | null {
	const people = Array.from({ length: rounds }, (_, round) => {
		const there: number[][] = Array.from({ length: tables }, () => []);
		seats.forEach((seat, p) => there[seat[round]!]!.push(p));
		return there;
	});
	const taken = new Set<number>();
	const found: Int32Array[] = [];
	let steps = 0;
	const visit = (own: number[], met: ReadonlySet<number>): boolean => {
		const round = own.length;
		if (round === rounds) {
			found.push(Int32Array.from(own));
			if (found.length === guests || visit([], new Set())) return true;
			found.pop();
			return false;
		}
		for (let t = 0; t < tables && steps < STEPS; t++) {
			steps++;
			const there = people[round]![t]!;
			if (taken.has(round * tables + t) || there.some((p) => met.has(p))) continue;
			taken.add(round * tables + t);
			if (visit([...own, t], new Set([...met, ...there]))) return true;
			taken.delete(round * tables + t);
		}
		return false;
	};
	return visit([], new Set()) ? found : null;
}
