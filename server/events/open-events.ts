import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { NameBook } from '../realtime/names.ts';
import { OpenEvent } from './open-event.ts';
import type { EventLog } from './event-log.ts';

export interface OpenEventsOptions {
	log: EventLog;
	/** Loads keys and names of an event into memory before its log is read. */
	prepare: (event: EventId) => Promise<NameBook>;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
	/** Called once for each event that becomes live on this node. */
	onOpen?: (opened: OpenEvent) => void;
}

/** The live events of this node; each is loaded once, when it is first asked for. */
export class OpenEvents {
	readonly #options: OpenEventsOptions;
	readonly #openEvents = new Map<EventId, Promise<OpenEvent>>();
	readonly #live = new Map<EventId, OpenEvent>();

	constructor(options: OpenEventsOptions) {
		this.#options = options;
	}

	open(event: EventId): Promise<OpenEvent> {
		let opened = this.#openEvents.get(event);
		if (!opened) {
			opened = this.#load(event);
			this.#openEvents.set(event, opened);
			opened.catch(() => this.#openEvents.delete(event));
		}
		return opened;
	}

	async #load(event: EventId): Promise<OpenEvent> {
		const { log, prepare, now, onFault, onOpen } = this.#options;
		const names = await prepare(event);
		const opened = new OpenEvent({ event, log, names, now, onFault });
		await opened.load();
		this.#live.set(event, opened);
		onOpen?.(opened);
		return opened;
	}

	get(event: EventId): OpenEvent | undefined {
		return this.#live.get(event);
	}

	live(): Iterable<OpenEvent> {
		return this.#live.values();
	}

	/** Another node may have written: look. */
	hint(event: EventId): void {
		this.#live
			.get(event)
			?.runtime.catchUp()
			.catch((cause) => this.#options.onFault('catch_up', cause));
	}

	drop(event: EventId): void {
		this.#live.get(event)?.close();
		this.#live.delete(event);
		this.#openEvents.delete(event);
	}

	close(): void {
		for (const opened of this.#live.values()) opened.close();
	}
}
