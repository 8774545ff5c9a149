import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, Row } from './figure.ts';

const PAGE = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');

/** One figure as Markdown: a heading, what was done, where, and the table. */
export function markdownOf(
	{ title, conditions, load, rows }: Figure,
	{ command, where, runs }: { command: string; where: string; runs: number }
): string {
	const beside = rows.some((row) => row.beside !== undefined);
	const head = beside
		? ['', 'Rondo', 'beside it', 'ratio', 'target', 'reached']
		: ['', 'median (smallest–largest)', 'target', 'reached'];
	const cells = ({ what, figure, beside: peer = '', ratio = '', target = '', reached }: Row) => {
		const verdict = reached === undefined ? '' : reached ? 'yes' : '**no**';
		return beside ? [what, figure, peer, ratio, target, verdict] : [what, figure, target, verdict];
	};
	const line = (values: readonly string[]) => `| ${values.join(' | ')} |`;
	return [
		`### ${title}`,
		'',
		conditions,
		'',
		`\`${command}\`, ${runs} ${runs === 1 ? 'run' : 'runs'}, on ${where}; load while it ran: ${load}.`,
		'',
		line(head),
		line(head.map(() => '---')),
		...rows.map((row) => line(cells(row))),
		''
	].join('\n');
}

/** Puts a figure between its markers in docs/benchmarks.md; a new one goes before the end. */
export function writeFigures(name: string, text: string): void {
	const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Benchmarks\n';
	const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
	const block = `${begin}\n\n${text}\n${end}`;
	const at = page.indexOf(begin);
	const to = page.indexOf(end);
	const next =
		at < 0 || to < 0 ? `${page.trimEnd()}\n\n${block}\n` : page.slice(0, at) + block + page.slice(to + end.length);
	writeFileSync(PAGE, next);
}
