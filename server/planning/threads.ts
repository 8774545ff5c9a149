/** Threads that work for the planner: one job each at a time; a few idle ones are kept. */
import { Worker } from 'node:worker_threads';
import type { AnswerTo, Job } from './jobs.ts';
import type { BestSoFar } from './plan-job.ts';

/** The thread died or the planner has a bug: nothing was answered. */
export class PlannerFailedError extends Error {
	override name = 'PlannerFailedError';
}

export interface Working<Answer> {
	/** @throws {PlannerFailedError} */
	readonly answer: Promise<Answer>;
	/** Ends the thread at once. */
	kill(): void;
}

type Said = { best: BestSoFar } | { answer: never } | { fault: string };

const IDLE_KEPT = 2;
/** More events than that at once wait for each other. */
const MOST = 8;

export class Threads {
	readonly #idle: Worker[] = [];
	readonly #busy = new Set<Worker>();
	readonly #waiting: (() => void)[] = [];
	#closed = false;

	do<J extends Job>(job: J, tell: (best: BestSoFar) => void = () => undefined): Working<AnswerTo<J>> {
		let worker: Worker | null = null;
		let killed = false;
		const answer = this.#free().then(
			() =>
				new Promise<AnswerTo<J>>((done, failed) => {
					if (killed || this.#closed) return failed(new PlannerFailedError('ended before it began'));
					const thread = (worker = this.#idle.pop() ?? this.#spawn());
					this.#busy.add(thread);
					const end = (keep: boolean): void => {
						thread.removeAllListeners();
						// A thread that dies later, on its way out or while idle, must not end the program.
						thread.on('error', () => this.#forget(thread));
						thread.on('exit', () => this.#forget(thread));
						this.#busy.delete(thread);
						worker = null;
						if (keep && this.#idle.length < IDLE_KEPT && !this.#closed) this.#idle.push(thread);
						else void thread.terminate();
						this.#waiting.shift()?.();
					};
					thread.on('message', (said: Said) => {
						if ('best' in said) return tell(said.best);
						end('answer' in said);
						if ('answer' in said) done(said.answer);
						else failed(new PlannerFailedError(said.fault));
					});
					const died = (why: string) => {
						end(false);
						failed(new PlannerFailedError(why));
					};
					thread.on('error', (cause) => died(String(cause.stack ?? cause)));
					thread.on('exit', (code) => died(`the planner's thread ended with code ${code}`));
					thread.postMessage(job);
				})
		);
		return {
			answer,
			kill: () => {
				killed = true;
				void worker?.terminate();
			}
		};
	}

	#free(): Promise<void> {
		if (this.#busy.size < MOST) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	#spawn(): Worker {
		const worker = new Worker(new URL('./plan-worker.ts', import.meta.url));
		worker.unref();
		return worker;
	}

	#forget(worker: Worker): void {
		const at = this.#idle.indexOf(worker);
		if (at >= 0) this.#idle.splice(at, 1);
	}

	async stop(): Promise<void> {
		this.#closed = true;
		await Promise.all([...this.#idle, ...this.#busy].map((worker) => worker.terminate()));
	}
}
