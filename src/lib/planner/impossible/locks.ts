import { misfit } from '../fit.ts';
import type { Problem } from '../problem.ts';
import type { Lock, NoPlan } from '../types.ts';
import { count, names } from './phrases.ts';

/** Locked seats that cannot all hold: too many at a table, at a table that does not fit, or of people kept apart. */
export function locksImpossible(problem: Problem): NoPlan | null {
	const { R, g, n, lock, tables, people } = problem;
	for (let r = 0; r < R; r++) {
		const at: number[][] = Array.from({ length: g }, () => []);
		for (let p = 0; p < n; p++) {
			const t = lock[p * R + r]!;
			if (t >= 0) at[t]!.push(p);
		}
		for (let t = 0; t < g; t++) {
			const persons = at[t]!;
			const reason = overfilled(problem, t, r, persons) ?? keptApart(problem, t, r, persons);
			if (reason) return reason;
			for (const p of persons) {
				const rule = misfit(people[p]!, tables[t]!, problem.instance);
				if (rule === null) continue;
				const what = people[p]!.hosts === null ? 'is locked at' : 'hosts';
				return {
					rule,
					persons: [people[p]!.id],
					tables: [tables[t]!.id],
					because: `${people[p]!.id} ${what} ${tables[t]!.id}, where he or she cannot sit`,
					change: `give ${people[p]!.id} a seat at another table than ${tables[t]!.id}`
				};
			}
		}
	}
	return null;
}

function overfilled(problem: Problem, t: number, r: number, persons: readonly number[]): NoPlan | null {
	const table = problem.tables[t]!;
	const remotes = persons.filter((p) => problem.remote[p] === 1).length;
	const over = Math.max(persons.length - table.seats, remotes - problem.remoteCap[t]!);
	if (over <= 0) return null;
	const ids = persons.map((p) => problem.people[p]!.id);
	return {
		rule: 'locked',
		persons: ids,
		tables: [table.id],
		because: `${names(ids)} are locked at ${table.id} in round ${r + 1}, which seats ${table.seats}`,
		change: `lift ${count(over, 'lock', 'locks')} at ${table.id} in round ${r + 1}`
	};
}

function keptApart(problem: Problem, t: number, r: number, persons: readonly number[]): NoPlan | null {
	for (const p of persons) {
		const other = problem.apart[p]!.find((q) => persons.includes(q));
		if (other === undefined) continue;
		const ids = [problem.people[p]!.id, problem.people[other]!.id];
		return {
			rule: 'apart',
			persons: ids,
			tables: [problem.tables[t]!.id],
			because: `${names(ids)} are to be kept apart, but both have their seat at ${problem.tables[t]!.id} in round ${r + 1}`,
			change: `lift the lock of ${ids[0]!} in round ${r + 1}`
		};
	}
	return null;
}

/** Two locks that seat one person at two tables in a round, where rounds that must be alike are one. */
export function contradictionIn(locked: readonly Lock[]): NoPlan | null {
	const tableOf = new Map<string, string>();
	for (const { person, round, table } of locked) {
		const seat = JSON.stringify([person, round]);
		const other = tableOf.get(seat);
		if (other !== undefined && other !== table) {
			return {
				rule: 'locked',
				persons: [person],
				tables: [other, table],
				because: `${person} is locked at ${other} and ${table} in rounds that must be at the same table`,
				change: `lift the lock of ${person} at ${table}`
			};
		}
		tableOf.set(seat, table);
	}
	return null;
}
