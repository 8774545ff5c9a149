/** `npm run dev`, ended as people end it: nothing that it started runs on. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { asIdentity, endProcess, isRunning, type ProcessIdentity } from '#server/supervise/process-identity.ts';
import { jsonOf } from '#server/supervise/private-file.ts';
import { findProgram } from '#server/supervise/programs.ts';
import { LIVEKIT_SERVER } from '../livekit-server.ts';
import { freePort, temporaryFolder } from './app-process.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const REDIS = findProgram('redis-server', process.env.PATH);
const NPM = findProgram('npm', process.env.PATH);
/** Gives a program a terminal of its own. */
const TERMINAL = findProgram('script', process.env.PATH);
const CHILDREN = LIVEKIT_SERVER ? ['redis', 'livekit'] : ['redis'];
const CTRL_C = '\x03';

const childOf = (data: string, name: string): ProcessIdentity | null =>
	asIdentity((jsonOf(join(data, name, 'child.json')) as { identity?: unknown } | null)?.identity);

interface Developing {
	readonly npm: ChildProcess;
	readonly children: readonly ProcessIdentity[];
}

async function develop(terminal: boolean, atEnd: (act: () => Promise<void>) => void): Promise<Developing> {
	const folder = temporaryFolder('dev');
	const { path: data } = folder;
	const args = ['run', 'dev', '--', '--port', `${await freePort()}`, '--strictPort', '--host', '127.0.0.1'];
	const env = {
		...process.env,
		RONDO_DATA: data,
		RONDO_STORE: 'redis',
		RONDO_MEDIA: LIVEKIT_SERVER ? 'auto' : 'off',
		REDIS_URL: '',
		LOG_LEVEL: 'warn',
		NODE_ENV: 'development',
		VITEST: '',
		...(LIVEKIT_SERVER ? { LIVEKIT_SERVER } : {})
	};
	const [program, given] = terminal ? [TERMINAL!, ['-qefc', [NPM!, ...args].join(' '), '/dev/null']] : [NPM!, args];
	const npm = spawn(program, given, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text: Buffer) => (output += text));
	atEnd(async () => {
		if (npm.exitCode === null && npm.signalCode === null) npm.kill('SIGKILL');
		for (const name of CHILDREN) {
			const child = childOf(data, name);
			if (child) await endProcess(child, [['SIGKILL', 5_000]]);
		}
		folder.remove();
	});
	await expect
		.poll(() => CHILDREN.filter((name) => childOf(data, name) !== null), { timeout: 90_000, message: 'its children' })
		.toEqual(CHILDREN)
		.catch((fault: Error) => Promise.reject(new Error(`${fault.message}\n${output}`)));
	await expect.poll(() => output, { timeout: 90_000 }).toContain('live: http://');
	return { npm, children: CHILDREN.map((name) => childOf(data, name)!) };
}

/** Twice, because people do, and because npm hands a signal on and then goes away. */
const WAYS: readonly [string, terminal: boolean, end: (npm: ChildProcess) => void][] = [
	['SIGTERM of npm, twice', false, (npm) => void (npm.kill('SIGTERM'), npm.kill('SIGTERM'))],
	['SIGINT of npm', false, (npm) => void npm.kill('SIGINT')],
	['Ctrl-C in a terminal, twice', true, (npm) => void npm.stdin!.write(CTRL_C + CTRL_C)]
];

test.skipIf(!REDIS || !NPM).for(WAYS)(
	'[START-5] %s ends npm run dev with its Redis and LiveKit',
	{ timeout: 150_000 },
	async ([, terminal, end], { skip, onTestFinished }) => {
		skip(terminal && !TERMINAL, 'no terminal here: "script" is missing');
		const { npm, children } = await develop(terminal, onTestFinished);
		expect(children.map(isRunning)).toEqual(children.map(() => true));
		const gone = once(npm, 'exit');
		end(npm);
		await gone;
		await expect.poll(() => children.filter(isRunning), { timeout: 30_000 }).toEqual([]);
	}
);
