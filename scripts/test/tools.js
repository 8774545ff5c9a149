// The programs that the tests need and npm does not bring.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findGo, findLiveKit, installLiveKit } from '../../server/supervise/livekit-binary.ts';
import { findProgram, isProgram } from '../../server/supervise/programs.ts';
import { run } from './processes.js';

/** @typedef {{ path: string, missing: null } | { path: null, missing: string }} Tool */

export const TOOLS_FOLDER = process.env.RONDO_TOOLS || join(homedir(), '.cache', 'rondo', 'bin');

/** @returns {Tool} */
function chromium() {
	const named = process.env.CHROMIUM;
	if (named) return isProgram(named) ? found(named) : missing(`CHROMIUM names ${named}, which is no program`);
	const path = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findProgram(name, process.env.PATH));
	return found(path.find(Boolean) ?? null) ?? missing('chromium is not installed');
}

/** @returns {Tool} */
function redisServer() {
	return found(findProgram('redis-server', process.env.PATH)) ?? missing('redis-server is not installed');
}

/**
 * redis-server and chromium, installed with apt where that is possible without asking.
 *
 * @returns {Promise<{ redis: Tool, chromium: Tool }>}
 */
export async function systemTools() {
	const wanted = [redisServer().missing && 'redis-server', chromium().missing && 'chromium'].filter(isText);
	if (wanted.length > 0 && mayUseApt()) {
		console.log(`Installing ${wanted.join(' and ')} with apt …`);
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...wanted]]) {
			const { code, output } = await run('apt-get', ['-q', ...args], { env, capture: true });
			if (code !== 0) console.log(output.trimEnd().split('\n').slice(-5).join('\n'));
		}
	}
	return { redis: redisServer(), chromium: chromium() };
}

/**
 * LiveKit: the binary that is there, else one that is built with Go in the background.
 *
 * @param {AbortSignal} signal ends the installation
 * @returns {Promise<Tool>}
 */
export async function liveKit(signal) {
	const path = await findLiveKit(TOOLS_FOLDER);
	if (path) return { path, missing: null };
	const go = await findGo();
	if (go.kind === 'missing') return missing('livekit-server is not installed, nor is Go, which could build it');
	if (go.kind === 'too_old')
		return missing(`livekit-server is not installed, and Go ${go.version} is too old to build it`);
	console.log('Building livekit-server with Go, in the background …');
	try {
		return { path: await installLiveKit(TOOLS_FOLDER, go.path, signal), missing: null };
	} catch (error) {
		return missing(`livekit-server could not be built: ${/** @type {Error} */ (error).message}`);
	}
}

function mayUseApt() {
	if (process.getuid?.() !== 0 || !findProgram('apt-get', process.env.PATH)) return false;
	try {
		return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
	} catch {
		return false;
	}
}

/**
 * @param {string | null} path
 * @returns {any}
 */
function found(path) {
	return path === null ? null : { path, missing: null };
}

/**
 * @param {string} reason
 * @returns {Tool}
 */
function missing(reason) {
	return { path: null, missing: reason };
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
	return typeof value === 'string';
}
