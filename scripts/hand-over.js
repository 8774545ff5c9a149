// Hands the terminal over to the program that does the work, and hands its exit code back.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { ROOT, SetUpError } from './install.js';

/** One press of Ctrl-C may arrive several times, through npm too: it is handed on once. */
const SAME_PRESS_MS = 1000;
const PARENT_POLL_MS = 200;

/** Compiled code of every program that is started again and again: the server is up in half the processor time. */
const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'node');

/**
 * @param {string} node
 * @returns {NodeJS.ProcessEnv} this environment, with the carried Node and the project's programs first in PATH
 */
export function environmentWith(node) {
	const path = [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
	return { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, PATH: path };
}

/**
 * Runs `node ...args` until it ends; SIGINT, SIGTERM and SIGHUP are handed on.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code, or 128 and the number of the signal that ended it
 */
export function handOver(node, args, env) {
	const child = spawn(node, args, { stdio: 'inherit', env });
	watchParent(() => child.kill('SIGTERM'));
	let lastPress = -Infinity;
	for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
		process.on(signal, () => {
			// A terminal hands Ctrl-C and its own closing to the whole foreground group, the child included.
			if (signal !== 'SIGTERM' && process.stdin.isTTY) return;
			const now = performance.now();
			if (now - lastPress < SAME_PRESS_MS) return;
			lastPress = now;
			child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
		});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
	});
}

/**
 * npm hands a signal to the shell between it and us, and that shell dies without handing it on.
 *
 * @param {() => void} gone called once when the shell that npm started us with has ended
 */
function watchParent(gone) {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		gone();
	}, PARENT_POLL_MS);
	timer.unref();
}

/**
 * Runs a command; a {@link SetUpError} becomes one sentence and exit code 1.
 *
 * @param {() => Promise<number>} command resolves with the exit code
 */
export async function runCommand(command) {
	try {
		process.exitCode = await command();
	} catch (error) {
		if (!(error instanceof SetUpError)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
