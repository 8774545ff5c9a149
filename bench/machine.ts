import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';

/** The machine in one line, with its load of now: a figure without it says nothing. */
export function machine(): string {
	const model = cpus()[0]?.model.trim() || 'unknown processor';
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${availableParallelism()} cores (${model}), ${gigabytes} GB, Node ${process.version}${urgency()}, load ${load()}`;
}

/** Processes that want a core, averaged over a minute and over five. */
export const load = (): string =>
	loadavg()
		.slice(0, 2)
		.map((value) => value.toFixed(2))
		.join(' / ');

/** On a machine that is shared, figures are taken with real-time priority (`chrt -r 20 npm run bench`): say so. */
function urgency(): string {
	const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : '';
	// Field 41, counted behind the name, which may hold blanks: 1 and 2 are the real-time policies.
	const policy = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38]);
	return policy === 1 || policy === 2 ? ', real-time priority' : '';
}
