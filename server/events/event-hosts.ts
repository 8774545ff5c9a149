import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { NameBook } from '../realtime/names.ts';
import { EventHost } from './event-host.ts';
import type { EventLog } from './event-log.ts';

export interface EventHostsOptions {
	log: EventLog;
	/** Loads keys and names of an event into memory before its log is read. */
	prepare: (event: EventId) => Promise<NameBook>;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
	/** Called once for each event that becomes live on this node. */
	onOpen?: (host: EventHost) => void;
}

/** The live events of this node; each is loaded once, when it is first asked for. */
export class EventHosts {
	readonly #options: EventHostsOptions;
	readonly #hosts = new Map<EventId, Promise<EventHost>>();
	readonly #live = new Map<EventId, EventHost>();

	constructor(options: EventHostsOptions) {
		this.#options = options;
	}

	open(event: EventId): Promise<EventHost> {
		let host = this.#hosts.get(event);
		if (!host) {
			host = this.#load(event);
			this.#hosts.set(event, host);
			host.catch(() => this.#hosts.delete(event));
		}
		return host;
	}

	async #load(event: EventId): Promise<EventHost> {
		const { log, prepare, now, onFault, onOpen } = this.#options;
		const names = await prepare(event);
		const host = new EventHost({ event, log, names, now, onFault });
		await host.load();
		this.#live.set(event, host);
		onOpen?.(host);
		return host;
	}

	get(event: EventId): EventHost | undefined {
		return this.#live.get(event);
	}

	live(): Iterable<EventHost> {
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
		this.#hosts.delete(event);
	}

	close(): void {
		for (const host of this.#live.values()) host.close();
	}
}
