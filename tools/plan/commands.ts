import {
	parseChanges,
	parseInstance,
	parsePlan,
	plan,
	repair,
	type Fault,
	type Instance,
	type Plan
} from '../../src/lib/planner/index.ts';
import type { Arguments } from './arguments.ts';
import { checked } from './checked.ts';
import { readCsv } from './csv.ts';
import { withExports } from './export.ts';
import { faulty, oneLine, refused, type Outcome } from './output.ts';
import { readGuests } from './people.ts';
import { readJson, type Read } from './read.ts';
import { instanceOf } from './tables.ts';

export const now = (): number => performance.now();

/** An instance with what was noticed on the way, and names for the export. */
interface Source {
	instance: Instance;
	notices: string[];
	names: Map<string, string>;
}

/** `plan instance.json` and `plan people.csv`. */
export function runPlan(args: Arguments): Outcome {
	const source = isCsv(args) ? fromCsv(args) : fromJson(args);
	if ('exit' in source) return source;
	const { instance, notices, names } = source;
	const chosen: Instance = {
		...instance,
		seed: args.seed ?? instance.seed,
		iterations: args.iterations ?? instance.iterations,
		budgetMs: args.budgetMs ?? instance.budgetMs,
		rules: args.first === null ? instance.rules : { ...instance.rules, order: args.first }
	};
	const watched = process.stderr.isTTY === true;
	const result = plan(chosen, {
		now,
		...(watched ? { onProgress: (best: Plan, done: number) => progress(best, done) } : {})
	});
	if (watched) process.stderr.write('\r\u001b[K');
	if (!result.ok) return refused(result.error, notices);
	return withExports(checked(chosen, result.value, notices), args, chosen, result.value, names);
}

const progress = (best: Plan, done: number): void => {
	process.stderr.write(`\r${done} moves tried, ${best.sheet.pairsMeetingAgain} pairs meet again`);
};

const isCsv = ({ files, tables }: Arguments): boolean => /\.(csv|tsv|txt)$/i.test(files[0]!) || tables !== null;

function fromJson(args: Arguments): Source | Outcome {
	const instance = readInstance(args.files[0]!);
	return instance.ok ? { instance: instance.value, notices: [], names: new Map() } : faulty(instance.faults);
}

/** What tells the `event.json` of a whole event, which is easily given by mistake, from an instance. */
function keysOfEvent(value: unknown): string[] {
	if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'people')) return [];
	return ['programme', 'cafe'].filter((key) => Object.hasOwn(value, key));
}

export function readInstance(path: string): Read<Instance> {
	const json = readJson(path);
	if (!json.ok) return json;
	const ofEvent = keysOfEvent(json.value);
	if (ofEvent.length > 0) {
		const seen = `must be an instance, but is an event (it has ${ofEvent.join(' and ')}, and no people)`;
		const instead = 'plan its list of people with --tables and --rounds, or see docs/planner.md for an instance';
		return { ok: false, faults: [{ path, message: `${seen}: ${instead}` }] };
	}
	const parsed = parseInstance(json.value);
	return parsed.ok ? parsed : { ok: false, faults: parsed.error };
}

function fromCsv(args: Arguments): Source | Outcome {
	const missing = (['tables', 'rounds'] as const).filter((name) => args[name] === null);
	if (missing.length > 0) {
		return faulty(missing.map((name) => ({ path: `--${name}`, message: 'is needed with a CSV of people' })));
	}
	const table = readCsv(args.files[0]!);
	if (!table.ok) return faulty(table.faults);
	const list = readGuests(table.value);
	const notices = [...table.value.notices, ...list.notices].map(oneLine);
	if (list.faults.length > 0 && !args.skipBadRows) return faulty(list.faults, notices);
	for (const { path, message } of list.faults) notices.push(oneLine(`notice: left out ${path}: ${message}`));
	if (list.guests.length === 0)
		return faulty([{ path: args.files[0]!, message: 'has nobody who takes a seat' }], notices);
	const parsed = parseInstance(
		instanceOf(list.guests, { ...args, tables: args.tables!, rounds: args.rounds!, seed: args.seed ?? 1 }, notices)
	);
	if (!parsed.ok) return faulty(parsed.error, notices);
	return { instance: parsed.value, notices, names: new Map(list.guests.map(({ id, name }) => [id, name])) };
}

/** `plan repair instance.json plan.json changes.json` */
export function runRepair(args: Arguments): Outcome {
	const told = readTold(args.files[0]!, args.files[1]!);
	if (!told.ok) return faulty(told.faults);
	const { instance, plan: before } = told.value;
	const json = readJson(args.files[2]!);
	if (!json.ok) return faulty(json.faults);
	const changes = parseChanges(json.value, instance, before);
	if (!changes.ok) return faulty(changes.error);
	const result = repair(instance, before, changes.value, { now });
	if (!result.ok) return refused(result.error);
	const { instance: after } = result.value;
	return withExports(checked(after, result.value, [], before), args, after, result.value);
}

export function readTold(instancePath: string, planPath: string): Read<{ instance: Instance; plan: Plan }> {
	const instance = readInstance(instancePath);
	const json = readJson(planPath);
	const faults: Fault[] = [...(instance.ok ? [] : instance.faults), ...(json.ok ? [] : json.faults)];
	if (!instance.ok || !json.ok) return { ok: false, faults };
	const parsed = parsePlan(json.value, instance.value);
	if (!parsed.ok) return { ok: false, faults: parsed.error };
	return { ok: true, value: { instance: instance.value, plan: parsed.value } };
}
