import type { EventId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { EventRooms, RETIRE_MS, type RoomTools } from './event-rooms.ts';
import { Gate } from './gate.ts';
import type { MediaNames } from './names.ts';
import { Onlookers, type EntriesOf } from './onlookers.ts';
import type { Lease, Media } from './ports.ts';
import type { RoomKeeper } from './room-keeper.ts';
import type { MediaHint } from './webhooks.ts';

const LEASE = 'media-reconciler';
/** Another node takes over when the holder has been silent for this long. */
export const LEASE_TTL_MS = 15_000;
const LEASE_RENEWED_EVERY_MS = 5_000;
/** Everything is compared with the media server this often; hints and commits only make it faster. */
export const COMPARED_EVERY_MS = 10_000;
const RETRY_MS = 1_000;
const IN_FLIGHT = 20;
/** At a thousand commits a second, most of them ideas, looking whether something changed must stay cheap. */
const REST_MS = 25;

/** The events of a node. The states are the node's own fold: they change in place. */
export interface EventSource {
	live(): Iterable<EventId>;
	/** null when the node does not hold the event. */
	stateOf(event: EventId): EventState | null;
	/** Entries that nobody stands behind; of the store, so that all nodes say the same. */
	readonly onlookersOf: EntriesOf;
}

export interface ReconcilerOptions {
	readonly media: Media;
	readonly rooms: RoomKeeper;
	readonly names: MediaNames;
	readonly lease: Lease;
	readonly source: EventSource;
	/** Told when the media server answers again, and when it does not. */
	readonly onReachable?: (reachable: boolean) => void;
	/** For what is none of the media server's faults: a bug, or Redis away. */
	readonly onFault?: (fault: unknown) => void;
	/** Only tests shorten it. */
	readonly retireMs?: number;
}

interface Work {
	readonly rooms: EventRooms;
	running: Promise<void> | null;
	again: boolean;
	timer: NodeJS.Timeout | null;
	/** The timer is one of these short rests. */
	resting: boolean;
	/** Monotonic ms before which no commit causes a pass. */
	restUntil: number;
}

/**
 * Makes the media server match the events' states: rooms, their end, who may be there, who may speak on the stage.
 * It never does "what a fact says", so it may be woken too often, late, or after a crash. One node at a time.
 */
export class MediaReconciler {
	readonly #options: ReconcilerOptions;
	readonly #tools: RoomTools;
	readonly #work = new Map<EventId, Work>();
	#timers: NodeJS.Timeout[] = [];
	#heldUntil = 0;
	#comparing: Promise<void> | null = null;
	#reachable: boolean | null = null;
	#stopped = true;

	constructor(options: ReconcilerOptions) {
		const { media, rooms, names, source, retireMs = RETIRE_MS } = options;
		this.#options = options;
		const onlookers = new Onlookers(names, (event) => source.onlookersOf(event));
		this.#tools = { media, rooms, names, onlookers, retireMs, gate: new Gate(IN_FLIGHT) };
	}

	/** Whether this node is the one that tidies up. */
	get leads(): boolean {
		return performance.now() < this.#heldUntil;
	}

	start(): void {
		if (!this.#stopped) return;
		this.#stopped = false;
		this.#timers = [
			setInterval(() => void this.#keepLease(), LEASE_RENEWED_EVERY_MS).unref(),
			setInterval(() => void this.#compareAll(), COMPARED_EVERY_MS).unref()
		];
		void this.#keepLease();
	}

	/** Ends the timers and what is under way, and gives the lease back. Rooms stay: people are talking in them. */
	async stop(): Promise<void> {
		if (this.#stopped) return;
		this.#stopped = true;
		for (const timer of this.#timers) clearInterval(timer);
		for (const { timer } of this.#work.values()) if (timer) clearTimeout(timer);
		const led = this.leads;
		this.#heldUntil = 0;
		await this.#comparing;
		await Promise.all(Array.from(this.#work.values(), ({ running }) => running));
		if (led) await this.#options.lease.release(LEASE).catch((fault: unknown) => this.#options.onFault?.(fault));
	}

	/** Something was committed. Returns at once; a pass that changes nothing costs some comparisons of references. */
	wake(event: EventId): void {
		if (this.#stopped || !this.leads) return;
		const work = this.#workOf(event);
		const restMs = work.restUntil - performance.now();
		if (restMs <= 0 || work.running) void this.#pass(event, null);
		else if (!work.resting) this.#wakeIn(event, work, restMs, true);
	}

	/** The media server is up (again) and knows nothing: all live rooms are made before clients try again. */
	async restarted(): Promise<void> {
		this.#options.rooms.distrustAll();
		for (const { rooms } of this.#work.values()) rooms.forget();
		if (!this.leads) await this.#keepLease();
		if (!this.leads) return;
		await Promise.all(Array.from(this.#options.source.live(), (event) => this.#pass(event, null)));
	}

	/** A webhook came. Correcting one person's rights is harmless on any node, so no lease is asked. */
	hint(hint: MediaHint): void {
		if (this.#stopped || hint.kind !== 'participant_joined') return;
		for (const event of this.#options.source.live()) {
			if (!this.#tools.names.isOf(event, hint.room)) continue;
			const state = this.#options.source.stateOf(event);
			if (state)
				this.#workOf(event)
					.rooms.check(state, hint)
					.catch((fault: unknown) => this.#failed(event, fault));
		}
	}

	/** Entries were signed out: those among them that listen to a stage are thrown out. Harmless on any node. */
	dismiss(entries: ReadonlySet<string>): void {
		if (this.#stopped) return;
		for (const event of this.#options.source.live())
			for (const entry of entries)
				if (this.#options.names.knowsOnlooker(event, entry))
					this.#workOf(event)
						.rooms.dismiss(entry)
						.catch((fault: unknown) => this.#failed(event, fault));
	}

	/** Takes away all rooms of an event that was deleted. @throws {MediaUnavailableError} */
	async drop(event: EventId): Promise<void> {
		const work = this.#workOf(event);
		if (work.timer) clearTimeout(work.timer);
		this.#work.delete(event);
		await work.running;
		await work.rooms.drop(await this.#options.media.listRooms());
		this.#tools.onlookers.forget(event);
		this.#options.names.forget(event);
	}

	async #keepLease(): Promise<void> {
		const led = this.leads;
		const askedAt = performance.now();
		try {
			const held = await this.#options.lease.acquire(LEASE, LEASE_TTL_MS);
			if (held && this.#stopped) return await this.#options.lease.release(LEASE);
			this.#heldUntil = held ? askedAt + LEASE_TTL_MS : 0;
		} catch (fault) {
			// The lease we have may still run; without an answer it ends by itself.
			this.#options.onFault?.(fault);
		}
		if (this.leads && !led) await this.#compareAll();
	}

	/** Looks at everything the media server has. */
	#compareAll(): Promise<void> {
		this.#comparing ??= this.#compareOnce().finally(() => {
			this.#comparing = null;
		});
		return this.#comparing;
	}

	async #compareOnce(): Promise<void> {
		if (this.#stopped || !this.leads) return;
		try {
			const listed = await this.#options.media.listRooms();
			this.#reached(true);
			const live = new Set(this.#options.source.live());
			for (const [event, { running, timer }] of this.#work) {
				if (live.has(event) || running) continue;
				if (timer) clearTimeout(timer);
				this.#work.delete(event);
			}
			await Promise.all(Array.from(live, (event) => this.#pass(event, listed)));
		} catch (fault) {
			this.#failed(null, fault);
		}
	}

	/** One pass at a time per event; whoever comes meanwhile causes one more. Resolves after the pass it joined. */
	#pass(event: EventId, listed: readonly string[] | null): Promise<void> {
		const work = this.#workOf(event);
		if (work.running) {
			work.again = true;
			return listed ? work.running.then(() => this.#pass(event, listed)) : work.running;
		}
		work.running = this.#passOnce(event, work, listed).finally(() => {
			work.running = null;
			if (!work.again) return;
			work.again = false;
			this.wake(event);
		});
		return work.running;
	}

	async #passOnce(event: EventId, work: Work, listed: readonly string[] | null): Promise<void> {
		// Commits of the same moment are seen together.
		await Promise.resolve();
		const state = this.#options.source.stateOf(event);
		if (!state || this.#stopped || !this.leads) return;
		try {
			await work.rooms.match(state, listed);
			this.#reached(true);
			work.restUntil = performance.now() + REST_MS;
			this.#wakeIn(event, work, (work.rooms.dueAt ?? Infinity) - performance.now());
		} catch (fault) {
			this.#failed(event, fault);
		}
	}

	#wakeIn(event: EventId, work: Work, ms: number, resting = false): void {
		if (work.timer) clearTimeout(work.timer);
		work.timer = null;
		work.resting = false;
		if (ms === Infinity || this.#stopped) return;
		work.resting = resting;
		const wake = () => {
			work.resting = false;
			this.wake(event);
		};
		// Never sooner than the end of the rest: waking then would only wait again.
		work.timer = setTimeout(wake, Math.max(REST_MS, Math.ceil(ms))).unref();
	}

	#failed(event: EventId | null, fault: unknown): void {
		if (fault instanceof Error && fault.name === 'MediaUnavailableError') this.#reached(false);
		else this.#options.onFault?.(fault);
		if (!event) return;
		const work = this.#workOf(event);
		// Commits go on while the media server is away: they must not make us ask it faster.
		work.restUntil = performance.now() + RETRY_MS;
		this.#wakeIn(event, work, RETRY_MS);
	}

	#reached(reachable: boolean): void {
		if (this.#reachable === reachable) return;
		this.#reachable = reachable;
		this.#options.onReachable?.(reachable);
	}

	#workOf(event: EventId): Work {
		let work = this.#work.get(event);
		if (!work) {
			work = {
				rooms: new EventRooms(event, this.#tools),
				running: null,
				again: false,
				timer: null,
				resting: false,
				restUntil: -Infinity
			};
			this.#work.set(event, work);
		}
		return work;
	}
}
