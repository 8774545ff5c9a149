/** The app as an operator runs it: a process of its own with a known pid, on a data folder that outlives it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { build, isBuilt } from '../../scripts/build.js';

const ROOT = resolve(import.meta.dirname, '..', '..');
const START_LIMIT_MS = 60_000;

let built: Promise<void> | null = null;

/** Builds the pages once, if they are not those of the sources. */
export function ensureBuilt(): Promise<void> {
	const there = existsSync(join(ROOT, 'build', 'handler.js'));
	// Somebody who changes pages all the time may test against the ones of before.
	if (there && process.env.RONDO_TEST_KEEP_BUILD === '1') return Promise.resolve();
	return (built ??= isBuilt() && there ? Promise.resolve() : build(process.execPath));
}

/** The seed of a run, printed so that it can be repeated: RONDO_TEST_SEED, or today's own. */
export function seedOf(what: string): number {
	const seed = Number(process.env.RONDO_TEST_SEED ?? randomInt(2 ** 31));
	console.log(`${what}: RONDO_TEST_SEED=${seed}`);
	return seed;
}

/** Below the ports that the system gives to outgoing connections: else one of these may have it while its server is away. */
const [LOWEST_PORT, HIGHEST_PORT] = [20_000, 32_000];

/** A port of the loopback interface that is free, and that nobody gets by chance before it is used or between two starts. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
		const server = createServer().listen(port, '127.0.0.1');
		const free = await once(server, 'listening').then(
			() => true,
			() => false
		);
		if (!free) continue;
		server.close();
		await once(server, 'close');
		return port;
	}
}

/** A folder that is deleted with everything in it when the tests of the file are over. */
export function temporaryFolder(name: string): { path: string; remove: () => void } {
	const path = mkdtempSync(join(tmpdir(), `rondo-${name}-`));
	return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface AppOptions {
	data: string;
	store: 'sqlite' | 'redis';
	/** The operator's Redis; absent with `redis`: the app starts a private one. */
	redisUrl?: string;
	/** Default: a free one. It is kept over restarts. */
	port?: number;
	/** `auto`: with a livekit-server of its own. Default `off`. */
	media?: 'auto' | 'off';
}

export class AppProcess {
	readonly #options: AppOptions;
	#child: ChildProcess | null = null;
	#port: number;
	#instanceLink = '';
	/** The last of what it printed, for a test that fails. */
	output = '';

	private constructor(options: AppOptions, port: number) {
		this.#options = options;
		this.#port = port;
	}

	static async start(options: AppOptions): Promise<AppProcess> {
		await ensureBuilt();
		const app = new AppProcess(options, options.port ?? (await freePort()));
		await app.start();
		return app;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.#port}`;
	}
	get pid(): number {
		return this.#child!.pid!;
	}
	/** The address that lets a browser create events. */
	get instanceLink(): string {
		return this.#instanceLink;
	}

	/** Starts it (again), on the same folder and port; resolves when it has printed its address. */
	async start(): Promise<void> {
		const { data, store, redisUrl, media = 'off' } = this.#options;
		const args = ['--data', data, '--port', `${this.#port}`, '--media', media, '--store', store, '--log-level', 'warn'];
		const env = { ...process.env, REDIS_URL: redisUrl ?? '', NODE_ENV: 'production' };
		const child = spawn(process.execPath, [join(ROOT, 'server', 'main.ts'), ...args], {
			env,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		let printed = '';
		const up = new Promise<void>((resolve, reject) => {
			const look = (text: Buffer) => {
				this.output = (this.output + text).slice(-8_000);
				printed += text;
				const address = /is up: http:\/\/\S+:(\d+)[\s\S]*Instance link[^:]*: (\S+)[\s\S]*Media:/.exec(printed);
				if (!address) return;
				this.#port = Number(address[1]);
				this.#instanceLink = address[2]!.replace('//localhost:', '//127.0.0.1:');
				resolve();
			};
			child.stdout!.on('data', look);
			child.stderr!.on('data', look);
			child.once('exit', (code) => reject(new Error(`the app ended with ${code} while starting:\n${this.output}`)));
			setTimeout(() => reject(new Error(`the app did not start:\n${this.output}`)), START_LIMIT_MS).unref();
		});
		await up;
	}

	/** Ends it as a power cut would end the process. */
	async kill9(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** Ends it as an operator does. @returns the exit code */
	async stop(): Promise<number | null> {
		return this.#end('SIGTERM');
	}

	async #end(signal: NodeJS.Signals): Promise<number | null> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
		const ended = once(child, 'exit');
		child.kill(signal);
		const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
		const [code] = (await ended) as [number | null];
		clearTimeout(late);
		return code;
	}
}
