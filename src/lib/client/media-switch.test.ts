import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MediaSeat } from '../protocol/wire.ts';
import type { LinkFailure } from './media-link.ts';
import { DROP_OLD_MS, MediaSwitch } from './media-switch.ts';
import { LinkDouble } from './testing/link-double.ts';

const mic = { kind: 'audio' } as MediaStreamTrack;
const camera = { kind: 'video' } as MediaStreamTrack;
const seat = (key: string, more: Partial<MediaSeat> = {}): MediaSeat => ({
	kind: 'table',
	key,
	url: 'ws://127.0.0.1',
	token: `token ${key}`,
	table: null,
	version: 1,
	switchAt: null,
	mayPublish: true,
	identities: {},
	...more
});
const GRACE_MS = 30_000;

let now: number;
let media: MediaSwitch;
let renewed: string[];
let answer: (broken: MediaSeat) => void;
let switched: string[];

const links = () => LinkDouble.made;
const link = (key: string) => LinkDouble.made.findLast((made) => made.seat.key === key)!;
const armedSeat = (key: string, inMs = GRACE_MS) => seat(key, { switchAt: now + inMs, version: 2 });
const heard = () => links().filter((made) => made.heard && !made.closed);
const open = () => links().filter((made) => made.wish.open && !made.closed);

/** Time goes on for timers and for the server's clock alike. */
async function pass(ms: number) {
	const end = now + ms;
	while (now < end) {
		const step = Math.min(50, end - now);
		now += step;
		await vi.advanceTimersByTimeAsync(step);
	}
}
async function joined(key: string) {
	media.follow(seat(key), null);
	await link(key).settle();
}

beforeEach(() => {
	vi.useFakeTimers();
	LinkDouble.made = [];
	[now, renewed, switched, answer] = [1_800_000_000_000, [], [], () => {}];
	media = new MediaSwitch({
		open: (to, events) => new LinkDouble(to, events),
		clock: { now: () => now },
		renew: async (broken) => {
			renewed.push(broken.key);
			answer(broken);
		},
		onchange: () => {},
		onswitched: (key) => switched.push(key),
		random: () => 0.5
	});
});
afterEach(() => {
	media.leave();
	vi.useRealTimers();
});

describe('[MEDIA-3] the armed switch', () => {
	test('joins in the first half of the grace, silent in both directions, and swaps at `switchAt`', async () => {
		media.want({ mic, open: true, camera });
		await joined('a');
		const next = armedSeat('b');
		media.follow(seat('a'), next);
		expect(links()).toHaveLength(1);
		await pass(GRACE_MS / 4);
		await link('b').settle();
		expect([media.armed, link('b').heard, link('b').wish]).toEqual([true, false, { mic, open: false, camera: null }]);
		expect(media.link).toBe(link('a'));
		await pass(GRACE_MS * 0.75 - 50);
		expect(heard()).toEqual([link('a')]);
		await pass(50);
		expect(heard()).toEqual([link('b')]);
		expect(open()).toEqual([link('b')]);
		expect(link('a').wish).toEqual({ mic, open: false, camera: null });
		expect(link('b').wish.camera).toBe(camera);
		expect(switched).toEqual(['b']);
		expect(media.state).toBe('connected');
		expect(link('a').closed).toBe(false);
		await pass(DROP_OLD_MS);
		expect([link('a').closed, link('b').closed]).toEqual([true, false]);
	});

	test('who was muted stays muted', async () => {
		media.want({ mic, open: false, camera: null });
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		await pass(GRACE_MS);
		expect(heard()).toEqual([link('b')]);
		expect(
			links()
				.flatMap(({ wishes }) => wishes)
				.filter((wish) => wish.open)
		).toEqual([]);
	});

	test('muting oneself during the grace counts after it', async () => {
		media.want({ mic, open: true, camera: null });
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		media.want({ mic, open: false, camera: null });
		await pass(GRACE_MS);
		expect(link('b').wishes.filter((wish) => wish.open)).toEqual([]);
	});

	test('the seating may switch before this page’s clock does: once', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		media.follow(seat('b'), null);
		expect(heard()).toEqual([link('b')]);
		await pass(GRACE_MS);
		expect([links().length, switched]).toEqual([2, []]);
	});

	test('a clock that is found to be slow moves the switch', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		now -= 2_000;
		await pass(GRACE_MS / 2);
		expect(heard()).toEqual([link('a')]);
		await pass(2_000);
		expect(heard()).toEqual([link('b')]);
	});

	test('nobody may publish without the right to', async () => {
		media.want({ mic, open: true, camera });
		media.follow(seat('a', { mayPublish: false }), null);
		await link('a').settle();
		media.follow(seat('a', { mayPublish: false }), armedSeat('b'));
		expect(link('a').wishes.filter((wish) => wish.mic)).toEqual([]);
		media.follow(seat('a', { mayPublish: true }), null);
		expect(link('a').wish).toEqual({ mic, open: true, camera });
	});
});

describe('races', () => {
	test('the bell is taken back: the armed room is dropped, the table goes on', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		media.follow(seat('a'), null);
		expect(link('b').closed).toBe(true);
		await pass(2 * GRACE_MS);
		expect([heard(), switched]).toEqual([[link('a')], []]);
	});

	test('another table while armed: the first is dropped, also when it answers late', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		media.follow(seat('a'), armedSeat('c'));
		expect(link('b').closed).toBe(true);
		await link('b').settle();
		expect(media.armed).toBe(false);
		await pass(GRACE_MS / 2);
		await link('c').settle();
		await pass(GRACE_MS);
		expect(heard()).toEqual([link('c')]);
	});

	test('undo: back to a new room of the old table, armed like any other', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		await pass(GRACE_MS / 2);
		media.follow(seat('b'), armedSeat('a2', 8_000));
		await pass(4_000);
		await link('a2').settle();
		await pass(4_000);
		expect(heard()).toEqual([link('a2')]);
	});

	test('late: still joining at the switch goes on as a cold join, the old table is silent at once', async () => {
		media.want({ mic, open: true, camera: null });
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS);
		expect([heard(), media.state, links().length]).toEqual([[], 'connecting', 2]);
		expect(open()).toEqual([link('b')]);
		await link('b').settle();
		expect([heard(), media.state]).toEqual([[link('b')], 'connected']);
	});

	test('arming fails: again, and cold at the switch when nothing helped', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b', 8_000));
		await pass(2_000);
		await link('b').settle('down');
		await pass(500);
		expect(links()).toHaveLength(3);
		await link('b').settle('down');
		await pass(5_500 - 1_400);
		await link('b').settle('down');
		await pass(1_350);
		expect(heard()).toEqual([link('a')]);
		await pass(50);
		expect([heard(), media.state]).toEqual([[], 'connecting']);
		await link('b').settle();
		expect(heard()).toEqual([link('b')]);
	});

	test('the armed room is gone: a new seat is asked for', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 4);
		answer = () => media.follow(seat('a'), armedSeat('b2', 20_000));
		await link('b').settle('gone');
		expect(renewed).toEqual(['b']);
		await pass(10_000);
		await link('b2').settle();
		await pass(11_000);
		expect(heard()).toEqual([link('b2')]);
	});

	test('an armed room that breaks is armed again', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 4);
		await link('b').settle();
		link('b').events.onlost('silent');
		expect([media.armed, media.state]).toEqual([false, 'connected']);
		await pass(1_000);
		await link('b').settle();
		expect([links().length, media.armed]).toEqual([3, true]);
	});

	test('an old room that ends after the switch is nobody’s trouble', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b', 8_000));
		await pass(4_000);
		await link('b').settle();
		await pass(4_000);
		link('a').events.onlost('ended');
		expect([media.state, heard()]).toEqual(['connected', [link('b')]]);
	});

	test('whatever happens: one room is heard at most, and only the one of now', async () => {
		const step = fc.oneof(
			fc.record({
				do: fc.constant('follow' as const),
				now: fc.constantFrom('a', 'b', 'c', null),
				next: fc.constantFrom('b', 'c', 'd', null)
			}),
			fc.record({
				do: fc.constant('settle' as const),
				which: fc.nat(7),
				failure: fc.constantFrom<LinkFailure | null>(null, null, 'down', 'gone')
			}),
			fc.record({ do: fc.constant('lose' as const), which: fc.nat(7) }),
			fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 50, max: 9_000 }) })
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				media.leave();
				LinkDouble.made = [];
				media.want({ mic, open: true, camera });
				for (const it of steps) {
					const made = links()[it.do === 'settle' || it.do === 'lose' ? it.which % Math.max(1, links().length) : 0];
					if (it.do === 'follow')
						media.follow(it.now && seat(it.now), it.next && it.next !== it.now ? armedSeat(it.next, 8_000) : null);
					else if (it.do === 'settle') await made?.settle(it.failure);
					else if (it.do === 'lose') made?.events.onlost('silent');
					else await pass(it.ms);
					expect(heard().length).toBeLessThanOrEqual(1);
					expect(open().length).toBeLessThanOrEqual(1);
					for (const made of heard()) expect(made).toBe(media.link);
					for (const made of links()) if (made.wish.camera && !made.closed) expect(made).toBe(media.link);
				}
				media.leave();
				expect(links().filter(({ closed }) => !closed)).toEqual([]);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('trouble', () => {
	test('a browser that cannot do it at all is told so at once, and nothing is tried again', async () => {
		media.follow(seat('a'), null);
		await link('a').settle('unable');
		expect([media.state, media.trouble]).toEqual(['text', 'unable']);
		await pass(60_000);
		expect([renewed, links().length]).toEqual([[], 1]);
	});

	test('no sound, tried again by itself with a fresh seat, then text, then every 20 s', async () => {
		media.follow(seat('a'), null);
		await link('a').settle('blocked');
		expect([media.state, media.trouble]).toEqual(['no_sound', 'blocked']);
		await pass(1_400);
		expect([renewed, links().length]).toEqual([['a'], 2]);
		await link('a').settle('down');
		await pass(2_800);
		await link('a').settle('down');
		expect(media.state).toBe('text');
		await pass(19_950);
		expect(links()).toHaveLength(3);
		await pass(50);
		expect(links()).toHaveLength(4);
		expect(media.state).toBe('text');
		await link('a').settle();
		expect([media.state, media.trouble]).toEqual(['connected', null]);
	});

	test('[FAULT-6] silence: no sound at once, and back within seconds', async () => {
		await joined('a');
		link('a').events.onlost('silent');
		expect([media.state, link('a').closed]).toEqual(['no_sound', true]);
		await pass(1_400);
		await link('a').settle();
		expect(heard()).toEqual([links()[1]]);
	});

	test('the rooms were created again and a fresh seat comes: do not wait for the 20 s', async () => {
		media.follow(seat('a'), null);
		for (const failure of ['down', 'down', 'down'] as const) {
			await link('a').settle(failure);
			await pass(4_000);
		}
		expect(media.state).toBe('text');
		media.follow(seat('a', { token: 'fresh' }), null);
		await pass(500);
		expect(link('a').seat.token).toBe('fresh');
	});

	test('asked for a new seat, the server gives another room', async () => {
		await joined('a');
		answer = () => media.follow(seat('a2'), null);
		link('a').events.onlost('ended');
		await pass(1_400);
		await link('a2').settle();
		expect([heard(), links().length]).toEqual([[link('a2')], 2]);
	});

	test('asked for a new seat, the server says there is none', async () => {
		await joined('a');
		answer = () => media.follow(null, null);
		link('a').events.onlost('ended');
		await pass(60_000);
		expect([media.state, links().length]).toEqual(['off', 1]);
	});

	test('a rotation ends the trouble of the last table', async () => {
		media.follow(seat('a'), armedSeat('b', 8_000));
		await link('a').settle('down');
		await pass(2_000);
		await link('b').settle();
		await pass(6_000);
		expect([media.state, heard()]).toEqual(['connected', [link('b')]]);
		await pass(60_000);
		expect(links().filter((made) => made.seat.key === 'a' && !made.closed)).toEqual([]);
	});

	test('leaving ends everything', async () => {
		await joined('a');
		media.follow(seat('a'), armedSeat('b'));
		await pass(GRACE_MS / 2);
		await link('b').settle();
		media.leave();
		await pass(60_000);
		expect([media.state, links().filter(({ closed }) => !closed)]).toEqual(['off', []]);
	});
});
