import type { EventId } from '#lib/domain/ids.ts';
import type { Appended } from './ports.ts';

/**
 * Remembers the appends in flight, so that an append of N+1 names the commit N that it was decided on.
 *
 * Without it a hole opens: we send N and N+1 together, another node wins N, and our N+1 finds "the last is N"
 * and is taken, although it was decided on a state that never came to be.
 */
export class Pipeline {
	readonly #inFlight = new Map<EventId, Map<number, string>>();

	/**
	 * Sends one append through `write`, which gets the command id that commit `expectedSeq` must have (null: any).
	 * A lost race is told in a turn of the event loop of its own: whoever still decides on the state that is
	 * void by now does so before, and is refused too.
	 */
	send(
		event: EventId,
		expectedSeq: number,
		commandId: string,
		write: (after: string | null) => Promise<Appended>
	): Promise<Appended> {
		const after = this.#inFlight.get(event)?.get(expectedSeq) ?? null;
		const leave = this.#enter(event, expectedSeq + 1, commandId);
		const { promise, resolve, reject } = Promise.withResolvers<Appended>();
		const inOwnTurn = (tell: () => void) =>
			setImmediate(() => {
				leave();
				tell();
			});
		write(after).then(
			(answer) => {
				if (answer.kind !== 'appended') return void inOwnTurn(() => resolve(answer));
				leave();
				resolve(answer);
			},
			(error: unknown) => void inOwnTurn(() => reject(error))
		);
		return promise;
	}

	#enter(event: EventId, seq: number, commandId: string): () => void {
		const ofEvent = this.#inFlight.get(event) ?? new Map<number, string>();
		this.#inFlight.set(event, ofEvent.set(seq, commandId));
		return () => {
			// A later append of the same number may stand here by now: it is not ours to take out.
			if (ofEvent.get(seq) === commandId) ofEvent.delete(seq);
			if (ofEvent.size === 0 && this.#inFlight.get(event) === ofEvent) this.#inFlight.delete(event);
		};
	}
}
