import { parseArgs } from 'node:util';
import { USUAL_ORDER, type Criterion, type Fault } from '../../src/lib/planner/index.ts';

export const USAGE = `usage:
  plan instance.json                      a plan as JSON ("-" reads standard input)
  plan people.csv --tables N --rounds R   the same for a list of people
  plan repair instance.json plan.json changes.json
  plan stream instance.json plan.json     one changes object per line of standard input
  plan help                               these lines
a list of people:
  --tables N         tables t1 to tN; needed (a file of any name is then read as CSV)
  --rounds R         needed
  --topics K         topics of the tables, in turn; by default none
  --seats S          seats at a table; by default the fewest that seat everybody, at least 5
  --online K         how many of the tables are online; by default as many as remote people need
  --skip-bad-rows    leave rows with a fault out; by default they end the run
a plan:
  --seed N           by default the instance's, else 1
  --iterations N     changes to try, repeatable; by default the instance's, else by time
  --budget-ms N      time for the search; by default the instance's, else 2000
  --first mix,wishes what is kept first when not all is possible (rules.order); by default
                     ${USUAL_ORDER.join(',')}
all:
  --out plan.csv     write the plan as CSV too; by default only JSON is printed
  --instance-out instance.json   write the instance of the plan too, for a later repair
exit: 0 a plan, 2 a fault in what was given, 3 no plan; docs/planner.md says more`;

export interface Arguments {
	command: 'plan' | 'repair' | 'stream';
	files: string[];
	tables: number | null;
	rounds: number | null;
	topics: number | null;
	seats: number | null;
	online: number | null;
	seed: number | null;
	iterations: number | null;
	budgetMs: number | null;
	out: string | null;
	/** Where to write the instance that the plan belongs to: made of a list of people, or as it is after changes. */
	instanceOut: string | null;
	/** What a plan keeps first, in this order. */
	first: Criterion[] | null;
	skipBadRows: boolean;
}

const NUMBERS = {
	tables: [1, 5_000],
	rounds: [1, 50],
	topics: [1, 5_000],
	seats: [1, 10_000],
	online: [0, 5_000],
	seed: [0, 0xffffffff],
	iterations: [0, 1e12],
	'budget-ms': [0, 3_600_000]
} as const;

/** Whether somebody asks how the program is used; a file of the name `help` is `./help`. */
export const asksForHelp = (argv: readonly string[]): boolean => {
	// After `--` everything is a file.
	const end = argv.indexOf('--');
	const words = end < 0 ? argv : argv.slice(0, end);
	return words[0] === 'help' || words.includes('--help') || words.includes('-h');
};

/** Reads the command line, or says what is wrong with it. */
export function readArguments(
	argv: readonly string[]
): { ok: true; value: Arguments } | { ok: false; faults: Fault[] } {
	const option = { type: 'string' } as const;
	let parsed;
	try {
		parsed = parseArgs({
			args: [...argv],
			allowPositionals: true,
			options: {
				tables: option,
				rounds: option,
				topics: option,
				seats: option,
				online: option,
				seed: option,
				iterations: option,
				'budget-ms': option,
				out: option,
				'instance-out': option,
				first: option,
				'skip-bad-rows': { type: 'boolean' }
			}
		});
	} catch (cause) {
		const message = cause instanceof Error ? cause.message.split('\n')[0]! : 'not readable';
		return { ok: false, faults: [{ path: 'arguments', message }] };
	}
	const faults: Fault[] = [];
	const number = (name: keyof typeof NUMBERS): number | null => {
		const text = parsed.values[name];
		if (text === undefined) return null;
		const [least, most] = NUMBERS[name];
		const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
		if (value >= least && value <= most) return value;
		faults.push({ path: `--${name}`, message: `must be a whole number from ${least} to ${most}, got "${text}"` });
		return null;
	};
	const [word, ...rest] = parsed.positionals;
	const command = word === 'repair' || word === 'stream' ? word : 'plan';
	const files = command === 'plan' ? parsed.positionals : rest;
	const wanted = { plan: 1, repair: 3, stream: 2 }[command];
	if (files.length !== wanted) {
		faults.push({
			path: 'arguments',
			message: `${command} takes ${wanted} file${wanted > 1 ? 's' : ''}, got ${files.length}`
		});
	}
	const value: Arguments = {
		command,
		files,
		tables: number('tables'),
		rounds: number('rounds'),
		topics: number('topics'),
		seats: number('seats'),
		online: number('online'),
		seed: number('seed'),
		iterations: number('iterations'),
		budgetMs: number('budget-ms'),
		out: parsed.values.out ?? null,
		instanceOut: parsed.values['instance-out'] ?? null,
		first: readFirst(parsed.values.first, faults),
		skipBadRows: parsed.values['skip-bad-rows'] === true
	};
	if (value.online !== null && value.tables !== null && value.online > value.tables) {
		const message = `must be at most ${value.tables}, as many as there are tables, got ${value.online}`;
		faults.push({ path: '--online', message });
	}
	return faults.length > 0 ? { ok: false, faults } : { ok: true, value };
}

function readFirst(text: string | undefined, faults: Fault[]): Criterion[] | null {
	if (text === undefined) return null;
	const order: Criterion[] = [];
	for (const word of text.split(',').map((each) => each.trim())) {
		const criterion = USUAL_ORDER.find((known) => known === word);
		if (criterion === undefined) {
			faults.push({ path: '--first', message: `must be some of ${USUAL_ORDER.join(',')}, got "${word}"` });
		} else if (order.includes(criterion)) faults.push({ path: '--first', message: `names "${word}" twice` });
		else order.push(criterion);
	}
	return order;
}
