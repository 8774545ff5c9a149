import { sendFrame, sendSnapshot, type Frame, type Snapshot } from '../../protocol/frames.ts';
import type { Hello, PageEvents, ServerEvents, Welcome } from '../../protocol/wire.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { LiveSocket } from '../connection.ts';

type Listener = (...args: never[]) => void;
/** Frames and snapshots as they are in memory: they are sent as they travel. */
type Said = Omit<ServerEvents, 'frame' | 'snapshot'> & {
	frame: (frame: Frame) => void;
	snapshot: (snapshot: Snapshot) => void;
};
type Sent = { [E in keyof PageEvents]: [event: E, ...args: Parameters<PageEvents[E]>] }[keyof PageEvents];

/** Stands in for Socket.IO in tests: the far end is the test. */
export class SocketDouble {
	connected = false;
	active = true;
	dials = 0;
	hello: Hello | null = null;
	/** Everything the page sent, oldest first; the last argument of a question is its answer. */
	sent: Sent[] = [];
	#hello: () => Hello;
	#answers = new Map<string, () => unknown>();
	#listeners = new Map<string, Listener[]>();

	constructor(hello: () => Hello) {
		this.#hello = hello;
	}

	/** What `LiveEvent` takes as `dial`; the double is handed to the test. */
	static dial(into: (socket: SocketDouble) => void) {
		return (_url: string, hello: () => Hello): LiveSocket => {
			const socket = new SocketDouble(hello);
			into(socket);
			return socket as unknown as LiveSocket;
		};
	}

	on(name: string, listener: Listener): this {
		this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
		return this;
	}
	connect(): this {
		this.dials += 1;
		this.active = true;
		return this;
	}
	disconnect(): this {
		if (this.connected) this.drop();
		return this;
	}
	emit(...sent: Sent): void {
		const answer = this.#answers.get(sent[0]);
		const ack = sent.at(-1);
		if (answer && typeof ack === 'function') (ack as (value: unknown) => void)(answer());
		else this.sent.push(sent);
	}
	/** From now on questions of this kind are answered at once. */
	answer(name: keyof PageEvents, answer: () => unknown): void {
		this.#answers.set(name, answer);
	}
	get volatile() {
		return { emit: (...sent: Sent) => this.emit(...sent) };
	}
	timeout(ms: number) {
		return {
			emit: (...sent: Sent) => {
				const ack = sent.pop() as unknown as (failure: Error | null, answer?: unknown) => void;
				const timer = setTimeout(() => ack(new Error('operation has timed out')), ms);
				const answer = (value: unknown) => {
					clearTimeout(timer);
					ack(null, value);
				};
				this.emit(...([...sent, answer] as unknown as Sent));
			}
		};
	}

	/** The server says something. */
	say<E extends keyof Said>(name: E, ...args: Parameters<Said[E]>): void {
		const [said] = args as unknown[];
		const sent =
			name === 'frame' ? [sendFrame(said as Frame)] : name === 'snapshot' ? [sendSnapshot(said as Snapshot)] : args;
		for (const listener of this.#listeners.get(name) ?? []) listener(...(sent as unknown as never[]));
	}
	/** The connection stands, and the server welcomes the page. */
	welcome(welcome: Partial<Welcome> = {}): void {
		this.connected = true;
		this.hello = this.#hello();
		this.say('welcome', {
			event: 'ev',
			role: 'participant',
			person: 'me' as PersonId,
			now: 1_800_000_000_000,
			media: { kind: 'on' },
			saving: 'saved',
			sound: true,
			...welcome
		});
	}
	drop(): void {
		this.connected = false;
		for (const listener of this.#listeners.get('disconnect') ?? []) listener(...(['transport close'] as never[]));
	}
	/** The dial failed; `code`: the server answered and said no. */
	fail(code?: string, retryable = false): void {
		this.active = code === undefined;
		const error = Object.assign(new Error(code ?? 'websocket error'), code ? { data: { code, retryable } } : {});
		for (const listener of this.#listeners.get('connect_error') ?? []) listener(...([error] as never[]));
	}
	sentOf<E extends keyof PageEvents>(name: E): Extract<Sent, [E, ...unknown[]]>[] {
		return this.sent.filter((sent): sent is Extract<Sent, [E, ...unknown[]]> => sent[0] === name);
	}
}
