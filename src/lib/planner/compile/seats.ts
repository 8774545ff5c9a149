import { languageFits, misfit } from '../fit.ts';
import type { Instance, Person, Table } from '../types.ts';
import type { Weights } from '../weights.ts';
import { Numbering } from './numbering.ts';

/** How many remote people a table can have. */
export const remoteCapOf = (table: Table): number =>
	table.mode === 'linked' && table.remoteSeats !== null ? Math.min(table.remoteSeats, table.seats) : table.seats;

/** By person and round: the table where this person must sit, or -1. */
export function locking(
	instance: Instance,
	people: readonly Person[],
	at: Map<string, number>,
	tableAt: Map<string, number>
): Int32Array {
	const R = instance.rounds;
	const lock = new Int32Array(people.length * R).fill(-1);
	people.forEach((person, p) => {
		const home = person.hosts === null ? undefined : tableAt.get(person.hosts);
		if (home !== undefined) lock.fill(home, p * R, p * R + R);
	});
	for (const { person, round, table } of instance.locked) {
		const [p, t] = [at.get(person), tableAt.get(table)];
		if (p !== undefined && t !== undefined && round <= R) lock[p * R + round - 1] = t;
	}
	return lock;
}

/** A party sits where any of its members must sit. */
export function holdParties(lock: Int32Array, parties: readonly Int32Array[], R: number): void {
	for (const party of parties) {
		for (let r = 0; r < R; r++) {
			const held = party.find((p) => lock[p * R + r]! >= 0);
			if (held === undefined) continue;
			for (const p of party) if (lock[p * R + r]! < 0) lock[p * R + r] = lock[held * R + r]!;
		}
	}
}

/** Who can sit where, by classes of people and kinds of tables. */
export function fitting(instance: Instance, people: readonly Person[], tables: readonly Table[], weights: Weights) {
	const kinds = new Numbering();
	const kindOf = Int32Array.from(tables, (table) =>
		kinds.of(JSON.stringify([table.mode, table.stepFree, table.languages, table.channels]))
	);
	const examples = kinds.values.map((_, kind) => tables[kindOf.indexOf(kind)]!);
	const known = new Map<string, number>();
	const classes = new Numbering();
	const classOf = new Int32Array(people.length);
	people.forEach((person, p) => {
		const traits = `${person.attendance} ${person.device} ${person.stepFree} ${person.languages.join('\n')}`;
		let number = known.get(traits);
		if (number === undefined) {
			number = classes.of(examples.map((table) => seatCostOf(person, table, instance, weights)).join());
			known.set(traits, number);
		}
		classOf[p] = number;
	});
	const seatCost = Int32Array.from(classes.values.flatMap((row) => row.split(',').map(Number)));
	return { kindOf, kinds: kinds.size, classOf, seatCost };
}

function seatCostOf(person: Person, table: Table, instance: Instance, weights: Weights): number {
	if (misfit(person, table, instance) !== null) return weights.hard;
	return weights.misfit > 0 && !languageFits(person, table) ? weights.misfit : 0;
}
