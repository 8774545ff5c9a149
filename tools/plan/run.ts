import { asksForHelp, readArguments, USAGE } from './arguments.ts';
import { runPlan, runRepair } from './commands.ts';
import { faulty, type Outcome } from './output.ts';
import { runStream } from './stream.ts';

/**
 * What the program does with a command line.
 * @param print takes what a stream says before its end
 */
export async function run(argv: readonly string[], print: (text: string) => void): Promise<Outcome> {
	if (asksForHelp(argv)) return { exit: 0, stdout: `${USAGE}\n`, stderr: [] };
	const args = readArguments(argv);
	if (!args.ok) {
		const outcome = faulty(args.faults);
		return { ...outcome, stderr: [...outcome.stderr, ...USAGE.split('\n')] };
	}
	if (args.value.command === 'repair') return runRepair(args.value);
	return args.value.command === 'stream' ? runStream(args.value, print) : runPlan(args.value);
}
