/**
 * A WebSocket client that costs next to nothing, so that 2,000 of them in one process measure the server and not
 * themselves. Knows what a server of this bench sends: whole frames, no extensions.
 */
import { createConnection, type Socket } from 'node:net';
import { machineNow } from '../clock.ts';

export interface WebSocketWish {
	port: number;
	path: string;
	cookie?: string;
	onText?: (text: string, at: number) => void;
	onBinary?: (bytes: Buffer, at: number) => void;
	onClose?: () => void;
}

const NO_BYTES = Buffer.alloc(0);
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

export class WebSocketClient {
	readonly #wish: WebSocketWish;
	readonly #socket: Socket;
	#rest: Buffer = NO_BYTES;
	#upgraded = false;
	readonly opened: Promise<void>;
	#open!: () => void;
	#fail!: (fault: Error) => void;

	constructor(wish: WebSocketWish) {
		this.#wish = wish;
		({ promise: this.opened, resolve: this.#open, reject: this.#fail } = Promise.withResolvers<void>());
		this.opened.catch(() => undefined);
		const { port, path, cookie } = wish;
		this.#socket = createConnection({ port, host: '127.0.0.1', noDelay: true }, () => {
			const lines = [
				`GET ${path} HTTP/1.1`,
				`Host: 127.0.0.1:${port}`,
				'Connection: Upgrade',
				'Upgrade: websocket',
				'Sec-WebSocket-Version: 13',
				'Sec-WebSocket-Key: cm9uZG8tYmVuY2gtMTIzNA==',
				...(cookie ? [`Cookie: ${cookie}`] : [])
			];
			this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
		});
		this.#socket.on('data', (bytes) => this.#take(bytes));
		this.#socket.on('error', (fault) => this.#fail(fault));
		this.#socket.on('close', () => {
			this.#fail(new Error('closed before it was open'));
			wish.onClose?.();
		});
	}

	send(message: string | Buffer): void {
		const payload = typeof message === 'string' ? Buffer.from(message) : message;
		this.#frame(typeof message === 'string' ? TEXT : BINARY, payload);
	}

	close(): void {
		this.#socket.destroy();
	}

	#frame(opcode: number, payload: Buffer): void {
		const { length } = payload;
		const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14);
		head[0] = 0x80 | opcode;
		if (length < 126) head[1] = 0x80 | length;
		else if (length < 65_536) {
			head[1] = 0x80 | 126;
			head.writeUInt16BE(length, 2);
		} else {
			head[1] = 0x80 | 127;
			head.writeBigUInt64BE(BigInt(length), 2);
		}
		// The mask is four zeros: what is masked with it stays as it is.
		this.#socket.write(length === 0 ? head : Buffer.concat([head, payload]));
	}

	#take(bytes: Buffer): void {
		const at = machineNow();
		let buffer = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
		if (!this.#upgraded) {
			const end = buffer.indexOf('\r\n\r\n');
			if (end < 0) return void (this.#rest = buffer);
			const status = buffer.subarray(0, buffer.indexOf('\r\n')).toString();
			if (!status.includes(' 101 ')) {
				this.#fail(new Error(status));
				return this.close();
			}
			this.#upgraded = true;
			this.#open();
			buffer = buffer.subarray(end + 4);
		}
		this.#rest = this.#frames(buffer, at);
	}

	/** Takes the frames that are whole; what is left of the last one comes back. */
	#frames(buffer: Buffer, at: number): Buffer {
		let from = 0;
		while (buffer.length - from >= 2) {
			let length = buffer[from + 1]! & 0x7f;
			let start = from + 2;
			if (length === 126) {
				if (buffer.length - start < 2) break;
				length = buffer.readUInt16BE(start);
				start += 2;
			} else if (length === 127) {
				if (buffer.length - start < 8) break;
				length = Number(buffer.readBigUInt64BE(start));
				start += 8;
			}
			if (buffer.length - start < length) break;
			this.#receive(buffer[from]! & 0x0f, buffer.subarray(start, start + length), at);
			from = start + length;
		}
		return from === buffer.length ? NO_BYTES : Buffer.from(buffer.subarray(from));
	}

	#receive(opcode: number, payload: Buffer, at: number): void {
		if (opcode === TEXT) this.#wish.onText?.(payload.toString('utf8'), at);
		else if (opcode === BINARY) this.#wish.onBinary?.(payload, at);
		else if (opcode === PING) this.#frame(PONG, payload);
		else if (opcode === CLOSE) this.close();
	}
}
