import { createInterface } from 'node:readline';
import { parseChanges, PlanStream, verify, type Instance, type Moved, type Plan } from '../../src/lib/planner/index.ts';
import type { Arguments } from './arguments.ts';
import { checked } from './checked.ts';
import { withExports } from './export.ts';
import { now, readTold } from './commands.ts';
import { faulty, refused, type Outcome } from './output.ts';

/**
 * `plan stream instance.json plan.json`: a diff for every line of changes, and the whole repair after the last one.
 * Diffs are printed as they come; a bad line ends the stream.
 */
export async function runStream(args: Arguments, print: (text: string) => void): Promise<Outcome> {
	const told = readTold(args.files[0]!, args.files[1]!);
	if (!told.ok) return faulty(told.faults);
	const original = told.value;
	const stream = new PlanStream(original.instance, original.plan);
	let number = 0;
	let last: Record<string, unknown> = {};
	const newHosts: { table: string; person: string }[] = [];
	for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
		number++;
		const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
		if (text.trim() === '') continue;
		const began = now();
		const changes = changesOf(text, stream);
		if (!changes.ok)
			return faulty(changes.error.map(({ path, message }) => ({ path: `line ${number} ${path}`, message })));
		const mended = stream.mend(changes.value);
		if (!mended.ok) return refused(mended.error);
		const { moved, joinedAt } = mended.value;
		newHosts.push(...mended.value.newHosts);
		const elapsedMs = Math.round((now() - began) * 10) / 10;
		print(`${JSON.stringify({ moved, newHosts: mended.value.newHosts, joinedAt, elapsedMs })}\n`);
		last = { iterations: 0, elapsedMs, firstPlanMs: elapsedMs, joinedAt };
	}
	const { instance, plan } = stream;
	const { sheet } = verify(instance, plan);
	const whole = { ...plan, ...last, instance, sheet, newHosts, moved: movedSince(original, plan, instance) };
	return withExports(checked(instance, whole), args, instance, whole);
}

function changesOf(line: string, { instance, plan }: PlanStream): ReturnType<typeof parseChanges> {
	try {
		return parseChanges(JSON.parse(line) as unknown, instance, plan);
	} catch {
		return { ok: false, error: [{ path: 'changes', message: 'must be JSON' }] };
	}
}

/** Seats of the given plan that changed for people who were in it and are still there. */
function movedSince(original: { instance: Instance; plan: Plan }, plan: Plan, instance: Instance): Moved[] {
	const before = new Set(original.instance.people.map(({ id }) => id));
	return instance.people
		.filter(({ id }) => before.has(id))
		.flatMap(({ id }) =>
			plan.rounds.flatMap((round, r): Moved[] => {
				const from = original.plan.rounds[r]![id];
				const to = round[id];
				if (from === undefined || to === undefined || from === to) return [];
				return [{ person: id, round: r + 1, from, to }];
			})
		);
}
