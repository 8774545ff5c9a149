import { cooledBy, type Cooling, type Run } from './anneal.ts';

/**
 * Watches that a run cools down by its deadline. The number of moves is set before the run; when the machine turns out
 * to be much slower or faster it is set anew, and the run cannot be repeated by a number of moves any more.
 */
export class Pace {
	private readonly now: () => number;
	private readonly deadline: number;
	private since: number;
	private done = 0;

	/** @param deadline in milliseconds of the clock `now` */
	constructor(now: () => number, deadline: number) {
		this.now = now;
		this.deadline = deadline;
		this.since = now();
	}

	isOver(): boolean {
		return this.now() >= this.deadline;
	}

	adjust(cooling: Cooling, run: Run): void {
		const moves = run.done - this.done;
		const left = cooling.iterations - run.done;
		if (left <= 0 || moves < cooling.iterations / 20) return;
		const time = this.now();
		const possible = (moves / Math.max(0.05, time - this.since)) * Math.max(0, this.deadline - time);
		[this.since, this.done] = [time, run.done];
		if (possible > left * 0.8 && possible < left * 1.25) return;
		run.cooled = cooledBy(run, cooling);
		run.from = run.done;
		cooling.iterations = run.done + Math.max(1, Math.floor(possible));
	}
}
