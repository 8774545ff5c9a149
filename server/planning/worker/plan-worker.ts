/** The planner in a thread of its own: the event loop of the pages is never held. */
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { answerJob, type Job } from './jobs.ts';

/** On Linux this is the priority of this thread alone: where cores are few, pages go first. */
const NICE = 10;
try {
	setPriority(0, process.platform === 'linux' ? NICE : 0);
} catch {
	// Not everywhere allowed; it only makes the machine fairer.
}

parentPort!.on('message', (job: Job) => {
	try {
		const answer = answerJob(job, (best) => parentPort!.postMessage({ best }, [best.plan.seats.buffer]));
		parentPort!.postMessage({ answer });
	} catch (cause) {
		parentPort!.postMessage({ fault: String(cause instanceof Error ? cause.stack : cause) });
	}
});
