import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackOff } from './back-off.ts';
import { GO_NEEDED, findGo, findLiveKit, installLiveKit } from './livekit-binary.ts';
import { checkLiveKit } from './livekit-check.ts';
import { freePorts, liveKitYaml, type LiveKitPorts } from './livekit-config.ts';
import { off, type MediaState, type MediaSupervisor } from './media-state.ts';
import { Observed } from './observed.ts';
import { jsonOf, replaceFile, textOf } from './private-file.ts';
import { asIdentity, isRunning } from './process-identity.ts';
import { SupervisedChild, type ChildRecipe, type ChildState, type EndingSteps } from './supervised-child.ts';

export interface LiveKitChildOptions {
	dataDir: string;
	toolsDir: string;
	key: string;
	/** At least 32 characters; reaches the child by its environment, never by its arguments. */
	secret: string;
	/** Where LiveKit tells what happens in its rooms; null when nobody listens. */
	webhookUrl: string | null;
	/** As in PATH, for finding livekit-server and go. */
	path?: string | undefined;
	backOff?: BackOff;
	endingSteps?: EndingSteps;
	/** Milliseconds between two looks for a binary that was not there. */
	lookAgainMs?: number;
}

interface LiveKitPlace {
	ports: LiveKitPorts;
}

const READY_WITHIN_MS = 15_000;
const READY_POLL_MS = 15;
const LOOK_AGAIN_MS = 30_000;
const INSTALL_AGAIN_MS = 600_000;
// The first TERM waits for every participant to leave and, right after the start, for ever; the second ends it at once.
const ENDING = [
	['SIGTERM', 1_000],
	['SIGTERM', 3_000],
	['SIGKILL', 5_000]
] as const;

/** Runs a livekit-server of its own on loopback: finds it or installs it, starts it, and again when it dies. */
export function superviseLiveKit(options: LiveKitChildOptions): MediaSupervisor {
	return new LiveKitSupervisor(options);
}

class LiveKitSupervisor implements MediaSupervisor {
	readonly #options: LiveKitChildOptions;
	readonly #observed = new Observed<MediaState>(off('livekit_starting'));
	readonly #stopping = new AbortController();
	readonly #pageUp = Promise.withResolvers<void>();
	readonly #loop: Promise<void>;
	#child: SupervisedChild<LiveKitPlace> | null = null;

	constructor(options: LiveKitChildOptions) {
		this.#options = options;
		this.#loop = this.#supervise();
	}

	get state(): MediaState {
		return this.#observed.state;
	}

	onChange(listener: (state: MediaState) => void): () => void {
		return this.#observed.onChange(listener);
	}

	pageIsUp(): void {
		this.#pageUp.resolve();
	}

	async stop(): Promise<void> {
		this.#stopping.abort();
		this.#pageUp.resolve();
		await Promise.all([this.#child?.stop(), this.#loop]);
		this.#observed.become(off('media_stopped'));
	}

	async #supervise(): Promise<void> {
		const { toolsDir, lookAgainMs = LOOK_AGAIN_MS, path = process.env.PATH } = this.#options;
		while (!this.#stopping.signal.aborted) {
			const binary = await findLiveKit(toolsDir, path);
			if (binary) return this.#run(binary);
			const go = await findGo(path);
			if (go.kind === 'usable') {
				if (await this.#install(go.path)) continue;
				await this.#wait(INSTALL_AGAIN_MS);
				continue;
			}
			const reason =
				go.kind === 'missing'
					? ({ code: 'livekit_not_found', params: { goNeeded: GO_NEEDED } } as const)
					: ({ code: 'go_too_old', params: { goFound: go.version, goNeeded: GO_NEEDED } } as const);
			this.#become({ kind: 'off', reason });
			await this.#wait(lookAgainMs);
		}
	}

	async #install(go: string): Promise<boolean> {
		this.#become({ kind: 'installing', since: null });
		await this.#pageUp.promise;
		if (this.#stopping.signal.aborted) return false;
		this.#become({ kind: 'installing', since: Date.now() });
		try {
			await installLiveKit(this.#options.toolsDir, go, this.#stopping.signal);
			return true;
		} catch (error) {
			const detail = (error as Error).message;
			this.#become({ kind: 'off', reason: { code: 'livekit_install_failed', params: { detail } } });
			return false;
		}
	}

	async #run(binary: string): Promise<void> {
		if (this.#stopping.signal.aborted) return;
		this.#child = new SupervisedChild(recipe(this.#options, binary), this.#options.backOff);
		this.#child.onChange((state) => this.#become(this.#mediaStateOf(state)));
		await this.#child.start();
	}

	#mediaStateOf(child: ChildState<LiveKitPlace>): MediaState {
		const { key, secret } = this.#options;
		if (child.kind === 'up') return { kind: 'on', ...urlsOf(child.where), key, secret };
		if (child.kind === 'starting') return off('livekit_starting');
		if (child.kind === 'stopped') return off('media_stopped');
		const { detail, retryInMs } = child;
		return { kind: 'off', reason: { code: 'livekit_crashed', params: { detail, retryInMs } } };
	}

	/** After stop() only `media_stopped` may follow. */
	#become(state: MediaState): void {
		if (!this.#stopping.signal.aborted) this.#observed.become(state);
	}

	async #wait(ms: number): Promise<void> {
		await delay(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
	}
}

function urlsOf({ ports }: LiveKitPlace) {
	return { url: `ws://127.0.0.1:${ports.http}`, httpUrl: `http://127.0.0.1:${ports.http}` };
}

function recipe(options: LiveKitChildOptions, binary: string) {
	const { key, secret, webhookUrl, endingSteps = ENDING } = options;
	const folder = join(options.dataDir, 'livekit');
	const configPath = join(folder, 'livekit.yaml');
	return {
		folder,
		endingSteps,
		async findLeftBehind(recorded) {
			const record = jsonOf(join(folder, 'child.json')) as { identity?: unknown } | null;
			const identity = asIdentity(record?.identity);
			if (!recorded || !identity || !isRunning(identity)) return null;
			// One that reports to another address (the app's port has changed) cannot be told so: start it anew.
			if (textOf(configPath) !== liveKitYaml(recorded.ports, key, webhookUrl)) return null;
			const answer = await checkLiveKit({ ...urlsOf(recorded), key, secret });
			return answer === 'ok' ? { where: recorded, identity } : null;
		},
		async prepare(last) {
			const where = { ports: await freePorts(last?.ports ?? null) };
			replaceFile(configPath, liveKitYaml(where.ports, key, webhookUrl));
			return { command: binary, args: ['--config', configPath], env: environment(key, secret), where };
		},
		async untilReady(where, signal) {
			const limit = AbortSignal.any([signal, AbortSignal.timeout(READY_WITHIN_MS)]);
			while (!(await answers(urlsOf(where).httpUrl, limit))) {
				if (signal.aborted) return;
				if (limit.aborted) throw new Error(`it did not answer within ${READY_WITHIN_MS} ms`);
				await delay(READY_POLL_MS);
			}
		}
	} satisfies ChildRecipe<LiveKitPlace>;
}

/** Few variables on purpose: LiveKit reads any of its settings from the environment. */
function environment(key: string, secret: string): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TZ|RONDO_.*)$/.test(name));
	return { ...Object.fromEntries(own), LIVEKIT_KEYS: `${key}: ${secret}` };
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
	try {
		const { status } = await fetch(url, { signal });
		return status === 200;
	} catch {
		return false;
	}
}
