// Every process of a test run: started in a group of its own, and ended with the run whatever happens.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../install.js';

/** The run's own temporary folder: what it leaves is found by it, files and processes. */
const FOLDER = mkdtempSync(join(tmpdir(), 'rondo-run-'));
const TERM_WAIT_MS = 5_000;
const LEFT_WAIT_MS = 3_000;

/** @type {Set<number>} */
const groups = new Set();
let stopped = false;

/**
 * @typedef {object} Ended
 * @property {number} code 128 and the signal's number when a signal ended it
 * @property {string} output what it printed, when it was captured
 */

/**
 * Runs a program in the project's folder.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, capture?: boolean, cwd?: string }} [options]
 * @returns {Promise<Ended>}
 */
export async function run(command, args, { env = process.env, capture = false, cwd = ROOT } = {}) {
	if (stopped) return { code: 130, output: 'interrupted' };
	const child = spawn(command, args, {
		cwd,
		detached: true,
		env: { ...env, TMPDIR: FOLDER },
		stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
	const { pid } = child;
	if (pid) groups.add(pid);
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ code: 127, output: error.message }));
		child.once('close', (code, signal) => {
			if (pid) groups.delete(pid);
			resolve({ code: code ?? 128, output: signal ? `${output}\nended by ${signal}` : output });
		});
	});
}

/** Ends everything that this run has started. */
export async function endAll() {
	stopped = true;
	for (const group of groups) send(-group, 'SIGTERM');
	const until = performance.now() + TERM_WAIT_MS;
	while (groups.size > 0 && performance.now() < until) await delay(50);
	for (const group of groups) send(-group, 'SIGKILL');
	for (const { pid } of leftovers()) send(pid, 'SIGKILL');
}

/** @returns {boolean} whether {@link endAll} was called */
export function isStopped() {
	return stopped;
}

/**
 * Ends what a test has left running, after a moment for what is just ending.
 *
 * @returns {Promise<string[]>} one line per process: pid and command
 */
export async function endLeftovers() {
	const until = performance.now() + LEFT_WAIT_MS;
	while (leftovers().length > 0 && performance.now() < until) await delay(100);
	const left = leftovers();
	for (const { pid } of left) send(pid, 'SIGKILL');
	rmSync(FOLDER, { recursive: true, force: true });
	return left.map(({ pid, command }) => `${pid} ${command}`);
}

function leftovers() {
	if (process.platform !== 'linux') return [];
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.flatMap((name) => {
			try {
				// redis-server writes its title over its environment; its folder stays.
				const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
				const inside = readlinkSync(`/proc/${name}/cwd`).startsWith(FOLDER);
				if (!inside && !environment.includes(`TMPDIR=${FOLDER}`)) return [];
				const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
				return [{ pid: Number(name), command: command.slice(0, 120) }];
			} catch {
				return []; // gone, or somebody else's
			}
		});
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
	try {
		process.kill(pid, signal);
	} catch {
		// it has just ended
	}
}
