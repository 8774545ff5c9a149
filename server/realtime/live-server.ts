/** Socket.IO at `/live`: who connects, as whom, and what their messages become. A pipe; no rule of the product lives here. */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import * as v from 'valibot';
import { SYSTEM } from '#lib/domain/acts.ts';
import type { Role } from '#lib/domain/people/person.ts';
import type { EpochMs, EventId, PersonId } from '#lib/domain/ids.ts';
import { HelloSchema } from '#lib/protocol/commands.ts';
import {
	LIMITS,
	LIVE_PATH,
	PROTOCOL_VERSION,
	type MediaState,
	type PageEvents,
	type SavingState,
	type ServerEvents
} from '#lib/protocol/wire.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import { sessionCookieIn } from './cookie.ts';
import { Door } from './door.ts';
import { listenInTurn, type Talker } from './fast-talkers.ts';
import type { MessageContext } from './listener.ts';
import { listen } from './messages.ts';
import type { MediaService } from './media-service.ts';
import type { NodeMessage, Nodes } from './nodes.ts';
import { Rates } from './rates.ts';
import { SeatPusher } from './seat-pusher.ts';
import { cutOff, unsentBytes } from './slow-readers.ts';
import { View, type LiveSocket } from './view.ts';

/** An entry of a browser's session: who this tab is in which event. */
export interface LiveEntry {
	event: EventId;
	role: Role;
	person: PersonId | null;
	entryId: string;
	/** Came in by a personal link: a second browser must be let in by the first. */
	personal: boolean;
}

export interface LiveServerOptions {
	openEvents: OpenEvents;
	media: MediaService;
	nodes: Nodes;
	/** The entry that a cookie and a path name; null when the browser does not have it. */
	entryOf: (cookie: string, entryId: string) => Promise<LiveEntry | null>;
	/** An origin is allowed in the handshake; absent = not a browser. */
	allowsOrigin: (origin: string | undefined) => boolean;
	now: () => EpochMs;
	saving: () => SavingState;
	onFault: (what: string, cause: unknown) => void;
	messages: Omit<MessageContext, 'now' | 'media' | 'nodes' | 'onFault' | 'door' | 'rates'>;
	/** Remembers over restarts which entries were let in as a second browser. */
	door: ConstructorParameters<typeof Door>[0];
}

const SWEEP_MS = 1_000;
/** Each node says this often whom it sees; believed for three times as long. */
const PRESENCE_MS = 5_000;
const PRESENCE_TTL_MS = 15_000;
/** Sockets of one browser in one event: a person with many tabs, not a flood. */
const SOCKETS_PER_ENTRY = 12;

/** One for all connections. */
function endConnection(this: LiveSocket): void {
	this.disconnect(true);
}

export class LiveServer {
	readonly #options: LiveServerOptions;
	#io: Server<PageEvents, ServerEvents> | null = null;
	readonly #views = new Map<LiveSocket, View>();
	readonly #pushers = new Map<EventId, SeatPusher>();
	readonly #door: Door;
	readonly #messages: MessageContext;
	#sweep: NodeJS.Timeout | null = null;
	readonly #presenceTimer: NodeJS.Timeout;

	constructor(options: LiveServerOptions) {
		this.#options = options;
		this.#door = new Door(options.door, options.nodes);
		const { media, nodes, now, onFault } = options;
		this.#messages = { ...options.messages, media, nodes, now, onFault, door: this.#door, rates: new Rates() };
		options.media.onChange((state) => this.#mediaChanged(state));
		options.nodes.onMessage((from, message) => this.#heard(from, message));
		this.#presenceTimer = setInterval(() => this.#tellPresence(), PRESENCE_MS);
		this.#presenceTimer.unref();
	}

	/** Serves the live pages on an HTTP server. `shared`: other upgrades of that server are none of our business. */
	attach(http: HttpServer, { shared = false } = {}): void {
		const io = new Server<PageEvents, ServerEvents>(http, {
			path: LIVE_PATH,
			transports: ['websocket'],
			serveClient: false,
			maxHttpBufferSize: LIMITS.messageBytes,
			perMessageDeflate: false,
			pingInterval: 10_000,
			pingTimeout: 10_000,
			connectTimeout: 10_000,
			destroyUpgrade: !shared,
			allowRequest: (request, answer) => answer(null, this.#options.allowsOrigin(request.headers.origin))
		});
		this.#io = io;
		io.engine.on('connection', (connection: Talker) => listenInTurn(connection));
		io.on('connection', (socket) => {
			socket.on('error', endConnection);
			this.#enter(socket).catch((cause) => {
				this.#options.onFault('enter', cause);
				// The store is away: the page tries again by itself.
				socket.disconnect(true);
			});
		});
		this.#sweep = setInterval(() => this.#cutSlowReaders(), SWEEP_MS);
		this.#sweep.unref();
	}

	async #enter(socket: LiveSocket): Promise<void> {
		const hello = v.safeParse(HelloSchema, socket.handshake.auth);
		if (!hello.success) return this.#turnAway(socket, 'client_too_old');
		const { version, entry: entryId, tab, have } = hello.output;
		if (version !== PROTOCOL_VERSION) return this.#turnAway(socket, 'client_too_old');
		const cookie = sessionCookieIn(socket.handshake.headers.cookie);
		const entry = cookie === null ? null : await this.#options.entryOf(cookie, entryId);
		if (cookie === null || entry === null) return this.#turnAway(socket, 'not_signed_in');
		const opened = await this.#options.openEvents.open(entry.event);
		const view = new View({ socket, actor: entry, entry: entryId, tab, device: cookie });
		if (!socket.connected) return;
		if (this.#tooManyTabs(opened, view)) return this.#turnAway(socket, 'too_many_tabs');
		if (entry.personal) {
			const answer = await this.#door.lets(opened, view);
			if (answer === 'waits') return this.#turnAway(socket, 'knocking', false);
			if (answer === 'turned_away') return this.#turnAway(socket, 'not_let_in');
			// Many at once were all counted before the first of them was in.
			if (this.#tooManyTabs(opened, view)) return this.#turnAway(socket, 'too_many_tabs');
		}
		// Gone while we looked it up: nobody would ever take such a view out again.
		if (!socket.connected) return;
		await this.#welcome(opened, view, have);
	}

	#tooManyTabs(opened: OpenEvent, view: View): boolean {
		const { entry, device } = view;
		const others = opened.audience.besides(view).filter((other) => other.entry === entry && other.device === device);
		return others.length >= SOCKETS_PER_ENTRY;
	}

	async #welcome(opened: OpenEvent, view: View, have: Record<string, number>): Promise<void> {
		const { socket, actor } = view;
		this.#views.set(socket, view);
		opened.audience.expect(view);
		socket.once('disconnect', () => this.#leave(opened, view));
		// Signed out while it came in: whoever ended the entry did not see this connection yet.
		if (!(await this.#options.entryOf(view.device, view.entry))) return this.#turnAway(socket, 'not_signed_in');
		if (!socket.connected) return;
		listen(this.#messages, opened, view);
		this.#settleSound(opened, view);
		socket.emit('welcome', {
			event: opened.event,
			role: actor.role,
			person: actor.person,
			now: this.#options.now(),
			media: this.#options.media.state(),
			saving: this.#options.saving(),
			sound: view.sound
		});
		if (actor.person !== null)
			await opened.runtime
				.submit(`arrival:${actor.person}`, { type: 'note_arrival', person: actor.person }, SYSTEM)
				.catch((cause) => this.#options.onFault('arrival', cause));
		if (!socket.connected) return;
		await opened.audience.join(view, have);
		if (!socket.connected) return;
		opened.connected(view);
		socket.emit('tally', opened.tallyFor(view));
		this.pusherOf(opened).joined(view);
	}

	#leave(opened: OpenEvent, view: View): void {
		if (!this.#views.delete(view.socket)) return;
		opened.audience.leave(view);
		opened.disconnected(view);
		this.#settleSound(opened, view);
	}

	/**
	 * One person, several tabs or devices: one of them has the sound — the first device's newest tab. Where there is no
	 * person it is the entry's newest tab: in LiveKit both would be the same one.
	 */
	#settleSound(opened: OpenEvent, changed: View): void {
		const views = opened.audience.besides(changed);
		const device = views[0]?.device;
		const speaking = views.findLast((view) => view.device === device);
		for (const view of views) {
			const sound = view === speaking;
			if (view.sound === sound) continue;
			view.sound = sound;
			view.socket.emit('sound', sound);
			if (sound) this.pusherOf(opened).joined(view);
		}
	}

	#turnAway(socket: LiveSocket, code: string, close = true): void {
		socket.emit('refused', code);
		if (close) setTimeout(() => socket.disconnect(true), 200).unref();
	}

	pusherOf(opened: OpenEvent): SeatPusher {
		let pusher = this.#pushers.get(opened.event);
		if (!pusher) {
			const { media, now, onFault } = this.#options;
			pusher = new SeatPusher({ opened, media, now, onFault });
			this.#pushers.set(opened.event, pusher);
		}
		return pusher;
	}

	#mediaChanged(state: MediaState): void {
		for (const view of this.#views.values()) view.socket.emit('media', state);
		if (state.kind === 'on') for (const pusher of this.#pushers.values()) pusher.everybody();
	}

	/** The store went away or came back: pages say "saving paused" or "saved again". */
	savingChanged(state: SavingState): void {
		for (const view of this.#views.values()) view.socket.emit('saving', state);
		if (state !== 'saved') return;
		for (const opened of this.#options.openEvents.live())
			opened.runtime
				.catchUp()
				.then(() => opened.audience.resupply())
				.catch((cause) => this.#options.onFault('resupply', cause));
	}

	#cutSlowReaders(): void {
		for (const { socket } of this.#views.values()) if (unsentBytes(socket) > LIMITS.unsentBytes) cutOff(socket);
	}

	#tellPresence(): void {
		for (const { event, presence } of this.#options.openEvents.live())
			this.#options.nodes.publish({ kind: 'presence', event, people: presence.here() });
	}

	/** Another node says whom it sees, what is being typed, who was signed out. */
	#heard(from: string, message: NodeMessage): void {
		switch (message.kind) {
			case 'presence': {
				const opened = this.#options.openEvents.get(message.event);
				opened?.presence.hear(from, message.people, PRESENCE_TTL_MS);
				opened?.touchTally();
				break;
			}
			case 'draft': {
				const { event, table, writer, text } = message;
				const audience = this.#options.openEvents.get(event)?.audience;
				audience?.toSeated(table, ({ socket }) => socket.volatile.emit('draft', { table, writer, text }));
				break;
			}
			case 'knock':
				for (const view of this.#options.openEvents.get(message.event)?.audience.viewsOf(message.person) ?? [])
					view.socket.emit('knock', { id: message.id });
				break;
			case 'knock_answered': {
				const opened = this.#options.openEvents.get(message.event);
				if (opened)
					this.#door
						.answered(opened, message.person, message.id, message.letIn)
						.catch((cause) => this.#options.onFault('knock', cause));
				break;
			}
			case 'ended':
				this.#end(new Set(message.entries), message.code);
				break;
			case 'deleted':
				this.#endEvent(message.event);
				this.#options.openEvents.drop(message.event);
		}
	}

	/** Ends the connections of entries that were signed out: removed, forgotten, revoked. */
	endEntries(entryIds: ReadonlySet<string>, code: string): void {
		this.#end(entryIds, code);
		this.#options.nodes.publish({ kind: 'ended', entries: [...entryIds], code });
	}

	#end(entryIds: ReadonlySet<string>, code: string): void {
		this.#options.media.dismiss(entryIds);
		for (const view of this.#views.values()) if (entryIds.has(view.entry)) this.#turnAway(view.socket, code);
	}

	/** Ends every connection of an event that is deleted. */
	endEvent(event: EventId): void {
		this.#endEvent(event);
		this.#options.nodes.publish({ kind: 'deleted', event });
	}

	#endEvent(event: EventId): void {
		const opened = this.#options.openEvents.get(event);
		for (const view of opened?.audience.views ?? []) this.#turnAway(view.socket, 'event_deleted');
		this.#pushers.get(event)?.close();
		this.#pushers.delete(event);
	}

	get connections(): number {
		return this.#views.size;
	}

	/** Says when to come back, spread over `spreadMs`, and closes. The HTTP server is the caller's. */
	async close(spreadMs = 3_000): Promise<void> {
		if (this.#sweep) clearInterval(this.#sweep);
		clearInterval(this.#presenceTimer);
		for (const pusher of this.#pushers.values()) pusher.close();
		for (const { socket } of this.#views.values()) socket.emit('come_back', Math.round(500 + Math.random() * spreadMs));
		await new Promise((resolve) => setTimeout(resolve, this.#views.size > 0 ? 100 : 0));
		this.#io?.disconnectSockets(true);
		this.#io?.engine.close();
		this.#io = null;
	}
}
