/** Plans in few bytes: between the planner's thread and the event loop, and to a page. */
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { CompactPlan } from '#lib/protocol/planning.ts';

export interface PackedPlan {
	readonly people: readonly PersonId[];
	readonly tables: readonly TableId[];
	/** Round by round, person by person: an index into `tables`; -1 = no seat. */
	readonly seats: Int16Array<ArrayBuffer>;
}

type Rounds = readonly Readonly<Record<string, string>>[];

export function packed(rounds: Rounds, people: readonly string[], tables: readonly string[]): PackedPlan {
	const index = new Map(tables.map((table, t) => [table, t]));
	const seats = new Int16Array(rounds.length * people.length).fill(-1);
	rounds.forEach((round, r) =>
		people.forEach((person, p) => {
			const table = Object.hasOwn(round, person) ? round[person] : undefined;
			if (table !== undefined) seats[r * people.length + p] = index.get(table) ?? -1;
		})
	);
	return { people: people as PersonId[], tables: tables as TableId[], seats };
}

export function unpacked({ people, tables, seats }: PackedPlan): Record<PersonId, TableId>[] {
	const rounds = people.length === 0 ? 0 : seats.length / people.length;
	return Array.from({ length: rounds }, (_, r) => {
		const round: Record<PersonId, TableId> = {};
		people.forEach((person, p) => {
			const t = seats[r * people.length + p]!;
			if (t >= 0) round[person] = tables[t]!;
		});
		return round;
	});
}

export function toWire({ people, tables, seats }: PackedPlan): CompactPlan {
	const n = people.length;
	const rounds = n === 0 ? 0 : seats.length / n;
	return {
		people: [...people],
		tables: [...tables],
		seats: Array.from({ length: rounds }, (_, r) => [...seats.subarray(r * n, (r + 1) * n)])
	};
}
