/** The production build as an operator runs it, with its own livekit-server; it can be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { asIdentity, isRunning } from '#server/supervise/process-identity.ts';
import { LIVEKIT_SERVER } from '../../livekit-server.ts';
import { plantSmallCafe, type CafeWish, type SmallCafe } from './small-cafe.ts';
import { temporaryFolder } from '../../integration/app-process.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const START_LIMIT_MS = 60_000;
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the pages cannot be shown in a browser here, or null. On CI nothing may be missing. */
export const missingBrowser = needed(
	!existsSync(CHROMIUM)
		? `chromium is not at ${CHROMIUM}`
		: !existsSync(join(ROOT, 'build', 'handler.js'))
			? 'build/handler.js is missing: run "npm run build" first'
			: null
);
/** Why nothing can be heard here, or null. */
export const missingMedia =
	missingBrowser ?? needed(existsSync(LIVEKIT_SERVER) ? null : `livekit-server is not at ${LIVEKIT_SERVER}`);

function needed(missing: string | null): string | null {
	if (missing && process.env.CI === 'true') throw new Error(missing);
	if (missing) console.log(`skipped: ${missing}`);
	return missing;
}

export interface AppWish {
	store?: 'sqlite' | 'redis';
	media?: 'auto' | 'off';
	cafe?: Omit<CafeWish, 'data' | 'store' | 'redisUrl'>;
}

/** The app with one small café in it, on a folder of its own. */
export class App {
	readonly cafe: SmallCafe;
	readonly data: string;
	readonly #wish: Required<Pick<AppWish, 'store' | 'media'>>;
	readonly #remove: () => void;
	#child: ChildProcess | null = null;
	#port = 0;
	#instanceLink = '';
	#output = '';

	private constructor(cafe: SmallCafe, folder: ReturnType<typeof temporaryFolder>, wish: AppWish) {
		this.cafe = cafe;
		this.data = folder.path;
		this.#remove = folder.remove;
		this.#wish = { store: wish.store ?? 'sqlite', media: wish.media ?? 'auto' };
	}

	/** Resolves when pages are served and, unless it is off, media is on. */
	static async open(wish: AppWish = {}): Promise<App> {
		const folder = temporaryFolder('e2e');
		const cafe = await plantSmallCafe({ ...wish.cafe, data: folder.path, store: wish.store ?? 'sqlite' });
		const app = new App(cafe, folder, wish);
		await app.start();
		return app;
	}

	get origin(): string {
		return `http://localhost:${this.#port}`;
	}
	get instanceLink(): string {
		return this.#instanceLink;
	}
	link(who: keyof SmallCafe['tokens']): string {
		return `${this.origin}/l/${this.cafe.tokens[who]}`;
	}
	/** What it printed last. */
	get output(): string {
		return this.#output;
	}

	/** `on`, `off` or `installing`, as /health tells it. */
	async media(): Promise<string> {
		const response = await fetch(`${this.origin}/health`);
		return ((await response.json()) as { media: string }).media;
	}

	/** Starts it (again) on the same folder and port. */
	async start(): Promise<void> {
		const { store, media } = this.#wish;
		const args = ['--data', this.data, '--port', `${this.#port}`, '--store', store, '--media', media];
		const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
		for (const name of ['REDIS_URL', 'LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']) delete env[name];
		const child = spawn(process.execPath, [join(ROOT, 'server', 'main.ts'), ...args, '--log-level', 'warn'], {
			env,
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		const up = Promise.withResolvers<void>();
		let printed = '';
		const look = (text: Buffer) => {
			printed += text;
			this.#output = (this.#output + text).slice(-8_000);
			const address = /is up: http:\/\/\S+:(\d+)[\s\S]*Instance link[^:]*: (\S+)/.exec(printed);
			if (!address || !(media === 'off' ? /^Media: off/m : /^Media: on/m).test(printed)) return;
			this.#port = Number(address[1]);
			this.#instanceLink = address[2]!;
			up.resolve();
		};
		child.stdout.on('data', look);
		child.stderr.on('data', look);
		child.once('exit', (code) => up.reject(new Error(`the app ended with ${code} while starting:\n${this.#output}`)));
		const late = setTimeout(() => up.reject(new Error(`the app did not start:\n${this.#output}`)), START_LIMIT_MS);
		await up.promise.finally(() => clearTimeout(late));
	}

	/** Ends the process as a power cut would; its livekit-server and redis-server go on. */
	async kill9(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** Ends only the livekit-server, without a word. @returns its pid */
	killLiveKit(): number {
		const pid = this.#childPid('livekit');
		if (pid === null) throw new Error('no livekit-server is recorded');
		process.kill(pid, 'SIGKILL');
		return pid;
	}

	/** Ends everything that was started, and deletes the folder. */
	async close(): Promise<void> {
		await this.#end('SIGTERM');
		// What a killed app left behind and no second start took over.
		for (const kind of ['livekit', 'redis'] as const) {
			const pid = this.#childPid(kind);
			if (pid !== null) process.kill(pid, 'SIGKILL');
		}
		this.#remove();
	}

	/** The recorded child of this folder, if it still runs. */
	#childPid(kind: 'livekit' | 'redis'): number | null {
		const path = join(this.data, kind, 'child.json');
		if (!existsSync(path)) return null;
		const identity = asIdentity((JSON.parse(readFileSync(path, 'utf8')) as { identity?: unknown }).identity);
		return identity && isRunning(identity) ? identity.pid : null;
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill(signal);
		const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
		await ended;
		clearTimeout(late);
	}
}
