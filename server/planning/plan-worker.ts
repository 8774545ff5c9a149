/** The planner in a thread of its own: the event loop of the pages is never held. */
import { parentPort } from 'node:worker_threads';
import { plan, verify, type Instance } from '#lib/planner/index.ts';

parentPort!.on('message', ({ id, instance }: { id: number; instance: Instance }) => {
	try {
		const planned = plan(instance, { now: () => performance.now() });
		// No plan leaves the house that the verifier, which shares no code with the solver, does not confirm.
		const verdict = planned.ok ? verify(instance, planned.value) : null;
		parentPort!.postMessage({ id, planned, breaches: verdict?.breaches ?? [] });
	} catch (cause) {
		parentPort!.postMessage({ id, fault: String(cause instanceof Error ? cause.stack : cause) });
	}
});
