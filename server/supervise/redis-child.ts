import { createHash } from 'node:crypto';
import { lstatSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackOff } from './back-off.ts';
import { privateFolder, replaceFile } from './private-file.ts';
import { identityOf } from './process-identity.ts';
import { claimRedis, probeRedis } from './redis-probe.ts';
import {
	ChildRefused,
	SupervisedChild,
	type ChildRecipe,
	type ChildState,
	type EndingSteps
} from './supervised-child.ts';

export interface RedisSocket {
	/** For `createClient({ socket: { path } })`. */
	socketPath: string;
}

export type RedisState = ChildState<RedisSocket>;

export interface RedisChild {
	readonly state: RedisState;
	readonly socketPath: string;
	onChange(listener: (state: RedisState) => void): () => void;
	/** Ends Redis after it has written everything. */
	stop(): Promise<void>;
}

export interface RedisChildOptions {
	dataDir: string;
	instanceId: string;
	/** Absolute path of redis-server. */
	binary: string;
	backOff?: BackOff;
	/** How it is ended; Redis needs time to write its file. */
	endingSteps?: EndingSteps;
}

/** sun_path holds 108 bytes with its end. */
const SOCKET_PATH_BYTES_MAX = 107;
const READY_POLL_MS = 25;
const ENDING = [
	['SIGTERM', 10_000],
	['SIGKILL', 5_000]
] as const;

/**
 * Runs a private redis-server whose files are in `<dataDir>/redis`: reached by a socket only, every write on disk
 * before it is acknowledged, started again when it dies.
 *
 * @throws {Error} when the first start fails, with the last lines of its log
 */
export async function startRedisChild(options: RedisChildOptions): Promise<RedisChild> {
	const folder = privateFolder(join(options.dataDir, 'redis'));
	const socketPath = socketPathFor(folder);
	const child = new SupervisedChild(recipe(options, folder, socketPath), options.backOff);
	const first = await child.start();
	if (first.kind !== 'up') {
		await child.stop();
		throw new Error('detail' in first && first.detail ? `redis-server: ${first.detail}` : 'redis-server did not start');
	}
	return {
		socketPath,
		get state() {
			return child.state;
		},
		onChange: (listener) => child.onChange(listener),
		async stop() {
			await child.stop();
			if (dirname(socketPath) !== folder) rmSync(dirname(socketPath), { recursive: true, force: true });
		}
	};
}

/** What redis.conf holds: no acknowledged write may be lost, and nobody else may reach it. */
export function redisConf(socketPath: string): string {
	return [
		'port 0',
		`unixsocket ${quoted(socketPath)}`,
		'unixsocketperm 700',
		'daemonize no',
		'dir ./',
		'save ""',
		'appendonly yes',
		'appendfsync always',
		'no-appendfsync-on-rewrite no',
		'aof-load-truncated yes',
		'maxmemory-policy noeviction',
		''
	].join('\n');
}

function recipe({ binary, instanceId, endingSteps = ENDING }: RedisChildOptions, folder: string, socketPath: string) {
	const where = { socketPath };
	let claimed = false;
	const claim = async () => {
		// Only once: a Redis that comes back empty has lost our log, and must not be taken for ours.
		const holds = claimed ? await idIn(socketPath) : await claimRedis(socketPath, instanceId);
		if (holds !== instanceId) throw new ChildRefused(refusal(folder, holds, instanceId));
		claimed = true;
	};
	return {
		folder,
		endingSteps,
		async findLeftBehind() {
			const found = await probeRedis(socketPath);
			if (!found) return null;
			await claim();
			const identity = identityOf(found.pid);
			return identity && { where, identity };
		},
		async prepare() {
			rmSync(socketPath, { force: true });
			replaceFile(join(folder, 'redis.conf'), redisConf(socketPath));
			return { command: binary, args: [join(folder, 'redis.conf')], env: process.env, where };
		},
		async untilReady(_, signal) {
			// No limit of time: a big file takes long to load, and a start that is cut off would only begin again.
			while (!(await probeRedis(socketPath))) {
				if (signal.aborted) return;
				await delay(READY_POLL_MS);
			}
			await claim();
		}
	} satisfies ChildRecipe<RedisSocket>;
}

async function idIn(socketPath: string): Promise<string | null> {
	const answer = await probeRedis(socketPath);
	if (!answer) throw new Error('it stopped answering'); // slow or gone, which says nothing of what it holds
	return answer.instanceId;
}

function refusal(folder: string, holds: string | null, instanceId: string): string {
	if (holds === null) return `${folder} has lost the events of this instance: restore it from a backup.`;
	return (
		`${folder} holds the events of another instance (${holds}), this one is ${instanceId}: ` +
		'restore the secrets folder that belongs to it.'
	);
}

/** In the data folder, or, where that path is too long for a socket, in a private folder of the system's own. */
function socketPathFor(folder: string): string {
	const inside = join(folder, 'redis.sock');
	if (Buffer.byteLength(inside) <= SOCKET_PATH_BYTES_MAX) return inside;
	const name = createHash('sha256').update(folder).digest('hex').slice(0, 20);
	const outside = privateFolder(join(tmpdir(), `rondo-${name}`));
	const { uid, mode } = lstatSync(outside);
	if (uid !== userInfo().uid || (mode & 0o077) !== 0)
		throw new Error(`${outside} is not private to this user: remove it, or choose a shorter --data path.`);
	return join(outside, 'redis.sock');
}

function quoted(text: string): string {
	return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
