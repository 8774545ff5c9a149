// Lint and type checks: each is one test.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../install.js';
import { run } from './processes.js';

/** @typedef {import('./tally.js').Outcome} Outcome */

/** @param {string} path inside node_modules */
const program = (path) => join(ROOT, 'node_modules', path);
const SVELTE_CHECK = program('svelte-check/bin/svelte-check');
const AT_ONCE = 2;
/** The plain checker finds what `--tsgo` finds, and takes five times as long. */
const SLOW_CHECKS = ['svelte-check', 'svelte-check finds a planted error'];

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {{ quick?: boolean }} [options] quick: types by the faster of the two checkers only
 * @returns {Promise<Outcome[]>}
 */
export async function runChecks(node, env, { quick = false } = {}) {
	/** @param {string[]} args */
	const check = (...args) => run(node, args, { env, capture: true });
	const prepared = await inTurn([
		['svelte-kit sync', () => check(program('@sveltejs/kit/svelte-kit.js'), 'sync')],
		['paraglide compile', () => compileMessages(node, env)]
	]);
	const tsconfig = ['--tsconfig', join(ROOT, 'tsconfig.json'), '--output', 'human'];
	/** @type {[string, () => Promise<{ code: number, output: string }>][]} */
	const checks = [
		['svelte-check', () => check(SVELTE_CHECK, ...tsconfig)],
		['eslint', () => check(program('eslint/bin/eslint.js'), '.', ...cached('eslint'))],
		['svelte-check --tsgo', () => check(SVELTE_CHECK, '--tsgo', ...tsconfig)],
		['prettier', () => check(program('prettier/bin/prettier.cjs'), '--check', '.', ...cached('prettier'))],
		['svelte-check finds a planted error', () => findsPlantedErrors(node, env, [])],
		['svelte-check --tsgo finds a planted error', () => findsPlantedErrors(node, env, ['--tsgo'])]
	];
	const wanted = quick ? checks.filter(([name]) => !SLOW_CHECKS.includes(name)) : checks;
	return [...prepared, ...(await inTurn(wanted, AT_ONCE))];
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export function compileMessages(node, env) {
	return run(node, [join(ROOT, 'scripts', 'test', 'compile-messages.js')], { env, capture: true });
}

/** @param {string} name */
function cached(name) {
	const folder = program('.cache');
	mkdirSync(folder, { recursive: true });
	return ['--cache', '--cache-strategy', 'content', '--cache-location', join(folder, `rondo-${name}`)];
}

/**
 * A type checker that reports nothing may simply not have looked: one of TypeScript 7 alone does not.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} flags
 */
async function findsPlantedErrors(node, env, flags) {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-canary-'));
	try {
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
		const compilerOptions = { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts', '*.svelte'] }));
		writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
		writeFileSync(join(folder, 'planted.ts'), `export const planted: number = 'text';\n`);
		const script = `let planted: number = $state('text');`;
		writeFileSync(join(folder, 'Planted.svelte'), `<script lang="ts">\n\t${script}\n</script>\n\n{planted}\n`);
		const args = [SVELTE_CHECK, ...flags, '--workspace', folder, '--tsconfig', join(folder, 'tsconfig.json')];
		const { code, output } = await run(node, [...args, '--output', 'machine'], { env, capture: true, cwd: folder });
		const missed = ['planted.ts', 'Planted.svelte'].filter((file) => !output.includes(`ERROR "${file}"`));
		if (code !== 0 && missed.length === 0) return { code: 0, output };
		return { code: 1, output: `no error was reported in ${missed.join(' and ') || 'spite of two'}:\n${output}` };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {[string, () => Promise<{ code: number, output: string }>][]} checks
 * @param {number} [atOnce]
 * @returns {Promise<Outcome[]>} in the order of `checks`
 */
async function inTurn(checks, atOnce = 1) {
	/** @type {Outcome[]} */
	const outcomes = [];
	const queue = [...checks.entries()];
	const worker = async () => {
		for (let next = queue.shift(); next; next = queue.shift()) {
			const [index, [name, check]] = next;
			const begun = performance.now();
			const { code, output } = await check();
			const seconds = ((performance.now() - begun) / 1000).toFixed(1);
			console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
			if (code !== 0) console.log(output.trimEnd());
			outcomes[index] =
				code === 0 ? { name, status: 'passed' } : { name, status: 'failed', reason: `exit code ${code}` };
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return outcomes;
}
