// Step 3 of `npm start`: builds the pages when build/ is older than the sources, by content and not by date.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, SetUpError } from './install.js';

const SOURCES = [
	'messages',
	'package-lock.json',
	'package.json',
	'project.inlang/settings.json',
	'scripts/shared-files.ts',
	'server',
	'src',
	'static',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts'
];
/** Generated while building, or never part of a build. */
const IGNORED = /(^src\/lib\/paraglide(\/|$)|\.test\.ts$)/;

/**
 * @param {string} root
 * @param {string} path relative to root, with forward slashes
 * @returns {string[]} the files under it, sorted
 */
function filesUnder(root, path) {
	if (IGNORED.test(path) || !existsSync(join(root, path))) return [];
	if (!statSync(join(root, path)).isDirectory()) return [path];
	return readdirSync(join(root, path))
		.sort()
		.flatMap((name) => filesUnder(root, `${path}/${name}`));
}

/**
 * @param {string} [root]
 * @returns {string} SHA-256 over the paths and bytes of everything a build depends on, in hex
 */
export function hashOfSources(root = ROOT) {
	const hash = createHash('sha256');
	for (const path of SOURCES.flatMap((source) => filesUnder(root, source))) {
		const bytes = readFileSync(join(root, path));
		hash.update(`${path}\0${bytes.length}\0`).update(bytes);
	}
	return hash.digest('hex');
}

/**
 * @param {string} [root]
 * @returns {boolean} whether build/ was made from the sources as they are now
 */
export function isBuilt(root = ROOT) {
	const mark = join(root, 'build', '.sources');
	return existsSync(mark) && readFileSync(mark, 'utf8') === hashOfSources(root);
}

/**
 * Builds into build/ and marks it with the hash of the sources it was made from.
 *
 * @param {string} node
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} [options]
 * @throws {SetUpError} when the build fails
 */
export async function build(node, { root = ROOT, env = process.env, signal } = {}) {
	const mark = join(root, 'build', '.sources');
	rmSync(mark, { force: true }); // a build cut off in the middle must not pass for a whole one
	const before = hashOfSources(root);
	const child = spawn(node, [join(root, 'scripts', 'build-pages.js')], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env,
		...(signal ? { signal } : {})
	});
	// What a bundler says when all is well helps nobody who wants to see a page.
	/** @type {Buffer[]} */
	const said = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
	const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
	if (code === 0) return writeFileSync(mark, before);
	process.stderr.write(Buffer.concat(said));
	throw new SetUpError(`The pages could not be built (exit code ${code}): see the message above.`);
}
