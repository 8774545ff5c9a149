/** One page on a Socket.IO server, as bytes: the same code speaks to Rondo and to the bare server beside it. */
import { machineNow } from '../clock.ts';
import { WebSocketClient } from './web-socket.ts';

export interface Received {
	readonly event: string;
	/** The message as it came: `["<event>",…]`. */
	readonly text: string;
	/** On the machine's clock. */
	readonly at: number;
}

export interface LiveSocketWish {
	port: number;
	path: string;
	cookie?: string;
	/** What is said in the handshake. */
	auth?: object;
	onEvent?: (received: Received) => void;
}

const CONNECT = '40';
const EVENT = '42';
const ACK = '43';

export class LiveSocket {
	readonly #wish: LiveSocketWish;
	readonly #socket: WebSocketClient;
	readonly #answers = new Map<number, (answer: unknown, at: number) => void>();
	#lastAck = -1;
	/** The server has let this socket in. */
	readonly connected: Promise<void>;
	#connected!: () => void;
	#failed!: (fault: Error) => void;
	onEvent: ((received: Received) => void) | null;

	constructor(wish: LiveSocketWish) {
		this.#wish = wish;
		this.onEvent = wish.onEvent ?? null;
		({ promise: this.connected, resolve: this.#connected, reject: this.#failed } = Promise.withResolvers<void>());
		this.connected.catch(() => undefined);
		const { port, path, cookie } = wish;
		this.#socket = new WebSocketClient({
			port,
			path: `${path}/?EIO=4&transport=websocket`,
			...(cookie === undefined ? {} : { cookie }),
			onText: (text, at) => this.#receive(text, at),
			onClose: () => this.#failed(new Error('the connection was closed'))
		});
		this.#socket.opened.catch((fault: Error) => this.#failed(fault));
	}

	#receive(text: string, at: number): void {
		if (text === '2') return this.#socket.send('3');
		if (text.startsWith('0{')) return this.#socket.send(CONNECT + JSON.stringify(this.#wish.auth ?? {}));
		if (text.startsWith(CONNECT)) return this.#connected();
		if (text.startsWith(EVENT)) {
			const event = text.slice(4, text.indexOf('"', 4));
			this.onEvent?.({ event, text: text.slice(2), at });
		} else if (text.startsWith(ACK)) {
			const start = text.indexOf('[');
			const id = Number(text.slice(2, start));
			const answer = this.#answers.get(id);
			this.#answers.delete(id);
			answer?.((JSON.parse(text.slice(start)) as unknown[])[0], at);
		}
	}

	/** @returns the answer, and the milliseconds from the call until it came */
	ask<Answer>(event: string, ...values: unknown[]): Promise<{ answer: Answer; ms: number }> {
		const id = ++this.#lastAck;
		const from = machineNow();
		return new Promise((resolve) => {
			this.#answers.set(id, (answer, at) => resolve({ answer: answer as Answer, ms: at - from }));
			this.#socket.send(`${EVENT}${id}${JSON.stringify([event, ...values])}`);
		});
	}

	close(): void {
		this.#socket.close();
	}
}
