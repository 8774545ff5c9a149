/** Simulated people as a child process: the same public protocol as the browser, and no other way in. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

export interface RehearsalWish {
	/** At most so many; null = all but the seats that are left free. */
	people: number | null;
	seed: number;
	/** The programme, the rounds and the harvest go by themselves. */
	runByItself: boolean;
	/** Ends after so many minutes at the latest. */
	minutes: number;
}

const ProgressSchema = v.object({
	people: v.number(),
	connected: v.number(),
	seated: v.number(),
	ideas: v.number(),
	acknowledged: v.number(),
	breaches: v.number()
});

export interface RunState {
	readonly running: boolean;
	readonly startedAt: number | null;
	readonly seed: number | null;
	readonly progress: v.InferOutput<typeof ProgressSchema> | null;
	/** Of the last run; 0 = no rule was broken. */
	readonly exitCode: number | null;
}

const SCRIPT = join(resolve(import.meta.dirname, '..', '..'), 'tools', 'rehearse.ts');
const END_MS = 5_000;

export class RehearsalProcess {
	readonly #wish: RehearsalWish;
	readonly #onFault: (what: string, cause: unknown) => void;
	readonly #ended = Promise.withResolvers<void>();
	#child: ChildProcess | null = null;
	#state: RunState;

	constructor(options: { wish: RehearsalWish; startedAt: number; onFault: (what: string, cause: unknown) => void }) {
		const { wish, startedAt, onFault } = options;
		this.#wish = wish;
		this.#onFault = onFault;
		this.#state = { running: true, startedAt, seed: wish.seed, progress: null, exitCode: null };
	}

	get state(): RunState {
		return this.#state;
	}

	/** Resolves when the process is gone. */
	get ended(): Promise<void> {
		return this.#ended.promise;
	}

	/** @param link for the child's environment: a command line can be read by everybody on the machine */
	start(link: string): void {
		const { people, seed, runByItself, minutes } = this.#wish;
		const args = ['--json', '--seed', `${seed}`, '--minutes', `${minutes}`];
		if (people !== null) args.push('--people', `${people}`);
		if (runByItself) args.push('--run-by-itself');
		// A pipe to stdin: when this program dies, the child reads its end and goes too.
		const child = spawn(process.execPath, [SCRIPT, ...args], {
			env: { PATH: process.env.PATH, HOME: process.env.HOME, RONDO_REHEARSAL_LINK: link },
			stdio: ['pipe', 'pipe', 'pipe']
		});
		this.#child = child;
		let last = '';
		child.stderr.on('data', (text) => (last = (last + text).slice(-1_000)));
		createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
		child.once('error', (cause) => this.#over(null, cause));
		// Not `exit`: the last line of progress may still be in the pipe.
		child.once('close', (code) => this.#over(code, code === 0 || code === null ? null : new Error(last)));
	}

	#hear(line: string): void {
		try {
			const progress = v.safeParse(ProgressSchema, JSON.parse(line));
			if (progress.success) this.#state = { ...this.#state, progress: progress.output };
		} catch {
			// A line for people.
		}
	}

	#over(exitCode: number | null, fault: unknown): void {
		if (!this.#state.running) return;
		this.#state = { ...this.#state, running: false, exitCode };
		if (fault) this.#onFault('rehearsal', fault);
		this.#ended.resolve();
	}

	/** Ends it by its id; at the latest after five seconds it is gone. */
	async stop(): Promise<void> {
		const child = this.#child;
		if (!child || !this.#state.running) return;
		child.kill('SIGTERM');
		const late = setTimeout(() => child.kill('SIGKILL'), END_MS);
		await this.ended;
		clearTimeout(late);
	}
}
