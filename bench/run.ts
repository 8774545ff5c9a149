/**
 * The benchmarks: `npm run bench [-- names…] [--quick] [--runs n] [--write]`. Each figure is measured beside its peer in
 * one invocation, run by run in turn; medians with the smallest and largest. `--write` puts the tables into
 * docs/benchmarks.md.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { acknowledgement } from './figures/acknowledgement.ts';
import { coldStart } from './figures/cold-start.ts';
import { ideas } from './figures/ideas.ts';
import { memory } from './figures/memory.ts';
import { pages } from './figures/pages.ts';
import { report } from './figures/report.ts';
import { rotation } from './figures/rotation.ts';
import { sound } from './figures/sound.ts';
import { start } from './figures/start.ts';
import type { Figure, FigureWish } from './figure.ts';
import { machine } from './machine.ts';
import { markdownOf, writeFigures } from './markdown.ts';

const FIGURES: Record<string, (wish: FigureWish) => Promise<Figure>> = {
	acknowledgement,
	rotation,
	ideas,
	cold_start: coldStart,
	sound,
	memory,
	pages,
	report,
	start
};

const { values, positionals } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
		runs: { type: 'string' }
	},
	allowPositionals: true
});
const unknown = positionals.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) {
	process.stderr.write(`unknown: ${unknown.join(', ')}; there are ${Object.keys(FIGURES).join(', ')}\n`);
	process.exit(2);
}
const { quick } = values;
const runs = Number(values.runs ?? (quick ? 1 : 3));
const say = (line: string) => process.stderr.write(`${line}\n`);
const command =
	`npm run bench -- ${[...positionals, ...(quick ? ['--quick'] : []), ...(values.runs ? [`--runs ${values.runs}`] : [])].join(' ')}`.trim();
const where = machine();
for (const name of positionals.length > 0 ? positionals : Object.keys(FIGURES)) {
	const figure = await FIGURES[name]!({ quick, runs, say });
	const text = markdownOf(figure, { command, where, runs });
	process.stdout.write(`${text}\n`);
	if (values.write) writeFigures(name, text);
}
process.exit(0);
