/** Which rehearsals have simulated people, so that a restart can bring them back. Nothing personal is kept. */
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { Records } from '../store/ports.ts';
import type { RehearsalWish } from './rehearsal-process.ts';

export interface RunningRehearsal {
	readonly wish: RehearsalWish;
	readonly startedAt: EpochMs;
	/** Id of the link that they came in by: it ends with them. */
	readonly link: string;
	/** False while it is being started: if that is cut off, only the link is to be ended. Absent: started. */
	readonly started?: boolean;
}

const RUNNING = 'rehearsing/';

export class RehearsalRecords {
	readonly #records: Records;
	readonly #node: string;

	/** @param node names this node over restarts: nodes that share a store do not start each other's people again */
	constructor(records: Records, node: string) {
		this.#records = records;
		this.#node = node;
	}

	put(event: EventId, running: RunningRehearsal): Promise<void> {
		return this.#records.put(`${RUNNING}${event}`, JSON.stringify({ ...running, node: this.#node }));
	}

	/** The one of this event that ran on this node, or was being started here. */
	async get(event: EventId): Promise<RunningRehearsal | null> {
		return (await this.list()).find((running) => running.event === event) ?? null;
	}

	delete(event: EventId): Promise<void> {
		return this.#records.delete([`${RUNNING}${event}`]);
	}

	/** Those that ran on this node. */
	async list(): Promise<(RunningRehearsal & { readonly event: EventId })[]> {
		const records = await this.#records.list(RUNNING);
		return records.flatMap(({ key, value }) => {
			const { node, ...running } = JSON.parse(value) as RunningRehearsal & { node: string };
			return node === this.#node ? [{ ...running, event: key.slice(RUNNING.length) as EventId }] : [];
		});
	}
}
