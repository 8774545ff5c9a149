import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import type { Channel } from '#lib/domain/channel.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { INITIAL_EVERYONE, INITIAL_TABLE, initialPart } from '#lib/domain/initial.ts';
import { readFrame, readSnapshot, type Frame, type Snapshot } from '#lib/protocol/frames.ts';
import { LIVE_PATH, type SentFrame, type SentSnapshot } from '#lib/protocol/wire.ts';
import { frameJson, say, Share, snapshotJson } from './encoded.ts';
import type { LiveSocket } from './view.ts';

const ADA = 'ada' as PersonId;
const NAMES = { [ADA]: 'Ada "the first" \u2028 Łovelace' };

function share(): Share {
	const made = new Share('desk', 7);
	made.facts.push({ type: 'person_renamed', person: ADA }, { type: 'next_seating_dropped' });
	return made;
}

const frameIn = (json: string): Frame => readFrame(JSON.parse(json) as SentFrame);
const snapshotIn = (json: string): Snapshot => readSnapshot(JSON.parse(json) as SentSnapshot);

test('a frame and a snapshot are read as what they say', () => {
	const parts: Frame['parts'] = [{ channel: 'desk', n: 7, facts: share().facts }];
	expect(frameIn(frameJson([share()]))).toEqual({ parts });
	const other = new Share('everyone', 2);
	other.facts.push({ type: 'cafe_ended', at: 5 });
	expect(frameIn(frameJson([share(), other], NAMES))).toEqual({
		parts: [...parts, { channel: 'everyone', n: 2, facts: other.facts }],
		names: NAMES
	});

	const odd = 'table:"1\\' as Channel;
	const whole = [
		{ channel: 'everyone' as const, n: 3, part: INITIAL_EVERYONE },
		{ channel: odd, n: 1, part: initialPart(odd) }
	];
	const snapshot: Snapshot = { parts: whole, gone: [odd, 'desk'], names: NAMES };
	expect(snapshotIn(snapshotJson(whole, [odd, 'desk'], NAMES))).toEqual(snapshot);
	expect(snapshotIn(snapshotJson([], []))).toEqual({ parts: [], gone: [] });
});

test('a part that was replaced is not told as it was before', () => {
	const channel = 'table:t1' as Channel;
	const before = { ...INITIAL_TABLE, round: 1 };
	expect(snapshotIn(snapshotJson([{ channel, n: 1, part: before }], [])).parts[0]!.part).toEqual(before);
	const after = { ...before, round: 2 };
	expect(snapshotIn(snapshotJson([{ channel, n: 2, part: after }], [])).parts[0]!.part).toEqual(after);
});

/** Around the sizes at which the head of a WebSocket frame grows: two bytes a letter, and what is around them. */
const LENGTHS = [0, 42, 43, 44, 45, 46, 32_749, 32_750, 32_751, 32_752, 32_753, 40_000];

test('what is said arrives as an emit does, and in the order of both', async () => {
	const http = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => http.once('listening', resolve));
	const server = new Server(http, { path: LIVE_PATH, transports: ['websocket'] });
	const heard: unknown[] = [];
	server.on('connection', (socket) => {
		const live = socket as unknown as LiveSocket;
		live.emit('sound', true);
		say(live, 'frame', frameJson([share()], NAMES));
		live.emit('sound', false);
		say(live, 'snapshot', snapshotJson([], ['desk']));
		for (const length of LENGTHS) say(live, 'frame', JSON.stringify({ parts: {}, text: 'é'.repeat(length) }));
		say(live, 'snapshot', snapshotJson([], []));
		socket.on('disconnect', () => say(live, 'frame', frameJson([])));
	});
	const { port } = http.address() as AddressInfo;
	const client = io(`http://127.0.0.1:${port}`, { path: LIVE_PATH, transports: ['websocket'] });
	try {
		await new Promise<void>((resolve) => {
			client.onAny((event: string, value: unknown) => {
				heard.push([event, value]);
				if (event === 'snapshot' && heard.length > LENGTHS.length + 4) resolve();
			});
		});
		expect(heard).toEqual([
			['sound', true],
			['frame', { parts: { desk: [7, ...share().facts] }, names: NAMES }],
			['sound', false],
			['snapshot', { parts: {}, gone: ['desk'] }],
			...LENGTHS.map((length) => ['frame', { parts: {}, text: 'é'.repeat(length) }]),
			['snapshot', { parts: {}, gone: [] }]
		]);
	} finally {
		client.close();
		await server.close();
	}
});
