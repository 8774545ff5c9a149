import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder that only its owner may enter; one that exists keeps its mode. */
export function privateFolder(path: string): string {
	mkdirSync(path, { recursive: true, mode: 0o700 });
	return path;
}

/** Replaces the file as a whole (mode 0600): a reader sees the old or the new text, never half of one. */
export function replaceFile(path: string, text: string): void {
	renameSync(writeBeside(path, text), path);
}

/** Creates the file as a whole (mode 0600). @returns false when it exists already; it is left as it is */
export function createFile(path: string, text: string): boolean {
	const written = writeBeside(path, text);
	try {
		linkSync(written, path);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	} finally {
		unlinkSync(written);
	}
}

/** The file's text, or null when there is no such file. */
export function textOf(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}

/** The file's JSON, or null when there is no such file or it is not JSON. */
export function jsonOf(path: string): unknown {
	const text = textOf(path);
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}

export function codeOf(error: unknown): string | undefined {
	return (error as NodeJS.ErrnoException | null)?.code;
}

function writeBeside(path: string, text: string): string {
	privateFolder(dirname(path));
	const beside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
	writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
	chmodSync(beside, 0o600); // whatever the umask is
	return beside;
}
