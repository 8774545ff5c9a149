/** Who sits with whom in a plan: at a table in a round, and with somebody over all rounds. */
import type { PersonId, TableId } from '../domain/ids.ts';
import type { Plan } from '../domain/parts.ts';

export type Rounds = Plan['rounds'];

/** Rounds count from 1; a round or table that the plan does not know has nobody. */
export interface Company {
	at(round: number, table: TableId): readonly PersonId[];
	tableOf(round: number, person: PersonId): TableId | null;
	/** The others at this person's table in a round. */
	withPerson(round: number, person: PersonId): readonly PersonId[];
	/** Rounds in which both sit at the same table, but for one that is left out. */
	meetings(a: PersonId, b: PersonId, but?: number): readonly number[];
	/** The same as a yes or no, without making a list. */
	meets(a: PersonId, b: PersonId, but: number): boolean;
}

const NOBODY: readonly PersonId[] = [];

export function companyIn(rounds: Rounds): Company {
	const tables = rounds.map((seats) => {
		const there = new Map<string, PersonId[]>();
		for (const [person, table] of Object.entries(seats) as [PersonId, TableId][]) {
			const people = there.get(table);
			if (people) people.push(person);
			else there.set(table, [person]);
		}
		return there;
	});
	const tableOf = (round: number, person: PersonId): TableId | null => {
		const seats = rounds[round - 1];
		return seats && Object.hasOwn(seats, person) ? seats[person]! : null;
	};
	const at = (round: number, table: TableId) => tables[round - 1]?.get(table) ?? NOBODY;
	return {
		at,
		tableOf,
		withPerson(round, person) {
			const table = tableOf(round, person);
			return table === null ? NOBODY : at(round, table).filter((other) => other !== person);
		},
		meetings: (a, b, but) =>
			rounds.flatMap((_, index) => {
				const table = index + 1 === but ? null : tableOf(index + 1, a);
				return table !== null && table === tableOf(index + 1, b) ? [index + 1] : [];
			}),
		meets: (a, b, but) =>
			rounds.some((_, index) => {
				const table = index + 1 === but ? null : tableOf(index + 1, a);
				return table !== null && table === tableOf(index + 1, b);
			})
	};
}

/** Somebody at the same table, and the other rounds in which they meet as well. */
export interface Meeting {
	readonly person: PersonId;
	readonly also: readonly number[];
}

/** Whom a person meets in each round, first round first. */
export const meetingsOf = (company: Company, rounds: number, person: PersonId): readonly (readonly Meeting[])[] =>
	Array.from({ length: rounds }, (_, index) =>
		company
			.withPerson(index + 1, person)
			.map((other) => ({ person: other, also: company.meetings(person, other, index + 1) }))
	);

/** How many seats two plans give differently, and to how many people; somebody without a seat differs from a seat. */
export function seatsThatDiffer(a: Rounds, b: Rounds): { seats: number; people: number } {
	const differing = new Set<string>();
	let seats = 0;
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const [one, other] = [a[index] ?? {}, b[index] ?? {}] as Record<string, string>[];
		for (const person of new Set([...Object.keys(one!), ...Object.keys(other!)])) {
			if (one![person] === other![person]) continue;
			seats++;
			differing.add(person);
		}
	}
	return { seats, people: differing.size };
}
