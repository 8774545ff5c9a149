import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenInTurn, MESSAGE_BURST, MESSAGES_PER_SECOND } from './fast-talkers.ts';

class FakeSocket extends EventEmitter {
	paused = false;
	pause(): void {
		this.paused = true;
	}
	resume(): void {
		this.paused = false;
	}
}

let socket: FakeSocket;
let connection: EventEmitter & { transport: { socket: FakeSocket } };
const say = (times: number, data?: string) => {
	for (let time = 0; time < times; time++) connection.emit('packet', { type: 'message', data });
};

beforeEach(() => {
	vi.useFakeTimers();
	socket = new FakeSocket();
	connection = Object.assign(new EventEmitter(), { transport: { socket } });
	listenInTurn(connection, () => Date.now());
});
afterEach(() => void vi.useRealTimers());

test('a burst is heard, one more waits, and is heard when her turn comes', () => {
	say(MESSAGE_BURST);
	expect(socket.paused).toBe(false);
	say(2);
	expect(socket.paused).toBe(true);
	vi.advanceTimersByTime(5);
	expect(socket.paused).toBe(true);
	vi.advanceTimersByTime(10);
	expect(socket.paused).toBe(false);
});

test('what had arrived already counts, too', () => {
	say(MESSAGE_BURST + 3 * MESSAGES_PER_SECOND);
	vi.advanceTimersByTime(2_900);
	expect(socket.paused).toBe(true);
	vi.advanceTimersByTime(200);
	expect(socket.paused).toBe(false);
});

test('in the long run nobody is heard faster, whatever she says', () => {
	let heard = 0;
	for (let ms = 0; ms < 60_000; ms += 10) {
		for (let time = 0; time < 20 && !socket.paused; time++) {
			if (time % 2) say(1);
			else socket.emit('ping', Buffer.alloc(0));
			heard++;
		}
		vi.advanceTimersByTime(10);
	}
	expect(heard).toBeLessThan(MESSAGE_BURST + 60 * MESSAGES_PER_SECOND + 100);
	expect(heard).toBeGreaterThan(60 * MESSAGES_PER_SECOND);
});

test('a large message counts as many', () => {
	say(20, 'x'.repeat(128 * 1024));
	expect(socket.paused).toBe(true);
});

test('a page that types, asks and marks is never held up', () => {
	for (let second = 0; second < 600; second++) {
		say(60, 'x'.repeat(300));
		vi.advanceTimersByTime(1_000);
		expect(socket.paused).toBe(false);
	}
});
