/** Threads that work for the planner: one job each at a time; a few idle ones are kept. */
import { Worker } from 'node:worker_threads';
import type { AnswerTo, Job } from './worker/jobs.ts';
import type { BestSoFar } from './worker/plan-job.ts';

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

type Said = { best: BestSoFar } | { answer: unknown } | { fault: string };
interface Waiting {
	readonly isRun: boolean;
	readonly begin: () => void;
}
interface Errand {
	readonly tell: (best: BestSoFar) => void;
	readonly done: (answer: never) => void;
	readonly failed: (cause: Error) => void;
}

/** One worker and what it works at; listeners stay for its whole life, so that none is ever without one. */
class Thread {
	readonly worker = new Worker(new URL('./worker/plan-worker.ts', import.meta.url));
	errand: Errand | null = null;
	isAtRun = false;
	readonly #over: (thread: Thread, keep: boolean) => void;

	constructor(over: (thread: Thread, keep: boolean) => void) {
		this.#over = over;
		this.worker.unref();
		this.worker.on('message', (said: Said) => this.#heard(said));
		this.worker.on('error', (cause: Error) => this.#died(String(cause.stack ?? cause)));
		this.worker.on('exit', (code) => this.#died(`the planner's thread ended with code ${code}`));
	}

	do(job: Job, errand: Errand): void {
		this.errand = errand;
		this.worker.postMessage(job);
	}

	#heard(said: Said): void {
		const { errand } = this;
		if (!errand) return;
		if ('best' in said) return errand.tell(said.best);
		this.errand = null;
		this.#over(this, 'answer' in said);
		if ('answer' in said) errand.done(said.answer as never);
		else errand.failed(new PlannerFailedError(said.fault));
	}

	#died(why: string): void {
		const { errand } = this;
		this.errand = null;
		this.#over(this, false);
		errand?.failed(new PlannerFailedError(why));
	}
}

const IDLE_KEPT = 2;
/** More jobs than that at once wait for each other. */
const MOST = 8;
/** Runs take up to a minute each: short questions of other events always find a thread. */
const RUNS_MOST = MOST - 2;

export class Threads {
	readonly #idle = new Set<Thread>();
	readonly #busy = new Set<Thread>();
	#waiting: Waiting[] = [];
	#runs = 0;
	#closed = false;

	do<J extends Job>(job: J, tell: (best: BestSoFar) => void = () => undefined): Working<AnswerTo<J>> {
		let working: Thread | null = null;
		let killed = false;
		let errand: Errand;
		const isRun = job.kind === 'plan';
		const answer = new Promise<AnswerTo<J>>((done, failed) => {
			errand = { tell, done, failed };
			const begin = (): void => {
				if (killed || this.#closed) return failed(new PlannerFailedError('ended before it began'));
				working = this.#take(isRun);
				working.do(job, errand);
			};
			this.#waiting.push({ isRun, begin });
			this.#beginWhatCan();
		});
		const kill = (): void => {
			killed = true;
			// Its thread may be at somebody else's job by now.
			if (working?.errand === errand) void working.worker.terminate();
		};
		return { answer, kill };
	}

	/** The first that waits and has a thread to begin in; one that was ended needs none. */
	#beginWhatCan(): void {
		for (;;) {
			const full = this.#busy.size >= MOST;
			const next = this.#waiting.findIndex(
				({ isRun }) => this.#closed || (!full && !(isRun && this.#runs >= RUNS_MOST))
			);
			if (next < 0) return;
			this.#waiting.splice(next, 1)[0]!.begin();
		}
	}

	#take(isRun: boolean): Thread {
		const [idle] = this.#idle;
		const thread = idle ?? new Thread((over, keep) => this.#over(over, keep));
		this.#idle.delete(thread);
		this.#busy.add(thread);
		thread.isAtRun = isRun;
		if (isRun) this.#runs++;
		return thread;
	}

	#over(thread: Thread, keep: boolean): void {
		const worked = this.#busy.delete(thread);
		this.#idle.delete(thread);
		if (keep && this.#idle.size < IDLE_KEPT && !this.#closed) this.#idle.add(thread);
		else void thread.worker.terminate();
		if (!worked) return;
		if (thread.isAtRun) this.#runs--;
		this.#beginWhatCan();
	}

	async stop(): Promise<void> {
		this.#closed = true;
		this.#beginWhatCan();
		await Promise.all([...this.#idle, ...this.#busy].map(({ worker }) => worker.terminate()));
	}
}
