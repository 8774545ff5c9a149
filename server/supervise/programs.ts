import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The absolute path of a program, or null when no folder of `path` (as in PATH) has it. */
export function findProgram(name: string, path: string | undefined): string | null {
	const folders = (path ?? '').split(delimiter).filter(Boolean);
	return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

export function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}
