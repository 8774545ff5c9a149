/** The rotation planner on files: `npm run --silent plan -- instance.json`. */
import { readArguments, USAGE } from './plan/arguments.ts';
import { runPlan, runRepair } from './plan/commands.ts';
import { faulty, type Outcome } from './plan/output.ts';
import { runStream } from './plan/stream.ts';

const print = (text: string): void => void process.stdout.write(text);

async function run(argv: readonly string[]): Promise<Outcome> {
	const args = readArguments(argv);
	if (!args.ok) {
		const outcome = faulty(args.faults);
		return { ...outcome, stderr: [...outcome.stderr, ...USAGE.split('\n')] };
	}
	if (args.value.command === 'repair') return runRepair(args.value);
	return args.value.command === 'stream' ? runStream(args.value, print) : runPlan(args.value);
}

// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', () => process.exit(0));
const outcome = await run(process.argv.slice(2));
if (outcome.stdout !== '') print(outcome.stdout);
for (const line of outcome.stderr) process.stderr.write(`${line}\n`);
process.exitCode = outcome.exit;
