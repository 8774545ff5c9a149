/**
 * One editor on a Hocuspocus server, as bytes. It makes real Yjs updates of its own and does not integrate those of
 * others: a page would, a generator of 1,000 pages must not.
 */
import * as Y from 'yjs';
import { WebSocketClient } from './web-socket.ts';

const SYNC = 0;
const AUTH = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
const TOKEN = 0;

export class HocuspocusPage {
	readonly #name: string;
	readonly #doc = new Y.Doc();
	readonly #socket: WebSocketClient;
	/** The server has sent what the document holds. */
	readonly there: Promise<void>;
	/** Called with whatever comes afterwards. */
	onMessage: ((bytes: Buffer, at: number) => void) | null = null;

	constructor(port: number, name: string) {
		this.#name = name;
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		this.there = promise;
		this.#socket = new WebSocketClient({
			port,
			path: '/',
			onBinary: (bytes, at) => {
				const [type, step] = bytes.subarray(1 + bytes[0]!);
				if (type === SYNC && step === STEP_2) resolve();
				this.onMessage?.(bytes, at);
			},
			onClose: () => reject(new Error('the connection was closed'))
		});
		this.#socket.opened.then(() => {
			this.#send(Buffer.from([AUTH, TOKEN, ...text('token'), ...text('4.7.0')]));
			this.#send(Buffer.from([SYNC, STEP_1, ...bytesOf(Y.encodeStateVector(this.#doc))]));
		}, reject);
		this.#doc.on('update', (update: Uint8Array) => this.#send(Buffer.from([SYNC, UPDATE, ...bytesOf(update)])));
	}

	/** Adds an idea at the end of the document's list. */
	write(idea: string): void {
		this.#doc.getArray('ideas').push([idea]);
	}

	#send(message: Buffer): void {
		this.#socket.send(Buffer.concat([Buffer.from(text(this.#name)), message]));
	}

	close(): void {
		this.#socket.close();
		this.#doc.destroy();
	}
}

const text = (value: string): number[] => bytesOf(Buffer.from(value));

/** Bytes with their number in front, seven bits at a time. */
function bytesOf(bytes: Uint8Array): number[] {
	const head: number[] = [];
	let left = bytes.length;
	for (; left > 0x7f; left >>= 7) head.push(0x80 | (left & 0x7f));
	return [...head, left, ...bytes];
}
