import { io, type Socket } from 'socket.io-client';
import { LIVE_PATH, type Hello, type PageEvents, type ServerEvents, type Welcome } from '../protocol/wire.ts';
import { BackOff } from './back-off.ts';

export type LiveSocket = Socket<ServerEvents, PageEvents>;
export type ConnectionState = 'connecting' | 'live' | 'offline' | 'refused';

/** An answer is waited for this long, then it counts as not come. */
export const ANSWER_MS = 5_000;

/** Waiting to be let in by another browser of the same person: asked again after so long. */
const KNOCK_AGAIN_MS = 22_000;

export interface ConnectionOptions {
	/** What is said on every connect, with the counts of then. */
	hello: () => Hello;
	/** Empty = the page's own origin. */
	url?: string;
	onstate: (state: ConnectionState, refusal: string | null) => void;
	/** A first connect or a later one: from here on the server knows this page. */
	onwelcome: (welcome: Welcome) => void;
	backOff?: BackOff;
	/** Only tests replace it. */
	dial?: (url: string, hello: () => Hello) => LiveSocket;
}

/** One socket that comes back by itself, unless it was refused. */
export class Connection {
	#options: ConnectionOptions;
	#backOff: BackOff;
	#socket: LiveSocket;
	#state: ConnectionState = 'offline';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#open = false;

	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.#backOff = options.backOff ?? new BackOff();
		this.#socket = (options.dial ?? dialLive)(options.url ?? '', options.hello);
		this.#socket.on('welcome', (welcome) => this.#welcomed(welcome));
		this.#socket.on('refused', (code) => this.#refused(code));
		this.#socket.on('come_back', (afterMs) => this.#leaveFor(afterMs));
		this.#socket.on('disconnect', () => this.#lost());
		this.#socket.on('connect_error', (error: Error & { data?: { code?: string; retryable?: boolean } }) => {
			// `active` is false when the server answered and said no; otherwise it was not reached.
			if (this.#socket.active || error.data?.retryable) this.#lost();
			else this.#refuse(error.data?.code ?? error.message);
		});
	}

	get state(): ConnectionState {
		return this.#state;
	}

	get live(): boolean {
		return this.#state === 'live';
	}

	/** Listen to the server here; send with {@link ask} or {@link tell}. */
	get socket(): Pick<LiveSocket, 'on'> {
		return this.#socket;
	}

	connect(): void {
		if (this.#open) return;
		this.#open = true;
		this.#backOff.succeeded();
		globalThis.addEventListener?.('online', this.#wake);
		globalThis.document?.addEventListener('visibilitychange', this.#wake);
		this.#dialNow();
	}

	close(): void {
		this.#open = false;
		clearTimeout(this.#timer);
		globalThis.removeEventListener?.('online', this.#wake);
		globalThis.document?.removeEventListener('visibilitychange', this.#wake);
		this.#socket.disconnect();
		if (this.#state !== 'refused') this.#become('offline');
	}

	/**
	 * Asks and waits for the answer.
	 *
	 * @returns null when no answer came: not connected, or none within `limitMs`
	 */
	ask<Answer>(
		put: (socket: ReturnType<LiveSocket['timeout']>, ack: (failure: Error | null, answer: Answer) => void) => void,
		limitMs = ANSWER_MS
	): Promise<Answer | null> {
		if (!this.live) return Promise.resolve(null);
		return new Promise((resolve) => {
			put(this.#socket.timeout(limitMs), (failure, answer) => resolve(failure ? null : answer));
		});
	}

	/** Says something that needs no answer; dropped when not connected. */
	tell(put: (socket: LiveSocket['volatile']) => void): void {
		if (this.live) put(this.#socket.volatile);
	}

	#dialNow(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#become(this.#state === 'offline' || this.#state === 'refused' ? 'connecting' : this.#state);
		this.#socket.connect();
	}

	#welcomed(welcome: Welcome): void {
		this.#backOff.succeeded();
		// First what is known, then the state: whoever reacts to `live` finds the welcome there.
		this.#options.onwelcome(welcome);
		this.#become('live');
	}

	#lost(): void {
		if (!this.#open || this.#state === 'refused' || this.#timer !== undefined) return;
		this.#become('offline');
		this.#timer = setTimeout(() => this.#dialNow(), this.#backOff.next());
	}

	#leaveFor(afterMs: number): void {
		clearTimeout(this.#timer);
		this.#become('offline');
		this.#timer = setTimeout(() => this.#dialNow(), afterMs);
		this.#socket.disconnect();
	}

	#refused(code: string): void {
		if (code === 'come_in') return this.#leaveFor(0);
		if (code !== 'knocking') return this.#refuse(code);
		// The first browser was asked; when it is gone for a while, coming again is enough.
		this.#become('connecting', code);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#socket.disconnect();
			this.#dialNow();
		}, KNOCK_AGAIN_MS);
	}

	#refuse(code: string): void {
		this.#open = false;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#become('refused', code);
		this.#socket.disconnect();
	}

	/** The network or the page is back: do not wait for the rest of the pause. */
	#wake = (): void => {
		if (globalThis.document?.visibilityState === 'hidden') return;
		if (this.#timer !== undefined && this.#backOff.attempts > 1) this.#dialNow();
	};

	#become(state: ConnectionState, refusal: string | null = null): void {
		if (state === this.#state && refusal === null) return;
		this.#state = state;
		this.#options.onstate(state, refusal);
	}
}

function dialLive(url: string, hello: () => Hello): LiveSocket {
	return io(url, {
		path: LIVE_PATH,
		transports: ['websocket'],
		autoConnect: false,
		// Coming back is done here: it honours `come_back` and draws its waits from a wider range.
		reconnection: false,
		forceNew: true,
		timeout: 10_000,
		auth: (send: (hello: object) => void) => send(hello())
	});
}
