// Runs one Vitest project and reads its outcomes from the JSON report.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from '../install.js';
import { run } from './processes.js';
import { noteKey } from './skip-notes.js';

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/** @typedef {import('./tally.js').Outcome} Outcome */

/**
 * @typedef {object} FileReport
 * @property {string} name absolute path
 * @property {'passed' | 'failed'} status
 * @property {string} message
 * @property {{ fullName: string, status: string, duration?: number, failureMessages: string[] }[]} assertionResults
 */

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {NodeJS.ProcessEnv} env
 * @property {(path: string) => boolean} [wanted] which of its test files, by their path in the project; else all
 * @property {(path: string) => string | null} [blocked] why a wanted file cannot run, if so
 */

/**
 * Runs the wanted files; those that cannot run are skipped by name.
 *
 * @param {string} node
 * @param {Project} project
 * @returns {Promise<{ outcomes: Outcome[], secondsOf: (folder: string) => number }>}
 */
export async function runVitest(node, { name, env, wanted = () => true, blocked = () => null }) {
	const paths = (await filesOf(node, name, env))?.filter(wanted);
	if (!paths) {
		const outcome = { name: `project ${name}`, status: 'failed', reason: 'Vitest cannot list its test files' };
		return { outcomes: [/** @type {Outcome} */ (outcome)], secondsOf: () => 0 };
	}
	const runnable = paths.filter((path) => blocked(path) === null);
	const skipped = paths.flatMap((path) => {
		const reason = blocked(path);
		return reason === null ? [] : [/** @type {Outcome} */ ({ name: path, status: 'skipped', reason })];
	});
	if (runnable.length === 0) return { outcomes: skipped, secondsOf: () => 0 };
	const { outcomes, secondsOf } = await runFiles(node, name, env, runnable);
	return { outcomes: [...outcomes, ...skipped], secondsOf };
}

/**
 * @param {string} node
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[] | null>} paths in the project, sorted; null when Vitest cannot tell
 */
async function filesOf(node, name, env) {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-vitest-'));
	try {
		const list = join(folder, 'files.json');
		const args = ['list', '--filesOnly', `--json=${list}`, `--project=${name}`];
		const { code, output } = await run(node, [VITEST, ...args], { env, capture: true });
		/** @type {{ file: string }[] | null} */
		const found = jsonIn(list);
		if (code !== 0 || found === null) console.log(output);
		return code === 0 && found ? found.map(({ file }) => relative(ROOT, file)).sort() : null;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string} node
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} paths
 */
async function runFiles(node, name, env, paths) {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-vitest-'));
	const reportFile = join(folder, 'report.json');
	const notesFile = join(folder, 'notes.json');
	const args = [
		...['run', ...paths.map((path) => join(ROOT, path)), `--project=${name}`],
		...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
		`--reporter=${join(ROOT, 'scripts', 'test', 'skip-notes.js')}`
	];
	try {
		const { code } = await run(node, [VITEST, ...args], {
			env: { ...env, RONDO_TEST_SKIP_NOTES: notesFile }
		});
		/** @type {FileReport[] | null} */
		const reports = jsonIn(reportFile)?.testResults ?? null;
		const outcomes = outcomesOf(reports, jsonIn(notesFile) ?? {}, code);
		return { outcomes, secondsOf: (/** @type {string} */ under) => secondsOf(reports ?? [], under) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {FileReport[] | null} files null when Vitest wrote no report
 * @param {Record<string, string>} notes
 * @param {number} code Vitest's exit code
 * @returns {Outcome[]}
 */
export function outcomesOf(files, notes, code) {
	const outcomes = (files ?? []).flatMap((file) => fileOutcomes(file, notes));
	// An error outside every test, or no report at all, must not pass for a clean run.
	if (code !== 0 && !outcomes.some(({ status }) => status === 'failed'))
		outcomes.push({ name: 'vitest', status: 'failed', reason: `exit code ${code} without a failed test` });
	return outcomes;
}

/**
 * @param {FileReport} file
 * @param {Record<string, string>} notes
 * @returns {Outcome[]}
 */
function fileOutcomes(file, notes) {
	const path = relative(ROOT, file.name);
	const outcomes = file.assertionResults.map(({ fullName, status, failureMessages }) => {
		const name = `${path} > ${fullName.trim()}`;
		if (status === 'passed') return /** @type {Outcome} */ ({ name, status });
		if (status === 'failed')
			return /** @type {Outcome} */ ({ name, status, reason: failureMessages[0]?.split('\n')[0]?.slice(0, 200) });
		const reason = notes[noteKey(file.name, fullName)] ?? (status === 'todo' ? 'to do' : 'marked as skipped');
		return /** @type {Outcome} */ ({ name, status: 'skipped', reason });
	});
	if (file.status === 'failed' && !outcomes.some(({ status }) => status === 'failed'))
		outcomes.push({ name: path, status: 'failed', reason: file.message.split('\n')[0]?.slice(0, 200) || 'not loaded' });
	return outcomes;
}

/**
 * @param {FileReport[]} files
 * @param {string} under folder relative to the project
 */
function secondsOf(files, under) {
	const tests = files.filter(({ name }) => relative(ROOT, name).startsWith(`${under}/`));
	const durations = tests.flatMap(({ assertionResults }) => assertionResults.map(({ duration }) => duration ?? 0));
	return durations.reduce((sum, milliseconds) => sum + milliseconds, 0) / 1000;
}

/** @param {string} file */
function jsonIn(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
