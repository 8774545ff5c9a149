import { untrack } from 'svelte';
import { tableIn } from '../domain/channel.ts';
import type { PageCommand } from '../domain/commands.ts';
import type { EpochMs, TableId } from '../domain/ids.ts';
import { PROTOCOL_VERSION } from '../protocol/wire.ts';
import { readFrame, readSnapshot, type Frame, type Snapshot } from '../protocol/frames.ts';
import type { Ack, MediaSeat, MediaState, Names, SavingState, Welcome } from '../protocol/wire.ts';
import { BesideTheLog } from './beside-the-log.svelte.ts';
import { ServerClock } from './clock.ts';
import { Connection, type ConnectionOptions, type ConnectionState } from './connection.ts';
import { Drafts } from './drafts.ts';
import { EventCopy } from './event-copy.ts';
import { EventParts } from './event-parts.svelte.ts';
import { sessionKeep, type Keep } from './keep.ts';
import { agreedWith, NO_SEATS, promoted, withoutSeat, withSeat, type MediaSeats } from './media-seats.ts';
import { Outbox } from './outbox.ts';
import { newId } from './random-id.ts';
import { Requests } from './requests.ts';

/** The clock is measured again this often. */
const MEASURE_EVERY_MS = 30_000;
/** A gap is asked for again when nothing closed it for so long. */
const RESYNC_AGAIN_MS = 5_000;

export interface LiveEventOptions {
	/** The entry of this browser's session, as in the page's path. */
	entry: string;
	/** Random per tab. @default a new one */
	tab?: string;
	/** Empty = the page's own origin. */
	url?: string;
	clock?: ServerClock;
	/** Where ideas that were not saved yet survive a reload. @default sessionStorage */
	keep?: Keep | null;
	/** Only tests replace it. */
	dial?: NonNullable<ConnectionOptions['dial']>;
}

/** An idea from before a reload that was refused for good: shown to its author so that the words are not lost. */
export interface RefusedIdea {
	readonly table: TableId;
	readonly text: string;
	readonly code: string;
}

/**
 * One browser's live copy of an event, and its way to ask for something.
 * Does nothing before {@link connect}; parts are replaced whole, never mutated.
 */
export class LiveEvent extends EventParts {
	readonly clock: ServerClock;
	readonly drafts: Drafts;
	readonly ask: Requests;
	/** Counts, presence, drafts, company: true while it happens, never in the log. */
	readonly beside = new BesideTheLog();
	#copy = new EventCopy();
	#connection: Connection;
	#outbox: Outbox;
	#state = $state<ConnectionState>('connecting');
	#refusal = $state<string | null>(null);
	#ready = $state(false);
	#welcome = $state.raw<Welcome | null>(null);
	#saving = $state<SavingState>('saved');
	#media = $state.raw<MediaState | null>(null);
	#sound = $state(true);
	#waiting = $state.raw<readonly PageCommand[]>([]);
	#refusedIdeas = $state.raw<readonly RefusedIdea[]>([]);
	#seats = $state.raw<MediaSeats>(NO_SEATS);
	#opened: readonly TableId[] = [];
	#firstSnapshot = true;
	#watchers: readonly (() => void)[] = [];
	#resyncTimer: ReturnType<typeof setTimeout> | undefined;
	#measureTimer: ReturnType<typeof setInterval> | undefined;

	constructor({ entry, tab = newId(), url = '', clock = new ServerClock(), keep, dial }: LiveEventOptions) {
		super();
		this.clock = clock;
		this.#connection = new Connection({
			url,
			hello: () => ({ version: PROTOCOL_VERSION, entry, have: this.#copy.have(), tab }),
			onstate: (state, refusal) => this.#became(state, refusal),
			onwelcome: (welcome) => this.#welcomed(welcome),
			...(dial ? { dial } : {})
		});
		this.#outbox = new Outbox({
			entry,
			keep: keep === undefined ? sessionKeep() : keep,
			transmit: (id, command) => this.#transmit(id, command),
			onchange: (waiting) => (this.#waiting = waiting),
			onrefused: ({ table, text }, { code }) => (this.#refusedIdeas = [...this.#refusedIdeas, { table, text, code }])
		});
		this.#waiting = this.#outbox.waiting;
		this.drafts = new Drafts((table, text) => this.#connection.tell((s) => s.emit('draft', { table, text })));
		this.ask = new Requests(this.#connection, (names) => this.#learn(names));
		this.#listen();
	}

	/** Safe inside an effect. */
	connect(): void {
		untrack(() => this.#connection.connect());
		clearInterval(this.#measureTimer);
		this.#measureTimer = setInterval(() => void this.#measure(), MEASURE_EVERY_MS);
	}

	/** For good: what waits for an answer is told `closed`, ideas are sent by the next page. */
	close(): void {
		clearInterval(this.#measureTimer);
		untrack(() => {
			this.drafts.close();
			this.#connection.close();
			this.#outbox.close();
			this.#became(this.#connection.state, this.#refusal);
		});
	}

	get state(): ConnectionState {
		return this.#state;
	}
	/** Why this connection is over. */
	get refusal(): string | null {
		return this.#refusal;
	}
	/** The first snapshot is there. */
	get ready(): boolean {
		return this.#ready;
	}
	get welcome(): Welcome | null {
		return this.#welcome;
	}
	get saving(): SavingState {
		return this.#saving;
	}
	/** Whether the server can carry sound and picture; null before it said so. */
	get media(): MediaState | null {
		return this.#media;
	}
	/** False: another tab or device of this person has the sound. */
	get sound(): boolean {
		return this.#sound;
	}
	/** Commands that were not answered yet, oldest first. */
	get waiting(): readonly PageCommand[] {
		return this.#waiting;
	}
	get refusedIdeas(): readonly RefusedIdea[] {
		return this.#refusedIdeas;
	}
	get seats(): MediaSeats {
		return this.#seats;
	}
	/** A phone in the hall: no microphone, no camera, no sound, or a full hall would echo. */
	get companion(): boolean {
		const { stage, table, next } = this.#seats;
		return this.me.profile?.attendance === 'hall' && !table && !next && !stage?.mayPublish;
	}
	/** Resolves with the server's answer, sent again with the same id until it comes; never rejects. */
	send(command: PageCommand): Promise<Ack> {
		return this.#outbox.send(command);
	}

	/** The whole list each time; asked for again by itself after a reconnect. */
	openTables(tables: readonly TableId[]): Promise<Ack> {
		this.#opened = tables;
		return this.ask.openTables(tables);
	}

	answerKnock(letIn: boolean): void {
		const knock = this.beside.knock;
		this.beside.knock = null;
		if (knock) this.#connection.tell((socket) => socket.emit('answer_knock', { id: knock.id, letIn }));
	}

	dismissRefusedIdea(idea: RefusedIdea): void {
		this.#refusedIdeas = this.#refusedIdeas.filter((other) => other !== idea);
	}

	/** For the media classes: called at once and whenever seats, sound or the connection change. Returns the way to stop. */
	watch(changed: () => void): () => void {
		this.#watchers = [...this.#watchers, changed];
		changed();
		return () => (this.#watchers = this.#watchers.filter((other) => other !== changed));
	}

	/** A seat that was asked for; null = there is none of that kind. */
	takeSeat(kind: MediaSeat['kind'], seat: MediaSeat | null): void {
		this.#seatsBecome(seat ? withSeat(this.#seats, seat) : withoutSeat(this.#seats, kind));
	}

	/** The page switched to its armed seat. */
	switchedTo(key: string): void {
		this.#seatsBecome(promoted(this.#seats, key));
	}

	/** Media is really connected (or not): for the desk's picture only. */
	tellMedia(key: string | null, connected: boolean): void {
		this.#connection.tell((socket) => socket.emit('media_state', { key, connected }));
	}

	#listen(): void {
		const { socket } = this.#connection;
		socket.on('snapshot', (snapshot) => this.#replace(readSnapshot(snapshot)));
		socket.on('frame', (frame) => this.#receive(readFrame(frame)));
		socket.on('tally', (tally) => (this.beside.tally = tally));
		socket.on('table_tallies', (tallies) => this.beside.countTables(tallies));
		socket.on('presence', (presence) => this.beside.seePresence(presence));
		socket.on('draft', (draft) => this.beside.seeDraft(draft));
		socket.on('company', (company) => (this.beside.company = company));
		socket.on('knock', (knock) => (this.beside.knock = knock));
		socket.on('saving', (saving) => (this.#saving = saving));
		socket.on('media', (media) => this.#mediaIs(media));
		socket.on('media_seat', (seat) => this.takeSeat('table', seat));
		socket.on('sound', (here) => this.#hears(here));
	}

	#became(state: ConnectionState, refusal: string | null): void {
		this.#refusal = refusal;
		this.#state = state;
		if (state === 'live') this.#outbox.resume();
		else {
			this.#outbox.pause();
			clearTimeout(this.#resyncTimer);
			this.beside.clear();
		}
		this.#notify();
	}

	#welcomed(welcome: Welcome): void {
		this.#firstSnapshot = true;
		this.clock.forget();
		this.clock.hint(welcome.now);
		this.#welcome = welcome;
		this.#media = welcome.media;
		this.#saving = welcome.saving;
		this.#hears(welcome.sound);
		queueMicrotask(() => {
			void this.#measure();
			if (this.#opened.length > 0) void this.ask.openTables(this.#opened);
		});
	}

	#mediaIs(media: MediaState): void {
		this.#media = media;
		this.#notify();
	}

	#hears(here: boolean): void {
		this.#sound = here;
		this.#notify();
	}

	#receive(frame: Frame): void {
		if (this.#copy.receive(frame) === 'gap') this.#resync();
		else this.#publish();
	}

	#replace(snapshot: Snapshot): void {
		this.#copy.replace(snapshot, this.#firstSnapshot);
		this.#firstSnapshot = false;
		for (const channel of snapshot.gone) {
			const table = tableIn(channel);
			if (table !== null) this.beside.leaveTable(table);
		}
		this.#ready = true;
		this.#publish();
	}

	/** One reactive update for everything that belongs together. */
	#publish(): void {
		if (!this.#copy.behind) {
			clearTimeout(this.#resyncTimer);
			this.#resyncTimer = undefined;
		}
		this.show(this.#copy, this.#welcome?.person ?? null);
		this.#seatsBecome(agreedWith(this.#seats, this.me));
	}

	/** Asks once for what is missing; what comes until then is dropped, the answer holds it. */
	#resync(): void {
		if (this.#resyncTimer !== undefined) return;
		const ask = () => {
			this.#connection.tell((socket) => socket.emit('resync', this.#copy.have()));
			this.#resyncTimer = setTimeout(ask, RESYNC_AGAIN_MS);
		};
		ask();
	}

	#learn(names: Names): void {
		this.#copy.learn(names);
		this.show(this.#copy, this.#welcome?.person ?? null);
	}

	async #transmit(id: string, command: PageCommand): Promise<Ack | null> {
		const ack = await this.#connection.ask<Ack>((socket, answer) => socket.emit('command', { id, command }, answer));
		if (ack?.names) this.#learn(ack.names);
		return ack;
	}

	#measure(): Promise<void> {
		return this.clock.measure((sentAt) =>
			this.#connection.ask<EpochMs>((socket, ack) => socket.emit('clock', sentAt, ack))
		);
	}

	#seatsBecome(seats: MediaSeats): void {
		if (seats === this.#seats) return;
		this.#seats = seats;
		this.#notify();
	}

	#notify(): void {
		for (const changed of this.#watchers) changed();
	}
}
