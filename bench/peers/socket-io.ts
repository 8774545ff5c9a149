/** The least that a Socket.IO server can do, with the options of Rondo's: what the figures are measured against. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Server, type Socket } from 'socket.io';
import { LIVE_PATH, LIMITS } from '#lib/protocol/wire.ts';
import { machineNow } from '../clock.ts';
import { answerQuestions, loopHeld, memoryAfterGc } from '../server-process.ts';

const http = createServer((_, response) => response.end());
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const { port } = http.address() as AddressInfo;
const io = new Server(http, {
	path: LIVE_PATH,
	transports: ['websocket'],
	serveClient: false,
	maxHttpBufferSize: LIMITS.messageBytes,
	perMessageDeflate: false,
	pingInterval: 10_000,
	pingTimeout: 10_000,
	connectTimeout: 10_000
});
/** One person's message, by the name of her socket. */
export interface Message {
	name: string;
	event: string;
	value: unknown;
}

let held: { socket: Socket; event: string; value: unknown }[] = [];
/** By the name that a client gave in its handshake. */
const sockets = new Map<string, Socket>();
io.on('connection', (socket) => {
	const { name } = socket.handshake.auth as { name: string };
	sockets.set(name, socket);
	socket.on('disconnect', () => sockets.delete(name));
});
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();

answerQuestions(
	{
		ready: () => null,
		port: () => port,
		connections: () => sockets.size,
		/** What `send` is to send, so that reading it is not measured. */
		hold: (messages: Message[]) => {
			held = messages.map(({ name, event, value }) => ({ socket: sockets.get(name)!, event, value }));
		},
		/** Sends each person one message of her own; answers when the first one was begun. */
		send: () => {
			const at = machineNow();
			for (const { socket, event, value } of held) socket.emit(event, value);
			held = [];
			return at;
		},
		loopHeld: () => loopHeld(loop),
		memory: memoryAfterGc
	},
	async () => {
		await io.close();
	}
);
