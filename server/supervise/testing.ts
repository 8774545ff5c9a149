// For the tests of this folder: real programs, real folders, nothing left behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { installedLiveKit } from './livekit-binary.ts';
import { findProgram, isProgram } from './programs.ts';

/** A new folder that is removed after the test; call it before anything that runs in it. */
export function folderForTest(): string {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A process of no use that ends with the test. */
export function idleProcess(): number {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
	onTestFinished(() => void child.kill('SIGKILL'));
	return child.pid!;
}

/** Resolves with the first state, now or later, that `wanted` accepts. */
export function stateOf<State, Wanted extends State>(
	of: { readonly state: State; onChange(listener: (state: State) => void): () => void },
	wanted: (state: State) => state is Wanted
): Promise<Wanted> {
	if (wanted(of.state)) return Promise.resolve(of.state);
	return new Promise((resolve) => {
		const end = of.onChange((state) => {
			if (!wanted(state)) return;
			end();
			resolve(state);
		});
	});
}

/** redis-server, or why these tests are skipped; with CI=true they run and fail instead. */
export const redisServer = required('redis-server', findProgram('redis-server', process.env.PATH));

const toolsDir = process.env.RONDO_TOOLS || join(homedir(), '.cache', 'rondo', 'bin');
const liveKit = installedLiveKit(toolsDir);
export const liveKitTools = required(liveKit, isProgram(liveKit) ? toolsDir : null);

function required(name: string, path: string | null): { path: string; missing: string | null } {
	if (path === null && process.env.CI !== 'true') return { path: '', missing: `${name} is not installed` };
	return { path: path ?? `/missing/${name}`, missing: null };
}
