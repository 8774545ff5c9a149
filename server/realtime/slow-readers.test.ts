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
const packets = (...lengths: number[]) => lengths.map((length) => ({ data: 'x'.repeat(length) }));

describe('[FAULT-10] what a reader has not taken', () => {
	test('what waits in the socket and what waits in front of it count together, around the limit', () => {
		const half = LIMIT / 2;
		const both = (bufferedAmount: number, ...waiting: number[]) =>
			unsentBytes(reader({ transport: { socket: { bufferedAmount } }, writeBuffer: packets(...waiting) }));
		expect(LIMIT).toBe(1_048_576);
		expect(both(0)).toBe(0);
		expect(both(half, half - 1)).toBeLessThan(LIMIT);
		expect(both(half, half)).toBe(LIMIT);
		expect(both(half, half - 1, 2)).toBeGreaterThan(LIMIT);
		expect(both(LIMIT + 1)).toBeGreaterThan(LIMIT);
		expect(both(0, LIMIT + 1)).toBeGreaterThan(LIMIT);
	});

	test('bytes count like text, and a ping without any is nothing', () => {
		const writeBuffer = [{ data: Buffer.alloc(700) }, { data: 'x'.repeat(300) }, {}];
		expect(unsentBytes(reader({ transport: {}, writeBuffer }))).toBe(1_000);
		expect(unsentBytes(reader({}))).toBe(0);
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
