/** The rotation planner on files: `npm run --silent plan -- instance.json`. */
import { run } from './plan/run.ts';

const print = (text: string): void => void process.stdout.write(text);

// A reader that closes the pipe early (`| head`) is no error.
process.stdout.on('error', () => process.exit(0));
const outcome = await run(process.argv.slice(2), print);
if (outcome.stdout !== '') print(outcome.stdout);
for (const line of outcome.stderr) process.stderr.write(`${line}\n`);
process.exitCode = outcome.exit;
