/** Rehearsals: an event is marked, simulated people are sent in as a process of their own, everything is deleted. */
import { SYSTEM } from '#lib/domain/acts.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import type { LiveServer } from '../realtime/live-server.ts';
import type { MediaService } from '../realtime/media-service.ts';
import type { Store } from '../store/ports.ts';
import { RehearsalProcess, type RehearsalWish, type RunState } from './rehearsal-process.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';

/** Real browsers can follow a café at this speed; faster ones are for simulated people alone. */
export const FASTEST_WITH_BROWSERS = 4;
export const FASTEST = 20;

export interface RehearsalOptions {
	directory: Directory;
	openEvents: OpenEvents;
	store: Store;
	media: Pick<MediaService, 'drop'>;
	live: Pick<LiveServer, 'endEvent' | 'endEntries'>;
	/** Published files that are kept in memory. */
	forgetReports: (event: EventId) => void;
	/** Records beside the directory that belong to an event begin with one of these. */
	recordsOf: (event: EventId) => readonly string[];
	/** Where this node answers on its own machine, `http://127.0.0.1:<port>`. */
	address: string;
	onFault: (what: string, cause: unknown) => void;
}

export interface RehearsalState extends RunState {
	readonly rehearsal: boolean;
	readonly timeScale: number;
}

type Refused = { code: string };
/** On this machine, over all events. */
const RUNS_AT_ONCE = 2;
const NEVER: RunState = { running: false, startedAt: null, seed: null, progress: null, exitCode: null };
/** A deletion that is under way: a restart finishes it. */
const DELETING = 'deleting/';

export class Rehearsals {
	readonly #options: RehearsalOptions;
	readonly #runs = new Map<EventId, RehearsalProcess>();

	constructor(options: RehearsalOptions) {
		this.#options = options;
	}

	state(opened: OpenEvent): RehearsalState {
		const { card } = everyoneOf(opened.runtime.state);
		const run = this.#runs.get(opened.event)?.state ?? NEVER;
		return { rehearsal: card?.rehearsal ?? false, timeScale: card?.timeScale ?? 1, ...run };
	}

	/** Only before the café: what took place with real people must not become something that is deleted with a click. */
	async mark(opened: OpenEvent, timeScale: number): Promise<Result<null, Refused>> {
		const { card, clock } = everyoneOf(opened.runtime.state);
		if (!card) return refuse({ code: 'unknown_event' });
		if (card.rehearsal && card.timeScale === timeScale) return ok(null);
		if (clock.phase !== 'before') return refuse({ code: 'round_running' });
		if (timeScale > FASTEST_WITH_BROWSERS && guestsHere(opened) > 0) return refuse({ code: 'people_here' });
		const marked = await opened.runtime.submit(crypto.randomUUID(), { type: 'mark_rehearsal', timeScale }, SYSTEM);
		return marked.ok ? ok(null) : marked;
	}

	/** Sends simulated people in. They come by a fresh link at the desk, which ends with them. */
	async start(opened: OpenEvent, wish: RehearsalWish): Promise<Result<null, Refused>> {
		const { directory, address, store, onFault } = this.#options;
		const { event } = opened;
		if (!everyoneOf(opened.runtime.state).card?.rehearsal) return refuse({ code: 'not_a_rehearsal' });
		if (this.#runs.get(event)?.state.running) return refuse({ code: 'already_done' });
		// Simulated people take a core: a third café of them would slow the real ones.
		if ([...this.#runs.values()].filter(({ state }) => state.running).length >= RUNS_AT_ONCE)
			return refuse({ code: 'rehearsals_running' });
		const run = new RehearsalProcess({ wish, startedAt: store.now(), onFault });
		this.#runs.set(event, run);
		const role = { kind: 'role', role: 'facilitator', person: null, label: 'rehearsal' } as const;
		let made: Awaited<ReturnType<typeof directory.links.create>>;
		try {
			made = await directory.links.create(event, role, store.now());
		} catch (cause) {
			this.#runs.delete(event); // The store is away: the button may be pressed again.
			throw cause;
		}
		const { token, link } = made;
		run.start(`${address}/l/${token}`);
		void run.ended.then(() => this.#endLink(event, link.id)).catch((cause) => onFault('rehearsal', cause));
		return ok(null);
	}

	async #endLink(event: EventId, link: string): Promise<void> {
		const { directory, live } = this.#options;
		await directory.links.revoke(event, [link]);
		const ended = await directory.sessions.removeByLinks(event, [link]);
		live.endEntries(new Set(ended.map(({ entryId }) => entryId)), 'signed_out');
	}

	async stop(event: EventId): Promise<void> {
		await this.#runs.get(event)?.stop();
	}

	/** Deletes a rehearsal with everything that was ever kept of it, bytes included. */
	async delete(opened: OpenEvent): Promise<Result<null, Refused>> {
		if (!everyoneOf(opened.runtime.state).card?.rehearsal) return refuse({ code: 'not_a_rehearsal' });
		await this.#options.store.records.put(`${DELETING}${opened.event}`, '');
		await this.#erase(opened.event);
		return ok(null);
	}

	async #erase(event: EventId): Promise<void> {
		const { live, media, openEvents, store, directory, forgetReports, recordsOf } = this.#options;
		await this.stop(event);
		this.#runs.delete(event);
		live.endEvent(event);
		await media.drop(event);
		openEvents.drop(event);
		await store.log.erase(event);
		await directory.eraseEvent(event);
		for (const prefix of recordsOf(event)) {
			const records = await store.records.list(prefix);
			await store.records.delete(records.map(({ key }) => key));
		}
		// A page that came back meanwhile has opened it again, empty.
		openEvents.drop(event);
		forgetReports(event);
		await store.purge();
		await store.records.delete([`${DELETING}${event}`]);
	}

	/** Finishes deletions that a crash has cut off. Before events are opened. */
	async resume(): Promise<void> {
		for (const { key } of await this.#options.store.records.list(DELETING))
			await this.#erase(key.slice(DELETING.length) as EventId);
	}

	/** Ends the processes that were started here, by their ids. */
	async close(): Promise<void> {
		await Promise.all([...this.#runs.values()].map((run) => run.stop()));
	}
}

function guestsHere(opened: OpenEvent): number {
	const guests = Object.values(deskOf(opened.runtime.state).people).filter(({ role }) => SITTING.includes(role));
	return guests.filter(({ id }) => opened.presence.isHere(id)).length;
}
