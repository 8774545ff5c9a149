import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { findProgram, isProgram } from './programs.ts';
import { identityOf } from './process-identity.ts';

export const LIVEKIT_VERSION = '1.13.5';
/** From 1.21 on Go fetches the toolchain that LiveKit asks for by itself. */
export const GO_NEEDED = '1.21';
const LIVEKIT_NEEDED = '1.13';
const VERSION_WITHIN_MS = 10_000;
const LOWEST_PRIORITY = '19';

export type Go = { kind: 'usable'; path: string } | { kind: 'too_old'; version: string } | { kind: 'missing' };

/** Where an installation puts the binary. */
export function installedLiveKit(toolsDir: string): string {
	return join(toolsDir, `livekit-server-v${LIVEKIT_VERSION}`);
}

/** The installed binary, else one on `path` that is new enough, else null. */
export async function findLiveKit(toolsDir: string, path = process.env.PATH): Promise<string | null> {
	const installed = installedLiveKit(toolsDir);
	if (isProgram(installed)) return installed;
	const found = findProgram('livekit-server', path);
	// Its configuration is strict: an older server stops at a key that it does not know.
	return found && isAtLeast(await versionOf(found, '--version'), LIVEKIT_NEEDED) ? found : null;
}

export async function findGo(path = process.env.PATH): Promise<Go> {
	const found = findProgram('go', path);
	if (!found) return { kind: 'missing' };
	const version = await versionOf(found, 'version');
	return isAtLeast(version, GO_NEEDED) ? { kind: 'usable', path: found } : { kind: 'too_old', version };
}

export function isAtLeast(version: string, needed: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [majorNeeded = 0, minorNeeded = 0] = needed.split('.').map(Number);
	return major > majorNeeded || (major === majorNeeded && minor >= minorNeeded);
}

/**
 * Builds livekit-server with Go at the lowest priority (100 s on two cores when nothing is cached).
 *
 * @returns the path of the binary
 * @throws {Error} with Go's last lines
 */
export async function installLiveKit(toolsDir: string, go: string, signal?: AbortSignal): Promise<string> {
	mkdirSync(toolsDir, { recursive: true });
	removeLeftovers(toolsDir);
	const folder = join(toolsDir, `.installing-${process.pid}`);
	mkdirSync(folder, { recursive: true });
	try {
		await runGo(go, ['install', `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_VERSION}`], folder, signal);
		renameSync(join(folder, 'server'), installedLiveKit(toolsDir)); // whole or not at all, also for another starter
		return installedLiveKit(toolsDir);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function runGo(go: string, args: string[], folder: string, signal?: AbortSignal): Promise<void> {
	const nice = findProgram('nice', process.env.PATH);
	const [command, ...rest] = nice ? [nice, '-n', LOWEST_PRIORITY, go, ...args] : [go, ...args];
	const child = spawn(command!, rest, {
		cwd: folder,
		detached: true, // its compilers are its group, so that all of them can be ended
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { ...process.env, HOME: homedir(), GOBIN: folder, GOTOOLCHAIN: 'auto', CGO_ENABLED: '0' }
	});
	let tail = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-2_000)));
	const end = () => {
		try {
			if (child.pid) process.kill(-child.pid, 'SIGTERM');
		} catch {
			// the group is gone already
		}
	};
	signal?.addEventListener('abort', end, { once: true });
	try {
		const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
		if (signal?.aborted) throw new Error('stopped');
		if (code !== 0)
			throw new Error(`go install ended with exit code ${code}: ${tail.trim().split('\n').slice(-3).join(' | ')}`);
	} finally {
		signal?.removeEventListener('abort', end);
	}
}

/** Folders of installations whose app was killed. */
function removeLeftovers(toolsDir: string): void {
	for (const name of readdirSync(toolsDir)) {
		const pid = /^\.installing-(\d+)$/.exec(name)?.[1];
		if (pid && !identityOf(Number(pid))) rmSync(join(toolsDir, name), { recursive: true, force: true });
	}
}

async function versionOf(program: string, argument: string): Promise<string> {
	try {
		const { stdout } = await promisify(execFile)(program, [argument], { timeout: VERSION_WITHIN_MS });
		return /(\d+\.\d+(\.\d+)?)/.exec(stdout)?.[1] ?? '0';
	} catch {
		return '0'; // cannot be run: as good as too old
	}
}
