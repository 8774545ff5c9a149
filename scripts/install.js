// Step 1 of both commands: packages as the lockfile says, and the Node that the project carries.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A sentence for the person at the terminal; no stack is shown. */
export class SetUpError extends Error {}

const CARRIED_MAJOR = 24;

/**
 * Runs `npm ci` unless node_modules is what package-lock.json asks for.
 *
 * @param {string} [root] the project's folder
 * @throws {SetUpError} when npm is missing or fails
 */
export function ensureInstalled(root = ROOT) {
	const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
	const hash = createHash('sha256').update(lockfile).digest('hex');
	const mark = join(root, 'node_modules', '.lockfile-hash');
	if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
	// Somebody's own `npm ci` or `npm install` left no mark: npm's own record says what it put there.
	if (!agreesWithLockfile(root, lockfile)) {
		console.error('Installing packages (npm ci) …');
		installPackages(root);
	}
	writeFileSync(mark, hash);
}

/**
 * @param {string} root
 * @param {string} lockfile
 */
function agreesWithLockfile(root, lockfile) {
	const record = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */
	/** @type {Packages} */
	const wanted = JSON.parse(lockfile).packages;
	/** @type {Packages} */
	const present = JSON.parse(readFileSync(record, 'utf8')).packages;
	for (const path of Object.keys(present)) if (!(path in wanted)) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (path === '') return true;
		const found = present[path];
		if (!found) return entry.optional === true; // packages of other platforms
		return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
	});
}

/**
 * `npm ci`, else `npm install` from the same lockfile: a registry that does not hold the packages of every other
 * platform makes `npm ci` call the lockfile incomplete, while `npm install` passes over what is optional. Both check
 * the hashes in the lockfile, and neither writes it.
 *
 * @param {string} root
 */
function installPackages(root) {
	const clean = npm(root, ['ci']);
	if (clean.status === 0) return;
	const incomplete = clean.stderr.includes('EUSAGE');
	if (!incomplete) process.stderr.write(clean.stderr);
	const result = incomplete ? npm(root, ['install', '--no-save']) : clean;
	if (result.status === 0) return;
	if (incomplete) process.stderr.write(result.stderr);
	throw new SetUpError(`The packages could not be installed (npm: ${result.end}): see its message above.`);
}

/**
 * @param {string} root
 * @param {string[]} command
 */
function npm(root, command) {
	// Under `npm run` this is npm's own file; run it with the Node that runs us.
	const own = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
	const [program = 'npm', ...before] = own;
	const args = [...before, ...command, '--include=dev', '--include=optional', '--no-progress', '--loglevel=error'];
	const { error, status, signal, stderr } = spawnSync(program, args, {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
	});
	if (error) throw new SetUpError(`npm cannot be started (${error.message}): install it and try again.`);
	return { status, stderr, end: signal ?? `exit code ${status}` };
}

/**
 * @param {string} [root]
 * @returns {string} absolute path of the Node that everything else runs on
 * @throws {SetUpError} when there is none for this platform
 */
export function carriedNode(root = ROOT) {
	const name = `node-${process.platform}-${process.arch}`;
	const path = join(root, 'node_modules', name, 'bin', 'node');
	if (existsSync(path)) return path;
	if (Number(process.versions.node.split('.')[0]) >= CARRIED_MAJOR) return process.execPath;
	throw new SetUpError(
		`Rondo needs Node ${CARRIED_MAJOR} and carries none for ${process.platform}-${process.arch} (${name}): ` +
			`install Node ${CARRIED_MAJOR} or newer and run the command again.`
	);
}
