import { expect, test } from 'vitest';
import type { Heard } from './media/page/probe.ts';
import { figuresOf } from './media/rotation.ts';

const FROM = { room: 'a', tones: [400, 600] };
const TO = { room: 'b', tones: [1_200, 1_400] };
const PEER = 2_300;
const SWITCHED = { at: 1_000, read: 5 };
const block = (n: number, at: number, hz: number, wish: Partial<Heard> = {}): Heard => ({
	n,
	at,
	hz,
	audible: true,
	track: `track-${hz}`,
	share: 0.99,
	...wish
});
const figures = (...heard: Heard[]) => figuresOf(heard, { at: 1_000, switched: SWITCHED, from: FROM, to: TO }, PEER);

test('a block that was read before the switch is before it, also when the clock shows the same for both', () => {
	expect(figures(block(4, 1_000, 600), block(5, 1_200, 1_200))).toMatchObject({ foreign: [], mateMs: 200 });
	expect(figures(block(4, 1_000, PEER), block(6, 1_300, PEER))).toMatchObject({ peerMs: 300 });
});

test('the first audible block of the old table that is read after it is foreign, and says whose voice it lies in', () => {
	const { foreign } = figures(block(3, 990, 600), block(5, 1_000, 600), block(6, 1_010, 600, { audible: false }));
	expect(foreign).toEqual([{ ms: 0, hz: 600, share: 0.99, track: 'track-600', voice: { hz: 600, blocks: 3, of: 3 } }]);
});

test('a stray tone in another voice is foreign too, and can be told from a voice of the old table', () => {
	const peer = [1, 2, 3].map((n) => block(5 + n, 1_500 + n, PEER));
	const { foreign } = figures(...peer, block(9, 1_510, 400, { track: `track-${PEER}`, share: 0.4 }));
	expect(foreign).toMatchObject([{ hz: 400, share: 0.4, voice: { hz: PEER, blocks: 3, of: 4 } }]);
});

test('whoever never changed over heard nobody of the new table', () => {
	const heard = [block(7, 1_200, 1_200), block(8, 1_200, PEER)];
	expect(figuresOf(heard, { at: 1_000, switched: null, from: FROM, to: TO }, PEER)).toMatchObject({
		mateMs: null,
		peerMs: null,
		foreign: []
	});
});
