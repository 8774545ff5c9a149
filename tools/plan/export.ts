import { writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Instance, Plan } from '../../src/lib/planner/index.ts';
import { oneLine, type Outcome } from './output.ts';

/** Writes a printed plan to `--out` as well; where that cannot be, the plan is printed all the same, with a fault. */
export function withCsv(outcome: Outcome, out: string | null, csv: () => string): Outcome {
	if (out === null || outcome.exit !== 0) return outcome;
	try {
		writeFileSync(out, csv());
		return outcome;
	} catch (cause) {
		const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
		const fault = oneLine(`fault --out: ${out} cannot be written (${code})`);
		return { ...outcome, exit: 2, stderr: [...outcome.stderr, fault] };
	}
}

/** One line per person with the number of the table in each round; formulas are neutralised. */
export function planAsCsv(
	instance: Instance,
	{ rounds }: Plan,
	names: ReadonlyMap<string, string> = new Map()
): string {
	const numbered = instance.tables.every(({ id }, t) => id === `t${t + 1}`);
	const shown = (table: string | undefined): string => (table === undefined ? '' : numbered ? table.slice(1) : table);
	const header = ['id', 'name', ...rounds.map((_, r) => `round${r + 1}`)];
	const lines = instance.people.map(({ id }) => [
		id,
		names.get(id) ?? '',
		...rounds.map((round) => shown(Object.hasOwn(round, id) ? round[id] : undefined))
	]);
	return stringify([header, ...lines], { escape_formulas: true });
}
