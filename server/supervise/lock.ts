import { createHash, randomBytes } from 'node:crypto';
import { rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { asIdentity, identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { createFile, jsonOf, textOf } from './private-file.ts';

/** Another app runs on this data folder. */
export class DataFolderInUse extends Error {
	readonly pid: number;
	constructor(dataDir: string, pid: number) {
		super(`${dataDir} is in use by another Rondo (process ${pid}): stop it, or choose another folder with --data.`);
		this.name = 'DataFolderInUse';
		this.pid = pid;
	}
}

export interface FolderLock {
	/** Gives the folder back; harmless when repeated or when the lock was lost. */
	release(): void;
}

const ATTEMPTS = 400;
const BETWEEN_ATTEMPTS_MS = 5;

/**
 * Admits one app per data folder. A lock whose process is gone (start time checked) is taken over.
 * It cannot see the processes of another container or machine that shares the folder.
 *
 * @throws {DataFolderInUse} while the holder is running
 */
export function lockDataFolder(dataDir: string): FolderLock {
	const path = join(dataDir, 'lock');
	const text = JSON.stringify({ ...identityOf(process.pid), token: randomBytes(12).toString('hex') });
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		if (createFile(path, text)) {
			return {
				release: () => {
					if (textOf(path) === text) unlinkSync(path);
				}
			};
		}
		const found = textOf(path);
		if (found === null) continue;
		const holder = runningHolder(path);
		if (holder) throw new DataFolderInUse(dataDir, holder.pid);
		if (!removeStale(path, found, text)) pause();
	}
	throw new DataFolderInUse(dataDir, asIdentity(jsonOf(path))?.pid ?? 0);
}

/**
 * Removes a stale lock so that of several starters none removes the fresh lock of another: the right to remove
 * exactly this text is a file of its own, and while somebody has it, nobody else can change the lock.
 *
 * @returns whether the lock may be tried again at once
 */
function removeStale(path: string, stale: string, own: string): boolean {
	const right = `${path}.stale-${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`;
	if (!createFile(right, own)) {
		// Its holder was killed within the few lines below, in an earlier start.
		if (textOf(right) !== null && !runningHolder(right)) rmSync(right, { force: true });
		return false;
	}
	if (textOf(path) === stale) unlinkSync(path);
	rmSync(right, { force: true });
	return true;
}

function runningHolder(path: string): ProcessIdentity | null {
	const holder = asIdentity(jsonOf(path));
	return holder && isRunning(holder) ? holder : null;
}

function pause(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_ATTEMPTS_MS);
}
