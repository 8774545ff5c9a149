import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';

/** The machine in one line, with its load of now: a figure without it says nothing. */
export function machine(): string {
	const model = cpus()[0]?.model.trim() || 'unknown processor';
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${availableParallelism()} cores (${model}), ${gigabytes} GB, Node ${process.version}, load ${load()}`;
}

/** Processes that want a core, averaged over a minute and over five. */
export const load = (): string =>
	loadavg()
		.slice(0, 2)
		.map((value) => value.toFixed(2))
		.join(' / ');
