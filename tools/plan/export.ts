import { writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Instance, Plan } from '../../src/lib/planner/index.ts';
import { oneLine, type Outcome } from './output.ts';

/** A file that an option asks for, besides what is printed. */
interface Asked {
	option: '--out' | '--instance-out';
	path: string | null;
	text(): string;
}

/** Writes what options ask for; where that cannot be, the plan is printed all the same, with a fault. */
export function withFiles(outcome: Outcome, files: readonly Asked[]): Outcome {
	if (outcome.exit !== 0) return outcome;
	const faults = files.flatMap(({ option, path, text }) => {
		if (path === null) return [];
		try {
			writeFileSync(path, text());
			return [];
		} catch (cause) {
			const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
			return [oneLine(`fault ${option}: ${path} cannot be written (${code})`)];
		}
	});
	return faults.length === 0 ? outcome : { ...outcome, exit: 2, stderr: [...outcome.stderr, ...faults] };
}

/** A checked plan as a CSV, and the instance that it belongs to, for those who ask for them. */
export function withExports(
	outcome: Outcome,
	{ out, instanceOut }: { out: string | null; instanceOut: string | null },
	instance: Instance,
	plan: Plan,
	names?: ReadonlyMap<string, string>
): Outcome {
	return withFiles(outcome, [
		{ option: '--out', path: out, text: () => planAsCsv(instance, plan, names) },
		{ option: '--instance-out', path: instanceOut, text: () => `${JSON.stringify(instance, null, '\t')}\n` }
	]);
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
