import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createClient } from 'redis';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { identityOf, isRunning } from './process-identity.ts';
import { redisConf, startRedisChild, type RedisChild, type RedisChildOptions, type RedisState } from './redis-child.ts';
import { INSTANCE_KEY } from './redis-probe.ts';
import { folderForTest, idleProcess, redisServer, stateOf } from './testing.ts';

type Up = Extract<RedisState, { kind: 'up' }>;
const isUp = (state: RedisState): state is Up => state.kind === 'up';
const FAST = { firstMs: 5, longestMs: 40, wellAfterMs: 60_000 };
const INSTANCE = 'a1b2c3';

async function startIn(dataDir: string, options: Partial<RedisChildOptions> = {}): Promise<RedisChild> {
	const child = await startRedisChild({
		dataDir,
		instanceId: INSTANCE,
		binary: redisServer.path,
		backOff: FAST,
		...options
	});
	onTestFinished(() => child.stop());
	return child;
}

async function clientOf(child: { socketPath: string }) {
	const client = createClient({ RESP: 2, socket: { path: child.socketPath, reconnectStrategy: false } });
	client.on('error', () => {});
	await client.connect();
	onTestFinished(() => {
		if (client.isOpen) client.destroy();
	});
	return client;
}

const upOf = (child: RedisChild): Up => {
	if (child.state.kind !== 'up') throw new Error(child.state.kind);
	return child.state;
};

const recordIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'redis', 'child.json'), 'utf8'));

/** An app that is killed the moment its Redis is up, as in a crash. */
async function leaveBehind(dataDir: string): Promise<number> {
	const module = new URL('./redis-child.ts', import.meta.url).href;
	const options = JSON.stringify({ dataDir, instanceId: INSTANCE, binary: redisServer.path });
	const script = `
		const { startRedisChild } = await import(${JSON.stringify(module)});
		const child = await startRedisChild(${options});
		console.log(child.state.identity.pid);
		setInterval(() => {}, 1000);`;
	const app = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	const pid = Number(await once(app.stdout, 'data'));
	onTestFinished(() => {
		if (identityOf(pid)) process.kill(pid, 'SIGKILL');
	});
	app.kill('SIGKILL');
	await once(app, 'exit');
	return pid;
}

describe('a private redis-server', { timeout: 30_000 }, () => {
	beforeEach(({ skip }) => skip(redisServer.missing !== null, redisServer.missing ?? ''));

	test('[REDIS-1] loses no acknowledged write and is reached by its socket alone', async () => {
		const child = await startIn(folderForTest());
		const client = await clientOf(child);
		const wanted = {
			port: '0',
			appendonly: 'yes',
			appendfsync: 'always',
			'no-appendfsync-on-rewrite': 'no',
			'aof-load-truncated': 'yes',
			'maxmemory-policy': 'noeviction',
			save: ''
		};
		for (const [name, value] of Object.entries(wanted)) expect(await client.configGet(name)).toEqual({ [name]: value });
		expect(statSync(child.socketPath).mode & 0o777).toBe(0o700);
		expect(await client.get(INSTANCE_KEY)).toBe(INSTANCE);
	});

	test('[REDIS-2] killed, it is started again and holds what it had acknowledged', async () => {
		const child = await startIn(folderForTest());
		const client = await clientOf(child);
		await client.set('idea', 'a bench under the lime tree');
		const first = upOf(child).identity.pid;
		process.kill(first, 'SIGKILL');
		const down = await stateOf(child, (state): state is Extract<RedisState, { kind: 'down' }> => state.kind === 'down');
		expect(down).toMatchObject({ retryInMs: 5, detail: expect.stringContaining('SIGKILL') });
		const again = await stateOf(child, isUp);
		expect(again.identity.pid).not.toBe(first);
		expect(await (await clientOf(child)).get('idea')).toBe('a bench under the lime tree');
	});

	test('[REDIS-3] the wait between starts doubles up to a limit, and it comes back when it can', async () => {
		const folder = folderForTest();
		const binary = join(folder, 'redis-server');
		const becomes = (text: string) => {
			writeFileSync(binary, `#!/bin/sh\n${text}\n`);
			chmodSync(binary, 0o755);
		};
		becomes(`exec ${redisServer.path} "$@"`);
		const child = await startIn(folder, { binary });
		const waits: number[] = [];
		const fiveFailures = new Promise<void>((resolve) => {
			child.onChange((state) => {
				if (state.kind === 'down' && waits.push(state.retryInMs) === 5) resolve();
			});
		});
		becomes('echo out of memory >&2; exit 3');
		process.kill(upOf(child).identity.pid, 'SIGKILL');
		await fiveFailures;
		expect(waits.slice(0, 5)).toEqual([5, 10, 20, 40, 40]);
		expect(child.state).toMatchObject({ detail: expect.stringContaining('exit code 3: ') });
		becomes(`exec ${redisServer.path} "$@"`);
		await stateOf(child, isUp);
	});

	test('[REDIS-4] one that a crash left behind is adopted, watched, and ended with the app', async () => {
		const folder = folderForTest();
		const pid = await leaveBehind(folder);
		const child = await startIn(folder);
		expect(child.state).toMatchObject({ kind: 'up', adopted: true, identity: { pid } });
		process.kill(pid, 'SIGKILL');
		const again = await stateOf(child, (state): state is Up => isUp(state) && !state.adopted);
		await child.stop();
		expect(isRunning(again.identity)).toBe(false);
		expect(child.state.kind).toBe('stopped');
		expect(recordIn(folder)).toMatchObject({ identity: null });
	});

	test('[REDIS-5] one that was left behind and hangs is ended, and its writes are there', async () => {
		const folder = folderForTest();
		const pid = await leaveBehind(folder);
		const client = await clientOf({ socketPath: join(folder, 'redis', 'redis.sock') });
		await client.set('idea', 'kept');
		const hung = identityOf(pid)!;
		process.kill(pid, 'SIGSTOP');
		const endingSteps = [
			['SIGTERM', 50],
			['SIGKILL', 5_000]
		] as const;
		const child = await startIn(folder, { endingSteps });
		expect(isRunning(hung)).toBe(false);
		expect(upOf(child).adopted).toBe(false);
		expect(await (await clientOf(child)).get('idea')).toBe('kept');
	});

	test('[REDIS-6] a stranger with the recorded pid is left alone', async () => {
		const folder = folderForTest();
		const stranger = identityOf(idleProcess())!;
		mkdirSync(join(folder, 'redis'));
		const record = { identity: { ...stranger, startedAt: 'before the reboot' }, where: {} };
		writeFileSync(join(folder, 'redis', 'child.json'), JSON.stringify(record));
		expect(upOf(await startIn(folder)).adopted).toBe(false);
		expect(isRunning(stranger)).toBe(true);
	});

	test('[REDIS-7] events of another instance are refused, whether it runs or not', async () => {
		const folder = folderForTest();
		const theirs = await startIn(folder);
		await expect(startIn(folder, { instanceId: 'other' })).rejects.toThrow('another instance (a1b2c3)');
		expect(theirs.state.kind).toBe('up');
		await theirs.stop();
		await expect(startIn(folder, { instanceId: 'other' })).rejects.toThrow('another instance (a1b2c3)');
	});

	test('[REDIS-11] one that comes back empty is not taken for ours', async () => {
		const folder = folderForTest();
		const child = await startIn(folder);
		rmSync(join(folder, 'redis', 'appendonlydir'), { recursive: true });
		process.kill(upOf(child).identity.pid, 'SIGKILL');
		const stopped = await stateOf(
			child,
			(state): state is Extract<RedisState, { kind: 'stopped' }> => state.kind === 'stopped'
		);
		expect(stopped.detail).toContain('has lost the events of this instance');
	});

	test('[REDIS-8] a first start that fails says why', async () => {
		const folder = folderForTest();
		mkdirSync(join(folder, 'redis', 'appendonlydir'), { recursive: true });
		writeFileSync(join(folder, 'redis', 'appendonlydir', 'appendonly.aof.manifest'), 'nonsense\n');
		await expect(startIn(folder)).rejects.toThrow(/redis-server: it ended with exit code 1: .*manifest/);
		await expect(startIn(folderForTest(), { binary: '/no/such/redis-server' })).rejects.toThrow('ENOENT');
	});

	test('[REDIS-9] a data folder too deep for a socket gets one elsewhere, for its owner alone', async () => {
		const deep = join(folderForTest(), 'd'.repeat(90), '"quoted" \\ folder');
		const child = await startIn(deep);
		expect(Buffer.byteLength(child.socketPath)).toBeLessThan(108);
		expect(statSync(join(child.socketPath, '..')).mode & 0o777).toBe(0o700);
		expect(await (await clientOf(child)).ping()).toBe('PONG');
		await child.stop();
		expect(existsSync(join(child.socketPath, '..'))).toBe(false);
	});

	test('[REDIS-10] stopped while it is being started, it leaves no process', async () => {
		const folder = folderForTest();
		const child = await startIn(folder);
		process.kill(upOf(child).identity.pid, 'SIGKILL');
		await stateOf(child, (state): state is RedisState => state.kind === 'down');
		await child.stop();
		expect(child.state.kind).toBe('stopped');
		expect(recordIn(folder)).toMatchObject({ identity: null });
	});
});

test('[REDIS-1] a path with quotes cannot add a line to redis.conf', () => {
	expect(redisConf('/a "b" \\c')).toContain('unixsocket "/a \\"b\\" \\\\c"\n');
});
