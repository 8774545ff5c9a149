import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hashOfSources, isBuilt } from '../../scripts/build.js';
import { SetUpError, carriedNode, ensureInstalled } from '../../scripts/install.js';

function folderWith(files: Record<string, string>): string {
	const folder = mkdtempSync(join(tmpdir(), 'rondo-set-up-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(join(folder, dirname(path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return folder;
}

const lockfile = (version: string) =>
	JSON.stringify({
		packages: {
			'': { name: 'x' },
			'node_modules/a': { version, integrity: 'sha512-a' },
			'node_modules/b-win32': { version: '1.0.0', integrity: 'sha512-b', optional: true }
		}
	});

const installed = (version: string) => ({
	'package-lock.json': lockfile('1.0.0'),
	'node_modules/a/package.json': '{}',
	'node_modules/.package-lock.json': JSON.stringify({
		packages: { 'node_modules/a': { version, integrity: 'sha512-a' } }
	})
});

/** Runs the work where no npm can be found. */
function withoutNpm<Result>(work: () => Result): Result {
	const { PATH, npm_execpath } = process.env;
	const bin = folderWith({});
	process.env.PATH = bin;
	delete process.env.npm_execpath;
	try {
		return work();
	} finally {
		process.env.PATH = PATH;
		if (npm_execpath !== undefined) process.env.npm_execpath = npm_execpath;
	}
}

describe('[START-1] packages are as the lockfile says', () => {
	test('what somebody installed by hand is taken as it is, and then known by its mark', () => {
		const folder = folderWith(installed('1.0.0'));
		withoutNpm(() => ensureInstalled(folder));
		rmSync(join(folder, 'node_modules', '.package-lock.json'));
		withoutNpm(() => ensureInstalled(folder));
	});

	test.each([
		['another version', installed('0.9.0')],
		['no node_modules', { 'package-lock.json': lockfile('1.0.0') }],
		['a folder that is gone', { ...installed('1.0.0'), 'node_modules/a/package.json': undefined }]
	])('%s: npm is called, and its absence is one sentence', (_, files) => {
		const present = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
		const folder = folderWith(Object.fromEntries(present));
		expect(() => withoutNpm(() => ensureInstalled(folder))).toThrow(SetUpError);
		expect(() => withoutNpm(() => ensureInstalled(folder))).toThrow(
			/^npm cannot be started .* install it and try again\.$/
		);
		expect(existsSync(join(folder, 'node_modules', '.lockfile-hash'))).toBe(false);
	});

	test('a changed lockfile is noticed', () => {
		const folder = folderWith(installed('1.0.0'));
		withoutNpm(() => ensureInstalled(folder));
		writeFileSync(join(folder, 'package-lock.json'), lockfile('2.0.0'));
		expect(() => withoutNpm(() => ensureInstalled(folder))).toThrow(SetUpError);
	});

	test('the Node that is run is the one that the project carries', () => {
		const name = `node-${process.platform}-${process.arch}`;
		const folder = folderWith({ [`node_modules/${name}/bin/node`]: '' });
		expect(carriedNode(folder)).toBe(join(folder, 'node_modules', name, 'bin', 'node'));
	});
});

describe('[START-2] the pages are built when their sources have changed, and only then', () => {
	const sources = { 'src/a.ts': 'a', 'messages/en.json': '{}', 'src/lib/paraglide/x.js': 'x', 'src/a.test.ts': 't' };

	test('content and names count, generated files and tests do not', () => {
		const folder = folderWith(sources);
		const before = hashOfSources(folder);
		writeFileSync(join(folder, 'src/lib/paraglide/x.js'), 'y');
		writeFileSync(join(folder, 'src/a.test.ts'), 'u');
		expect(hashOfSources(folder)).toBe(before);
		writeFileSync(join(folder, 'messages/en.json'), '{"a":"b"}');
		const changed = hashOfSources(folder);
		expect(changed).not.toBe(before);
		cpSync(join(folder, 'src/a.ts'), join(folder, 'src/b.ts'));
		expect(hashOfSources(folder)).not.toBe(changed);
	});

	test('a build counts only with the mark of these sources', () => {
		const folder = folderWith({ ...sources, 'build/handler.js': '' });
		expect(isBuilt(folder)).toBe(false);
		writeFileSync(join(folder, 'build/.sources'), hashOfSources(folder));
		expect(isBuilt(folder)).toBe(true);
		writeFileSync(join(folder, 'src/a.ts'), 'b');
		expect(isBuilt(folder)).toBe(false);
	});
});

test('[START-3] what a bare clone runs imports nothing that must be installed first', () => {
	for (const file of ['start.js', 'test.js', 'install.js', 'build.js', 'hand-over.js', 'options.js']) {
		const text = readFileSync(new URL(`../../scripts/${file}`, import.meta.url), 'utf8');
		const targets = [...text.matchAll(/from '([^']+)'/g)].map(([, target]) => target);
		for (const target of targets) expect(target).toMatch(/^(node:|\.\/)/);
	}
});

test('[START-4] the exit code and a signal are handed on', () => {
	const handOver = new URL('../../scripts/hand-over.js', import.meta.url).href;
	const through = (script: string) =>
		spawnSync(
			process.execPath,
			[
				'--input-type=module',
				'-e',
				`const { handOver } = await import(${JSON.stringify(handOver)});
				process.exitCode = await handOver(process.execPath, ['-e', ${JSON.stringify(script)}], process.env);`
			],
			{ encoding: 'utf8' }
		);
	expect(through('process.exit(7)').status).toBe(7);
	expect(through('process.kill(process.pid, "SIGKILL")').status).toBe(137);
	// The child signals its parent twice, as a terminal and npm do, and counts what comes back.
	const counting = `
		let heard = 0;
		process.on('SIGTERM', () => { heard++; setTimeout(() => process.exit(40 + heard), 300); });
		process.kill(process.ppid, 'SIGTERM');
		process.kill(process.ppid, 'SIGTERM');
		setTimeout(() => {}, 5000);`;
	expect(through(counting).status).toBe(41);
}, 30_000);
