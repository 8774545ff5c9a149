import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { CHILD_BACK_OFF, waitBefore, type BackOff } from './back-off.ts';
import { Observed } from './observed.ts';
import { jsonOf, privateFolder, replaceFile, textOf } from './private-file.ts';
import { asIdentity, endProcess, identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';

export type EndingSteps = readonly (readonly [NodeJS.Signals, number])[];

/** How to run one kind of server process; `Where` says how to reach it. */
export interface ChildRecipe<Where> {
	/** Folder for its record and log; the child runs in it. */
	folder: string;
	/** Signals and milliseconds to wait after each; the last one is SIGKILL. */
	endingSteps: EndingSteps;
	/** A child that a crash of the app left behind, or null unless it answers and is ours. @throws {ChildRefused} */
	findLeftBehind(recorded: Where | null): Promise<{ where: Where; identity: ProcessIdentity } | null>;
	/** Writes the configuration and says what to run. `last` is where the one before could be reached. */
	prepare(last: Where | null): Promise<{ command: string; args: string[]; env: NodeJS.ProcessEnv; where: Where }>;
	/** Resolves when the child answers. @throws {ChildRefused} when starting it again cannot help */
	untilReady(where: Where, signal: AbortSignal): Promise<void>;
}

export type ChildState<Where> =
	| { kind: 'starting' }
	| { kind: 'up'; where: Where; identity: ProcessIdentity; adopted: boolean }
	| { kind: 'down'; detail: string; retryInMs: number }
	| { kind: 'stopped'; detail: string | null };

/** The child answers but must not be used; it was ended and is not started again. */
export class ChildRefused extends Error {}

interface Running<Where> {
	where: Where;
	identity: ProcessIdentity;
	adopted: boolean;
	/** Resolves with what ended it, for the log. */
	ended: Promise<string>;
}

const ADOPTED_POLL_MS = 200;
const LOG_BYTES_MAX = 5_000_000;
const LOG_TAIL = 400;

/** Keeps one server process running: adopts the one a crash left behind, else starts it, and again when it dies. */
export class SupervisedChild<Where> {
	readonly #recipe: ChildRecipe<Where>;
	readonly #backOff: BackOff;
	readonly #observed = new Observed<ChildState<Where>>({ kind: 'starting' });
	readonly #stopping = new AbortController();
	#running: Running<Where> | null = null;
	#last: Where | null = null;
	#loop: Promise<void> | null = null;

	constructor(recipe: ChildRecipe<Where>, backOff: BackOff = CHILD_BACK_OFF) {
		this.#recipe = recipe;
		this.#backOff = backOff;
	}

	get state(): ChildState<Where> {
		return this.#observed.state;
	}

	onChange(listener: (state: ChildState<Where>) => void): () => void {
		return this.#observed.onChange(listener);
	}

	/** Starts supervising. Resolves with the outcome of the first attempt; further ones go on by themselves. */
	async start(): Promise<ChildState<Where>> {
		privateFolder(this.#recipe.folder);
		const first = new Promise<ChildState<Where>>((resolve) => {
			const end = this.onChange((state) => {
				end();
				resolve(state);
			});
		});
		this.#loop ??= this.#supervise();
		return first;
	}

	/** Ends the child, also an adopted one, and stops watching. */
	async stop(): Promise<void> {
		this.#stopping.abort();
		await this.#end();
		await this.#loop;
		if (this.state.kind !== 'stopped') this.#observed.become({ kind: 'stopped', detail: null });
	}

	async #supervise(): Promise<void> {
		let attempt = 0;
		let leftBehind = true;
		while (!this.#stopping.signal.aborted) {
			const begunMs = performance.now();
			let detail: string;
			try {
				const running = (leftBehind ? await this.#adopt() : null) ?? (await this.#launch());
				leftBehind = false;
				const { where, identity, adopted } = running;
				if (!this.#stopping.signal.aborted) this.#observed.become({ kind: 'up', where, identity, adopted });
				detail = await running.ended;
				this.#record(null, where);
			} catch (error) {
				await this.#end();
				detail = (error as Error).message;
				if (error instanceof ChildRefused) return this.#observed.become({ kind: 'stopped', detail });
			}
			this.#running = null;
			if (this.#stopping.signal.aborted) return;
			attempt = performance.now() - begunMs >= this.#backOff.wellAfterMs ? 1 : attempt + 1;
			const retryInMs = waitBefore(attempt, this.#backOff);
			this.#observed.become({ kind: 'down', detail, retryInMs });
			await delay(retryInMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
		}
	}

	/** Takes over a child that answers and is ours; ends one that is recorded and runs but does not answer. */
	async #adopt(): Promise<Running<Where> | null> {
		const record = jsonOf(this.#recordPath) as { identity?: unknown; where?: Where } | null;
		this.#last = record?.where ?? this.#last;
		const found = await this.#recipe.findLeftBehind(this.#last);
		if (found) {
			const running = { ...found, adopted: true, ended: this.#untilGone(found.identity) };
			return this.#keep(running);
		}
		const recorded = asIdentity(record?.identity);
		if (recorded) await endProcess(recorded, this.#recipe.endingSteps);
		return null;
	}

	async #launch(): Promise<Running<Where>> {
		const { command, args, env, where } = await this.#recipe.prepare(this.#last);
		const log = this.#openLog();
		// A session of its own: Ctrl-C at the terminal must reach the app alone, which then ends its children in order.
		const child = spawn(command, args, {
			cwd: this.#recipe.folder,
			env,
			detached: true,
			stdio: ['ignore', log, log]
		});
		closeSync(log);
		const over = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
		over.catch(() => {}); // a failed spawn is reported by the line below
		await once(child, 'spawn');
		child.unref();
		const identity = identityOf(child.pid!) ?? { pid: child.pid!, startedAt: 'gone' };
		const ended = over.then(([code, signal]) => `it ended with ${signal ?? `exit code ${code}`}${this.#logTail()}`);
		const running = this.#keep({ where, identity, adopted: false, ended });
		const giveUp = AbortSignal.any([this.#stopping.signal, abortedBy(ended)]);
		const failed = ended.then((detail) => Promise.reject(new Error(detail)));
		failed.catch(() => {}); // its later end is no failed start
		await Promise.race([this.#recipe.untilReady(where, giveUp), failed]);
		return running;
	}

	#keep(running: Running<Where>): Running<Where> {
		const { where, identity } = running;
		this.#record(identity, where);
		this.#last = where;
		this.#running = running;
		// stop() may have come while the child was being made: it saw nothing to end.
		if (this.#stopping.signal.aborted) void this.#end();
		return running;
	}

	async #end(): Promise<void> {
		const running = this.#running;
		if (!running) return;
		if (await endProcess(running.identity, this.#recipe.endingSteps)) this.#record(null, running.where);
	}

	/** Kept without a process too: the next one is to be reached at the same place. */
	#record(identity: ProcessIdentity | null, where: Where): void {
		replaceFile(this.#recordPath, JSON.stringify({ identity, where }));
	}

	async #untilGone(identity: ProcessIdentity): Promise<string> {
		while (isRunning(identity)) await delay(ADOPTED_POLL_MS, undefined, { ref: false });
		return `it ended${this.#logTail()}`;
	}

	get #recordPath(): string {
		return `${this.#recipe.folder}/child.json`;
	}

	get #logPath(): string {
		return `${this.#recipe.folder}/child.log`;
	}

	/** A file and not a pipe: the child must outlive a crash of the app. */
	#openLog(): number {
		if ((statSync(this.#logPath, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX)
			renameSync(this.#logPath, `${this.#logPath}.1`);
		return openSync(this.#logPath, 'a', 0o600);
	}

	#logTail(): string {
		const lines = (textOf(this.#logPath) ?? '').trimEnd().split('\n');
		return lines.length > 0 && lines[0] ? `: ${lines.slice(-3).join(' | ').slice(-LOG_TAIL)}` : '';
	}
}

function abortedBy(ended: Promise<unknown>): AbortSignal {
	const controller = new AbortController();
	void ended.finally(() => controller.abort()).catch(() => {});
	return controller.signal;
}
