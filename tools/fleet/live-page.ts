/** One page of one person, as the browser has it: the same protocol, fold, outbox and way back. */
import { io } from 'socket.io-client';
import type { Channel } from '#lib/domain/channel.ts';
import { tableChannel, tableIn } from '#lib/domain/channel.ts';
import type { PageCommand } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { initialPart, INITIAL_DESK, INITIAL_EVERYONE } from '#lib/domain/initial.ts';
import type { DeskPart, EveryonePart, PersonPart, TablePart } from '#lib/domain/parts.ts';
import { BackOff } from '#lib/client/back-off.ts';
import { ServerClock } from '#lib/client/clock.ts';
import { Connection, type LiveSocket } from '#lib/client/connection.ts';
import { EventCopy } from '#lib/client/event-copy.ts';
import { Outbox } from '#lib/client/outbox.ts';
import { readFrame, readSnapshot, type Frame, type Snapshot } from '#lib/protocol/frames.ts';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/protocol/wire.ts';
import type { Ack, SavingState, TablePresence, Tally, Welcome } from '#lib/protocol/wire.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './ledger.ts';
import type { SignedIn } from './visitor.ts';

export interface LivePageOptions {
	session: SignedIn;
	chance: Chance;
	ledger: Ledger;
	/** Names the tab. @default a random one */
	tab?: string;
	/** Where a device's wrong clock is wanted. */
	clock?: ServerClock;
	/** Another address than the session's, such as a proxy in between. */
	url?: string;
}

/** What just came. */
export type Arrival = { kind: 'frame'; frame: Frame } | { kind: 'snapshot'; snapshot: Snapshot } | { kind: 'other' };

const RESYNC_AGAIN_MS = 5_000;

export class LivePage {
	readonly session: SignedIn;
	readonly ledger: Ledger;
	readonly connection: Connection;
	readonly clock: ServerClock;
	readonly copy = new EventCopy();
	welcome: Welcome | null = null;
	tally: Tally | null = null;
	saving: SavingState | null = null;
	presence: TablePresence | null = null;
	/** Whether this tab has the sound of its person. */
	sound = true;
	/** Why the server turned this page away; null while it did not. */
	refusal: string | null = null;
	/** Whole parts are there. */
	ready = false;
	/** Times that this page was welcomed. */
	welcomes = 0;
	readonly #outbox: Outbox;
	readonly #listeners = new Set<(arrival: Arrival) => void>();
	readonly #limits = new Set<NodeJS.Timeout>();
	#opened: readonly TableId[] = [];
	#first = true;
	#resync: NodeJS.Timeout | undefined;
	#highest = 0;

	constructor(options: LivePageOptions) {
		const { session, chance, ledger, tab = crypto.randomUUID(), url = session.origin } = options;
		this.clock = options.clock ?? new ServerClock();
		this.session = session;
		this.ledger = ledger;
		const backOff = () => new BackOff({ random: () => chance.between(0, 1) });
		this.connection = new Connection({
			url,
			hello: () => ({ version: PROTOCOL_VERSION, entry: session.entry, have: this.copy.have(), tab }),
			dial: (address, hello) => dial(address, session.cookie, hello),
			onwelcome: (welcome) => this.#welcomed(welcome),
			onstate: (state, refusal) => {
				this.refusal = refusal;
				if (state === 'live') this.#outbox.resume();
				else this.#outbox.pause();
				this.#tell({ kind: 'other' });
			},
			backOff: backOff()
		});
		this.#outbox = new Outbox({
			entry: session.entry,
			keep: null,
			backOff: backOff(),
			onchange: () => this.#tell({ kind: 'other' }),
			transmit: async (id, command) => {
				ledger.sending(id);
				const ack = await this.connection.ask<Ack>((socket, answer) => socket.emit('command', { id, command }, answer));
				if (ack && (ack.ok || !ack.retryable)) ledger.answered(id);
				return ack;
			}
		});
		this.#listen();
	}

	get person(): PersonId | null {
		return this.welcome?.person ?? null;
	}
	get live(): boolean {
		return this.connection.live;
	}
	/** Commands without an answer yet. */
	get waiting(): number {
		return this.#outbox.waiting.length;
	}
	get everyone(): EveryonePart {
		return (this.copy.part('everyone') as EveryonePart | undefined) ?? INITIAL_EVERYONE;
	}
	get me(): PersonPart {
		const channel: Channel = `person:${this.person ?? ('' as PersonId)}`;
		return (this.copy.part(channel) ?? initialPart(channel)) as PersonPart;
	}
	get desk(): DeskPart {
		return (this.copy.part('desk') as DeskPart | undefined) ?? INITIAL_DESK;
	}
	/** The table where she sits now, as far as its facts have come. */
	get table(): TablePart | null {
		const { seat } = this.me;
		return seat ? this.tablePart(seat.table) : null;
	}

	tablePart(table: TableId): TablePart | null {
		return (this.copy.part(tableChannel(table)) as TablePart | undefined) ?? null;
	}

	/** The tables of which this page holds facts. */
	tablesHeld(): TableId[] {
		return [...this.copy.parts().keys()].flatMap((channel) => tableIn(channel) ?? []);
	}

	connect(): this {
		this.connection.connect();
		return this;
	}

	/** Like a phone that loses its network: what was not answered waits for {@link connect}. */
	drop(): void {
		this.connection.close();
	}

	/** For good. Who still waits for something here is never told. */
	close(): void {
		clearTimeout(this.#resync);
		for (const limit of this.#limits) clearTimeout(limit);
		this.connection.close();
		this.#outbox.close();
		this.#listeners.clear();
	}

	/** Resolves with the server's answer, sent again with the same id until it comes. What is promised is recorded. */
	async send(command: PageCommand): Promise<Ack> {
		const ack = await this.#outbox.send(command);
		if (ack.ok) this.ledger.acknowledge(this.person, command);
		else if (ack.code !== 'closed') this.ledger.refuse(ack.code);
		return ack;
	}

	/** Asks beside the outbox; null when no answer came within `limitMs`. */
	ask<Answer>(
		put: (socket: ReturnType<LiveSocket['timeout']>, ack: (failure: Error | null, answer: Answer) => void) => void,
		limitMs?: number
	): Promise<Answer | null> {
		return this.connection.ask(put, limitMs);
	}

	/** Desk: the tables whose facts are wanted; asked for again after a reconnect. */
	openTables(tables: readonly TableId[]): Promise<Ack | null> {
		this.#opened = tables;
		return this.ask<Ack>((socket, ack) => socket.emit('open_tables', [...tables], ack));
	}

	type(table: TableId, text: string): void {
		this.connection.tell((socket) => socket.emit('draft', { table, text }));
	}

	/** Called after whatever came was taken in. Returns the way to stop. */
	watch(listener: (arrival: Arrival) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/**
	 * Resolves when `is` becomes true.
	 * @throws after `limitMs`, with `what` and the state of the page
	 */
	until(what: string, is: (page: this) => boolean, limitMs = 20_000): Promise<this> {
		if (is(this)) return Promise.resolve(this);
		return new Promise((resolve, reject) => {
			const stop = this.watch(() => {
				if (!is(this)) return;
				clearTimeout(timer);
				this.#limits.delete(timer);
				stop();
				resolve(this);
			});
			const timer = setTimeout(() => {
				this.#limits.delete(timer);
				stop();
				const { phase } = this.everyone.clock;
				const seat = JSON.stringify(this.me.seat);
				reject(new Error(`not within ${limitMs} ms: ${what} (${this.connection.state}, ${phase}, seat ${seat})`));
			}, limitMs);
			this.#limits.add(timer);
		});
	}

	#listen(): void {
		const { socket } = this.connection;
		socket.on('snapshot', (sent) => {
			const snapshot = readSnapshot(sent);
			this.copy.replace(snapshot, this.#first);
			this.#first = false;
			this.ready = true;
			for (const { channel } of snapshot.parts) this.#mayHear(channel);
			this.#tell({ kind: 'snapshot', snapshot });
		});
		socket.on('frame', (sent) => {
			const frame = readFrame(sent);
			if (this.copy.receive(frame) === 'gap') return this.#askAgain();
			for (const { channel } of frame.parts) this.#mayHear(channel);
			this.#tell({ kind: 'frame', frame });
		});
		const other = { kind: 'other' } as const;
		socket.on('tally', (tally) => ((this.tally = tally), this.#tell(other)));
		socket.on('saving', (saving) => ((this.saving = saving), this.#tell(other)));
		socket.on('presence', (presence) => ((this.presence = presence), this.#tell(other)));
		socket.on('sound', (sound) => ((this.sound = sound), this.#tell(other)));
	}

	#welcomed(welcome: Welcome): void {
		this.#first = true;
		this.welcomes++;
		this.welcome = welcome;
		this.clock.forget();
		this.clock.hint(welcome.now);
		this.saving = welcome.saving;
		// Of before; what holds now is told once this page has caught up.
		this.tally = null;
		this.presence = null;
		this.sound = welcome.sound;
		if (this.#opened.length > 0) setImmediate(() => void this.openTables(this.#opened));
	}

	/** REL-5: facts of a table only while she sits there, or while the desk has opened it. */
	#mayHear(channel: Channel): void {
		const table = tableIn(channel);
		if (table !== null && this.me.seat?.table !== table && !this.#opened.includes(table))
			this.ledger.breach('REL-5', `${this.person} heard ${table} and sits at ${this.me.seat?.table ?? 'no table'}`);
	}

	#askAgain(): void {
		if (this.#resync) return;
		this.connection.tell((socket) => socket.emit('resync', this.copy.have()));
		this.#resync = setTimeout(() => {
			this.#resync = undefined;
			if (this.copy.behind) this.#askAgain();
		}, RESYNC_AGAIN_MS);
	}

	#tell(arrival: Arrival): void {
		const { seatingVersion } = this.everyone;
		if (seatingVersion < this.#highest)
			this.ledger.breach('REL-2', `${this.person} went back from seating ${this.#highest} to ${seatingVersion}`);
		this.#highest = seatingVersion;
		for (const listener of this.#listeners) listener(arrival);
	}
}

function dial(url: string, cookie: string, hello: () => object): LiveSocket {
	return io(url, {
		path: LIVE_PATH,
		transports: ['websocket'],
		autoConnect: false,
		reconnection: false,
		forceNew: true,
		timeout: 10_000,
		extraHeaders: { cookie: `${SESSION_COOKIE}=${cookie}` },
		auth: (send: (hello: object) => void) => send(hello())
	});
}
