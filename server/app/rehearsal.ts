/** Rehearsals: an event is marked, simulated people are sent in as a process of their own, everything is deleted. */
import { SYSTEM } from '#lib/domain/acts.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import type { LiveServer } from '../realtime/live-server.ts';
import type { Store } from '../store/ports.ts';
import { RehearsalProcess, type RehearsalWish, type RunState } from './rehearsal-process.ts';
import { RehearsalRecords } from './rehearsal-records.ts';
import { SITTING } from '#lib/domain/people/role-groups.ts';

/** Real browsers can follow a café at this speed; faster ones are for simulated people alone. */
export const FASTEST_WITH_BROWSERS = 4;
export const FASTEST = 20;

export interface RehearsalOptions {
	directory: Directory;
	openEvents: OpenEvents;
	store: Pick<Store, 'records' | 'now'>;
	live: Pick<LiveServer, 'endEntries'>;
	/** Deletes a whole event, see `event-deletion.ts`. */
	erase: (event: EventId) => Promise<void>;
	/** Where this node answers on its own machine, `http://127.0.0.1:<port>`. */
	address: string;
	/** Names this node over restarts: simulated people come back on the machine that they ran on. */
	node: string;
	onFault: (what: string, cause: unknown) => void;
}

export interface RehearsalState extends RunState {
	readonly rehearsal: boolean;
	readonly timeScale: number;
	/** They were here when the program went down, and it brought them back. */
	readonly resumed: boolean;
}

type Refused = { code: string };
/** On this machine, over all events. */
const RUNS_AT_ONCE = 2;
const NEVER: RunState = { running: false, startedAt: null, seed: null, progress: null, exitCode: null };

export class Rehearsals {
	readonly #options: RehearsalOptions;
	readonly #runs = new Map<EventId, RehearsalProcess>();
	readonly #resumed = new Set<EventId>();
	readonly #records: RehearsalRecords;
	#closing = false;

	constructor(options: RehearsalOptions) {
		this.#options = options;
		this.#records = new RehearsalRecords(options.store.records, options.node);
	}

	state(opened: OpenEvent): RehearsalState {
		const { card } = everyoneOf(opened.runtime.state);
		const run = this.#runs.get(opened.event)?.state ?? NEVER;
		const resumed = run.running && this.#resumed.has(opened.event);
		return { rehearsal: card?.rehearsal ?? false, timeScale: card?.timeScale ?? 1, resumed, ...run };
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
		const sent = await this.#send(opened, wish);
		if (sent.ok) this.#resumed.delete(opened.event);
		return sent;
	}

	async #send(opened: OpenEvent, wish: RehearsalWish): Promise<Result<null, Refused>> {
		const { address, store, onFault } = this.#options;
		const { event } = opened;
		if (!everyoneOf(opened.runtime.state).card?.rehearsal) return refuse({ code: 'not_a_rehearsal' });
		if (this.#runs.get(event)?.state.running) return refuse({ code: 'already_done' });
		// Simulated people take a core: a third café of them would slow the real ones.
		if ([...this.#runs.values()].filter(({ state }) => state.running).length >= RUNS_AT_ONCE)
			return refuse({ code: 'rehearsals_running' });
		const run = new RehearsalProcess({ wish, startedAt: store.now(), onFault });
		this.#runs.set(event, run);
		try {
			const { token, link } = await this.#openLink(event, wish);
			run.start(`${address}/l/${token}`);
			void run.ended.then(() => this.#over(event, run, link.id)).catch((cause) => onFault('rehearsal', cause));
		} catch (cause) {
			this.#runs.delete(event); // The store is away: the button may be pressed again.
			throw cause;
		}
		return ok(null);
	}

	/**
	 * A link for simulated people, written down before it is in force: when something fails half-way it is ended at once,
	 * or, if the store is away, at the next start of people or of the program.
	 */
	async #openLink(event: EventId, wish: RehearsalWish) {
		const { directory, store, onFault } = this.#options;
		// Nobody runs here, so what stands there was cut off.
		const cutOff = await this.#records.get(event);
		if (cutOff) await this.#endLink(event, cutOff.link);
		const role = { kind: 'role', role: 'facilitator', person: null, label: 'rehearsal' } as const;
		const made = directory.links.prepare(event, role, store.now());
		const running = { wish, startedAt: store.now(), link: made.link.id };
		await this.#records.put(event, { ...running, started: false });
		try {
			await directory.links.keep(made.link);
			await this.#records.put(event, running);
		} catch (cause) {
			await this.#undo(event, made.link.id).catch((fault) => onFault('rehearsal', fault));
			throw cause;
		}
		return made;
	}

	async #undo(event: EventId, link: string): Promise<void> {
		await this.#endLink(event, link);
		await this.#records.delete(event);
	}

	async #over(event: EventId, run: RehearsalProcess, link: string): Promise<void> {
		// When the program itself goes down, they are to come back with it.
		if (!this.#closing && this.#runs.get(event) === run) await this.#records.delete(event);
		await this.#endLink(event, link);
	}

	async #endLink(event: EventId, link: string): Promise<void> {
		const { directory, live } = this.#options;
		await directory.links.revoke(event, [link]);
		const ended = await directory.sessions.removeByLinks(event, [link]);
		live.endEntries(new Set(ended.map(({ entryId }) => entryId)), 'signed_out');
	}

	async stop(event: EventId): Promise<void> {
		await this.#runs.get(event)?.stop();
		await this.#records.delete(event);
	}

	/** Deletes a rehearsal with everything that was ever kept of it, bytes included. */
	async delete(opened: OpenEvent): Promise<Result<null, Refused>> {
		if (!everyoneOf(opened.runtime.state).card?.rehearsal) return refuse({ code: 'not_a_rehearsal' });
		await this.#options.erase(opened.event);
		return ok(null);
	}

	/** Sends simulated people home for good: their event is being deleted. */
	async end(event: EventId): Promise<void> {
		await this.stop(event);
		this.#runs.delete(event);
		// The run that ended meanwhile may have written.
		await this.#records.delete(event);
	}

	/**
	 * Brings back the simulated people that were here when the program went down: the same ones, on the seats that are
	 * theirs. After events were opened and this node answers.
	 */
	async takeUp(): Promise<void> {
		for (const rehearsal of await this.#records.list())
			// A rehearsal that cannot go on is no reason not to start.
			await this.#bringBack(rehearsal).catch((cause) => this.#options.onFault('rehearsal', cause));
	}

	async #bringBack({ event, wish, startedAt, link, started }: Awaited<ReturnType<RehearsalRecords['list']>>[number]) {
		const { openEvents, store } = this.#options;
		await this.#endLink(event, link);
		// Whoever pressed the button was told that it had failed.
		if (started === false) return this.#records.delete(event);
		const opened = await openEvents.open(event);
		const { card, closed } = everyoneOf(opened.runtime.state);
		const minutes = Math.ceil(wish.minutes - (store.now() - startedAt) / 60_000);
		if (!card?.rehearsal || closed || minutes < 1) return this.#records.delete(event);
		const sent = await this.#send(opened, { ...wish, minutes });
		if (!sent.ok) throw new Error(`simulated people did not come back: ${sent.error.code}`);
		this.#resumed.add(event);
	}

	/** Ends the processes that were started here, by their ids. */
	async close(): Promise<void> {
		this.#closing = true;
		await Promise.all([...this.#runs.values()].map((run) => run.stop()));
	}
}

function guestsHere(opened: OpenEvent): number {
	const guests = Object.values(deskOf(opened.runtime.state).people).filter(({ role }) => SITTING.includes(role));
	return guests.filter(({ id }) => opened.presence.isHere(id)).length;
}
