/** Networks and readers that behave badly: a proxy that goes silent, a reader that stops reading. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/protocol/wire.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import type { SignedIn } from '../../tools/fleet/visitor.ts';

/** Forwards TCP; frozen, it takes everything and passes nothing on, and nobody hears that anybody has gone. */
export class HalfOpenProxy {
	readonly #server: Server;
	readonly #target: number;
	readonly #pairs = new Set<readonly [Socket, Socket]>();
	#frozen = false;

	private constructor(server: Server, target: number) {
		this.#server = server;
		this.#target = target;
		server.on('connection', (near) => this.#join(near));
	}

	static async start(targetPort: number): Promise<HalfOpenProxy> {
		const server = createServer({ allowHalfOpen: true });
		const proxy = new HalfOpenProxy(server, targetPort);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return proxy;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	#join(near: Socket): void {
		near.on('error', () => undefined);
		if (this.#frozen) {
			near.pause();
			near.once('close', () => undefined);
			return;
		}
		const far = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
		far.on('error', () => undefined);
		const pair = [near, far] as const;
		this.#pairs.add(pair);
		for (const [from, to] of [pair, [far, near] as const]) {
			from.on('data', (bytes) => void (this.#frozen || to.write(bytes)));
			from.on('close', () => {
				if (this.#frozen) return;
				to.destroy();
				this.#pairs.delete(pair);
			});
			from.on('end', () => void (this.#frozen || to.end()));
		}
	}

	freeze(): void {
		this.#frozen = true;
	}

	/** The old connections are gone by now; new ones work. */
	thaw(): void {
		this.#frozen = false;
		for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
		this.#pairs.clear();
	}

	close(): void {
		this.thaw();
		this.#server.close();
	}
}

/** A page that asks for everything again and again, answers the server's pings, and never reads. */
export class StalledReader {
	readonly #socket: Socket;
	readonly #timers: NodeJS.Timeout[] = [];
	/** Resolves when the server has ended the connection. */
	readonly ended: Promise<void>;

	private constructor(socket: Socket) {
		this.#socket = socket;
		socket.on('error', () => undefined);
		this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
	}

	static async connect({ origin, cookie, entry }: SignedIn): Promise<StalledReader> {
		const { port, host } = new URL(origin);
		const socket = connect({ port: Number(port), host: '127.0.0.1' });
		await once(socket, 'connect');
		const key = randomBytes(16).toString('base64');
		socket.write(
			[
				`GET ${LIVE_PATH}/?EIO=4&transport=websocket HTTP/1.1`,
				`Host: ${host}`,
				'Connection: Upgrade',
				'Upgrade: websocket',
				'Sec-WebSocket-Version: 13',
				`Sec-WebSocket-Key: ${key}`,
				`Cookie: ${SESSION_COOKIE}=${cookie}`,
				'\r\n'
			].join('\r\n')
		);
		const [answer] = (await once(socket, 'data')) as [Buffer];
		if (!answer.toString('latin1').startsWith('HTTP/1.1 101'))
			throw new Error(`no upgrade: ${answer.toString('latin1')}`);
		const reader = new StalledReader(socket);
		reader.#send(`40${JSON.stringify({ version: PROTOCOL_VERSION, entry, have: {}, tab: 'stalled' })}`);
		await once(socket, 'data');
		return reader;
	}

	/** Reads nothing from now on. */
	stall(): void {
		this.#socket.pause();
		this.#timers.push(
			setInterval(() => this.#send('42["resync",{}]'), 90),
			setInterval(() => this.#send('3'), 4_000)
		);
		void this.ended.then(() => this.close());
	}

	/** One masked text frame, as RFC 6455 wants it from a browser. */
	#send(text: string): void {
		if (this.#socket.destroyed) return;
		const payload = Buffer.from(text);
		const mask = randomBytes(4);
		const head =
			payload.length < 126
				? Buffer.from([0x81, 0x80 | payload.length])
				: Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
		this.#socket.write(Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4]!)]));
	}

	close(): void {
		for (const timer of this.#timers) clearInterval(timer);
		this.#socket.destroy();
	}
}
