import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PersonId } from '../domain/ids.ts';
import type { MediaSeat } from '../protocol/wire.ts';
import { Devices } from './devices.svelte.ts';
import { LiveEvent } from './live-event.svelte.ts';
import { OnlookerMedia } from './onlooker-media.svelte.ts';
import { LinkDouble } from './testing/link-double.ts';
import { SocketDouble } from './testing/socket-double.ts';

const SEAT: MediaSeat = {
	kind: 'stage',
	key: 'st',
	url: 'ws://127.0.0.1',
	token: 't',
	table: null,
	version: 0,
	switchAt: null,
	mayPublish: false,
	identities: {}
};

let far: SocketDouble;
let live: LiveEvent;
let stage: OnlookerMedia;
let captures: number;

const settle = async () => void (await vi.advanceTimersByTimeAsync(0));
const asks = () => far.sentOf('media_seat');
const answer = async (given: Parameters<ReturnType<typeof asks>[number][2]>[0]) => {
	asks().at(-1)![2](given);
	await settle();
};
const link = () => LinkDouble.made.at(-1)!;
async function hearing() {
	stage.switchOn();
	await answer({ ok: true, seat: SEAT });
	await link().settle();
}

beforeEach(() => {
	vi.useFakeTimers();
	[LinkDouble.made, captures] = [[], 0];
	const getUserMedia = async () => (captures++, Promise.reject(new Error('nobody may ask')));
	const mediaDevices = { addEventListener: () => {}, removeEventListener: () => {}, getUserMedia };
	vi.stubGlobal('navigator', { userAgent: 'test', mediaDevices });
	live = new LiveEvent({ entry: 'e', keep: null, dial: SocketDouble.dial((socket) => (far = socket)) });
	const devices = new Devices({ entry: 'e', keep: null });
	stage = new OnlookerMedia({ live, devices, open: (to, events) => new LinkDouble(to, events) });
	live.connect();
	far.welcome({ role: 'observer', person: null });
});
afterEach(() => {
	stage.switchOff();
	live.close();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

describe('the stage of those whom nobody stands behind', () => {
	test('[MEDIA-10] before somebody presses nothing is asked for and nothing is heard', async () => {
		await vi.advanceTimersByTimeAsync(60_000);
		expect([stage.sound, asks().length, LinkDouble.made.length]).toEqual(['off', 0, 0]);
	});

	test('[MEDIA-10] pressed: asks for the stage alone, hears it, sends nothing and captures nothing', async () => {
		stage.switchOn();
		expect([stage.sound, asks().map(([, wish]) => wish)]).toEqual(['connecting', [{ kind: 'stage' }]]);
		await answer({ ok: true, seat: SEAT });
		expect(stage.sound).toBe('connecting');
		await link().settle();
		expect([stage.sound, link().heard, link().listening]).toEqual(['on', true, true]);
		expect(link().wishes.every(({ mic, open, camera }) => mic === null && !open && camera === null)).toBe(true);
		expect(captures).toBe(0);
	});

	test('switched off it is silent at once, and the next time it comes with a fresh token', async () => {
		await hearing();
		stage.switchOff();
		expect([stage.sound, link().closed, live.seats.stage]).toEqual(['off', true, null]);
		stage.switchOn();
		expect(asks()).toHaveLength(2);
		await answer({ ok: true, seat: { ...SEAT, token: 'fresh' } });
		expect(link().seat.token).toBe('fresh');
	});

	test('an answer that comes after it was switched off changes nothing', async () => {
		stage.switchOn();
		stage.switchOff();
		await answer({ ok: true, seat: SEAT });
		expect([stage.sound, live.seats.stage, LinkDouble.made.length]).toEqual(['off', null, 0]);
	});
});

describe('when it does not work', () => {
	test('refused: says so, tries again by itself, less and less often, and by a press at once', async () => {
		stage.switchOn();
		await answer({ ok: false, code: 'unavailable', retryable: true });
		expect([stage.sound, asks().length]).toEqual(['lost', 1]);
		await vi.advanceTimersByTimeAsync(1_500);
		expect(asks()).toHaveLength(2);
		await answer({ ok: false, code: 'unavailable', retryable: true });
		stage.tryNow();
		expect([stage.sound, asks().length]).toEqual(['connecting', 3]);
		await answer({ ok: true, seat: SEAT });
		await link().settle();
		expect(stage.sound).toBe('on');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asks()).toHaveLength(3);
	});

	test('lost while it was heard: comes back by itself with another token', async () => {
		await hearing();
		link().events.onlost('ended');
		expect(stage.sound).toBe('lost');
		await vi.advanceTimersByTimeAsync(1_500);
		expect(asks().map(([, wish]) => wish)).toEqual([{ kind: 'stage' }, { kind: 'stage', broken: 'st' }]);
		await answer({ ok: true, seat: { ...SEAT, token: 'fresh' } });
		await vi.advanceTimersByTimeAsync(600);
		await link().settle();
		expect([stage.sound, link().seat.token]).toEqual(['on', 'fresh']);
	});

	test('the server has no sound: says so; when it has, an onlooker who wanted it hears it', async () => {
		stage.switchOn();
		far.say('media', { kind: 'off', reason: 'crashed' });
		expect(stage.sound).toBe('none');
		await answer({ ok: false, code: 'media_off' });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asks()).toHaveLength(1);
		far.say('media', { kind: 'on' });
		expect([stage.sound, asks().length]).toEqual(['connecting', 2]);
	});

	test('another tab of the browser has the sound: here it is silent, and comes back when that one is gone', async () => {
		await hearing();
		far.say('sound', false);
		expect([stage.sound, link().closed]).toEqual(['elsewhere', true]);
		far.say('sound', true);
		await link().settle();
		expect(stage.sound).toBe('on');
	});

	test('the event is over: there is no seat any more, and no hammering', async () => {
		await hearing();
		link().events.onlost('ended');
		await vi.advanceTimersByTimeAsync(1_500);
		await answer({ ok: false, code: 'event_closed' });
		const before = asks().length;
		await answer({ ok: false, code: 'event_closed' });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(asks().length - before).toBeLessThan(15);
	});
});

describe('the page around it', () => {
	test('made anew in another language the sound goes on; left, it ends', async () => {
		await hearing();
		const gone = stage.show();
		gone();
		const goneAgain = stage.show();
		await settle();
		expect(stage.sound).toBe('on');
		goneAgain();
		await settle();
		expect([stage.sound, link().closed]).toEqual(['off', true]);
	});

	test('hundreds who only listen are asked about by nobody; a voice without a name is', async () => {
		await hearing();
		const listener = { identity: 'q', speaking: false, micOn: false, cameraOn: false, video: null, weak: false };
		const show = (...people: object[]) => {
			Object.assign(link(), { people });
			link().events.onchange();
		};
		show(listener, { ...listener, identity: 'r' });
		await vi.advanceTimersByTimeAsync(10_000);
		expect(asks()).toHaveLength(1);
		show(listener, { ...listener, identity: 'r', micOn: true });
		await vi.advanceTimersByTimeAsync(4_000);
		expect(asks()).toHaveLength(2);
		await answer({ ok: true, seat: { ...SEAT, identities: { r: 'ada' as PersonId } } });
		await vi.advanceTimersByTimeAsync(10_000);
		expect([asks().length, stage.people.at(-1)?.person]).toEqual([2, 'ada']);
	});
});
