import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { Records } from '#server/store/ports.ts';
import { recordKey } from './record-keys.ts';

/** How an event came to be. What it is about stands in its log. */
export interface RegisteredEvent {
	readonly id: EventId;
	readonly createdAt: EpochMs;
	readonly rehearsal: boolean;
	/** 1 for real events. */
	readonly timeScale: number;
	/** The name of the file or scenario that it was made from; null when typed by hand. */
	readonly importedFrom: string | null;
	/** Made by *Try the example*. */
	readonly example: boolean;
	/** Days after the event when its people are forgotten; null or left out: kept until somebody deletes it. */
	readonly participantsDays?: number | null;
}

/** The list of events of this instance. */
export class Events {
	readonly #records: Records;

	constructor(records: Records) {
		this.#records = records;
	}

	/** Answers false when the id is taken. */
	create(registered: RegisteredEvent): Promise<boolean> {
		return this.#records.putIfAbsent(recordKey('event', registered.id), JSON.stringify(registered));
	}

	async get(event: EventId): Promise<RegisteredEvent | null> {
		const value = await this.#records.get(recordKey('event', event));
		return value === null ? null : (JSON.parse(value) as RegisteredEvent);
	}

	/** Oldest first. */
	async list(): Promise<RegisteredEvent[]> {
		const records = await this.#records.list('event/');
		return records.map(({ value }) => JSON.parse(value) as RegisteredEvent).sort((a, b) => a.createdAt - b.createdAt);
	}

	/** Takes the event off the list only; see `Directory.eraseEvent`. */
	remove(event: EventId): Promise<void> {
		return this.#records.delete([recordKey('event', event)]);
	}
}
