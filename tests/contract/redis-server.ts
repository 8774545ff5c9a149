import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';

const REDIS_SERVER = process.env.REDIS_SERVER ?? '/usr/bin/redis-server';

/** Whether there is a Redis to test with. On CI it must be there. */
export function redisIsHere(): boolean {
	if (existsSync(REDIS_SERVER)) return true;
	if (process.env.CI === 'true') throw new Error(`${REDIS_SERVER} is missing, and CI must not skip its tests`);
	console.log(`Redis tests are skipped: ${REDIS_SERVER} is not there`);
	return false;
}

export interface RedisServer {
	readonly socketPath: string;
	/** Of the process that runs now. */
	readonly pid: number;
	/** Ends it as an operator would. */
	stop(): Promise<void>;
	/** Ends it as a power cut would, but for what the disk has. */
	kill9(): Promise<void>;
	/** Starts it again on the same files and socket. */
	restart(): Promise<void>;
}

/**
 * Starts a private Redis on a unix socket in `folder`, every write on the disk before its answer.
 * @param settings more arguments, such as `['--appendfsync', 'everysec']`
 */
export async function startRedis(folder: string, settings: readonly string[] = []): Promise<RedisServer> {
	await mkdir(folder, { recursive: true });
	const socketPath = join(folder, 'redis.sock');
	let child = await start(folder, socketPath, settings);
	const end = async (signal: NodeJS.Signals) => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGCONT');
		child.kill(signal);
		await ended;
	};
	return {
		socketPath,
		get pid() {
			return child.pid!;
		},
		stop: () => end('SIGTERM'),
		kill9: () => end('SIGKILL'),
		restart: async () => {
			child = await start(folder, socketPath, settings);
		}
	};
}

async function start(folder: string, socketPath: string, settings: readonly string[]): Promise<ChildProcess> {
	const safe = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--no-appendfsync-on-rewrite', 'no'];
	const place = ['--port', '0', '--unixsocket', socketPath, '--dir', folder, '--daemonize', 'no'];
	const child = spawn(REDIS_SERVER, [...place, ...safe, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (text) => (output = (output + text).slice(-4_000)));
	const deadline = performance.now() + 10_000;
	while (!(await answers(socketPath))) {
		if (child.exitCode !== null || performance.now() > deadline) {
			child.kill('SIGKILL');
			throw new Error(`redis-server did not start:\n${output}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	return child;
}

/** Whether it answers PING: while it loads its files it answers LOADING. */
function answers(socketPath: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = createConnection(socketPath, () => socket.write('PING\r\n'));
		socket.on('error', () => resolve(false));
		socket.on('close', () => resolve(false));
		socket.once('data', (reply) => {
			resolve(String(reply).startsWith('+PONG'));
			socket.destroy();
		});
	});
}
