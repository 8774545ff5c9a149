import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LIMITS } from '#lib/protocol/wire.ts';
import { cutOff, unsentBytes } from './slow-readers.ts';
import type { LiveSocket } from './view.ts';

const LIMIT = LIMITS.unsentBytes;

const reader = (conn: object) => ({ conn }) as unknown as LiveSocket;
/** Packets whose frames are so many bytes long: ten of head, one of type. */
const packets = (...lengths: number[]) => lengths.map((length) => ({ data: 'x'.repeat(length - 11) }));

async function connected(): Promise<{ socket: LiveSocket; tcp: TcpSocket }> {
	const http = createServer();
	const server = new Server(http, { transports: ['websocket'], pingInterval: 60_000 });
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	const accepted = once(server, 'connection') as Promise<[LiveSocket]>;
	const raw = once(http, 'connection') as Promise<[TcpSocket]>;
	const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const page = io(address, { transports: ['websocket'], reconnection: false });
	onTestFinished(async () => {
		page.disconnect();
		await server.close();
	});
	const [socket] = await accepted;
	const [tcp] = await raw;
	return { socket, tcp };
}

describe('[FAULT-10] what a reader has not taken', () => {
	test('what waits in the socket and what waits in front of it count together, around the limit', () => {
		const half = LIMIT / 2;
		const both = (bufferedAmount: number, ...waiting: number[]) =>
			unsentBytes(reader({ transport: { socket: { bufferedAmount } }, writeBuffer: packets(...waiting) }));
		expect(LIMIT).toBe(1_048_576);
		expect(both(0)).toBe(0);
		expect(both(half, half - 1)).toBeLessThan(LIMIT);
		expect(both(half, half)).toBe(LIMIT);
		expect(both(half - 65_547, half, 65_548)).toBeGreaterThan(LIMIT);
		expect(both(LIMIT + 1)).toBeGreaterThan(LIMIT);
		expect(both(0, LIMIT + 1)).toBeGreaterThan(LIMIT);
	});

	test.each<[string, string | Buffer | undefined, number]>([
		['a ping', undefined, 2 + 1],
		['bytes', Buffer.alloc(700), 4 + 700],
		['the longest frame with a short head', 'x'.repeat(124), 2 + 125],
		['the shortest with a longer one', 'x'.repeat(125), 4 + 126],
		['the longest with the longer one', 'x'.repeat(65_534), 4 + 65_535],
		['the shortest with the longest one', 'x'.repeat(65_535), 10 + 65_536],
		['two bytes a letter', 'é'.repeat(300), 4 + 1 + 600],
		['three bytes a letter', '語'.repeat(300), 4 + 1 + 900],
		['four bytes for two units of a string', '🫖'.repeat(300), 4 + 1 + 1_200]
	])('%s counts as it is sent', (_what, data, bytes) => {
		expect(unsentBytes(reader({ transport: {}, writeBuffer: [{ data }] }))).toBe(bytes);
	});

	test('a frame that was made for many counts as it was made', () => {
		const made = { data: '語'.repeat(9), options: { wsPreEncodedFrame: [Buffer.alloc(4), Buffer.alloc(500)] } };
		expect(unsentBytes(reader({ transport: {}, writeBuffer: [made, {}] }))).toBe(504 + 3);
		expect(unsentBytes(reader({}))).toBe(0);
	});

	test('a text that is longer in bytes than in letters passes the limit when its bytes do', () => {
		const waiting = { transport: {}, writeBuffer: [{ data: '語'.repeat(LIMIT / 2) }] };
		expect(unsentBytes(reader(waiting))).toBeGreaterThan(LIMIT);
	});

	test('what waits of a real connection is what goes over the network', async () => {
		const { socket, tcp } = await connected();
		await expect.poll(() => unsentBytes(socket)).toBe(0);
		const before = tcp.bytesWritten;
		tcp.cork();
		const connection = (socket as unknown as { conn: { writeBuffer: object[] } }).conn;
		// Written at once, then behind it.
		const emit = (text: string) => (socket as unknown as Socket).emit('anything', text);
		for (const text of ['x', 'é'.repeat(40_000), '語'.repeat(40_000), '🫖'.repeat(9)]) emit(text);
		const waiting = unsentBytes(socket);
		expect(connection.writeBuffer.length).toBeGreaterThan(0);
		tcp.uncork();
		await expect.poll(() => unsentBytes(socket)).toBe(0);
		expect(tcp.bytesWritten - before).toBe(waiting);
	});

	test('a web socket is ended at once, another transport is closed with what waits thrown away', () => {
		const terminate = vi.fn();
		const close = vi.fn();
		cutOff(reader({ transport: { socket: { terminate } }, close }));
		expect(terminate).toHaveBeenCalledOnce();
		expect(close).not.toHaveBeenCalled();
		cutOff(reader({ transport: {}, close }));
		expect(close).toHaveBeenCalledExactlyOnceWith(true);
	});

	test('a real connection that reads nothing is seen to pass the limit, and is gone when it is cut off', async () => {
		const { socket, tcp } = await connected();
		expect(unsentBytes(socket)).toBeLessThan(LIMIT);

		// As if the network took nothing any more: whatever is written stays here.
		tcp.cork();
		const say = (length: number) => (socket as unknown as Socket).emit('anything', 'x'.repeat(length));
		say(LIMIT / 2);
		await expect.poll(() => unsentBytes(socket)).toBeGreaterThanOrEqual(LIMIT / 2);
		expect(unsentBytes(socket)).toBeLessThan(LIMIT);
		say(LIMIT / 2);
		await expect.poll(() => unsentBytes(socket)).toBeGreaterThan(LIMIT);

		const gone = once(socket, 'disconnect');
		cutOff(socket);
		await gone;
		await expect.poll(() => tcp.destroyed).toBe(true);
	});
});
