/** Many pages at once, a limited number of them in the middle of their handshake. */
import { randomUUID } from 'node:crypto';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/protocol/wire.ts';
import { SESSION_COOKIE } from '#server/realtime/cookie.ts';
import type { Ticket } from '../cafe.ts';
import { machineNow } from '../clock.ts';
import { LiveSocket } from './live-socket.ts';

/** A kernel keeps 511 connections waiting for Node; those beyond it would be tried again after a second. */
const AT_ONCE = 250;

export interface Crowd {
	sockets: LiveSocket[];
	/** From the first connection's begin until the last one had what it needs, in ms. */
	ms: number;
}

/** Connects `count` sockets; `make` resolves when the socket has what it needs. */
export async function crowd(
	count: number,
	make: (index: number) => { socket: LiveSocket; there: Promise<unknown> }
): Promise<Crowd> {
	const sockets: LiveSocket[] = [];
	const from = machineNow();
	let next = 0;
	const connectOnward = async () => {
		while (next < count) {
			const index = next++;
			const { socket, there } = make(index);
			sockets[index] = socket;
			await there;
		}
	};
	await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, connectOnward));
	return { sockets, ms: machineNow() - from };
}

/** A page of Rondo: there when it has the first whole parts of its page. */
export function page(port: number, ticket: Ticket): { socket: LiveSocket; there: Promise<void> } {
	const { promise, resolve, reject } = Promise.withResolvers<void>();
	const socket = new LiveSocket({
		port,
		path: LIVE_PATH,
		cookie: `${SESSION_COOKIE}=${ticket.cookie}`,
		auth: { version: PROTOCOL_VERSION, entry: ticket.entry, have: {}, tab: randomUUID() },
		onEvent: ({ event, text }) => {
			if (event === 'snapshot') resolve();
			else if (event === 'refused') reject(new Error(text));
		}
	});
	socket.connected.catch(reject);
	return { socket, there: promise };
}

/** A client of the bare server: there when it is connected. */
export function bare(port: number, name: string): { socket: LiveSocket; there: Promise<void> } {
	const socket = new LiveSocket({ port, path: LIVE_PATH, auth: { name } });
	return { socket, there: socket.connected };
}
