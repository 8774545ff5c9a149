import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { personChannel } from '../domain/channel.ts';
import type { PersonId, TableId } from '../domain/ids.ts';
import { INITIAL_PERSON } from '../domain/initial.ts';
import type { MediaSeat } from '../protocol/wire.ts';
import { Devices } from './devices.svelte.ts';
import type { Keep } from './keep.ts';
import { LiveEvent } from './live-event.svelte.ts';
import { StageMedia } from './stage-media.svelte.ts';
import { TableMedia } from './table-media.svelte.ts';
import { LinkDouble } from './testing/link-double.ts';
import { SocketDouble } from './testing/socket-double.ts';

const ME = 'me' as PersonId;
const seat = (key: string, more: Partial<MediaSeat> = {}): MediaSeat => ({
	kind: 'table',
	key,
	url: 'ws://127.0.0.1',
	token: 't',
	table: 't1' as TableId,
	version: 1,
	switchAt: null,
	mayPublish: true,
	identities: {},
	...more
});
const stageSeat = (mayPublish: boolean) => seat('stage', { kind: 'stage', mayPublish, table: null });

/** A device that is captured and stopped; the browser's side of `getUserMedia`. */
class TrackDouble extends EventTarget {
	readyState = 'live';
	stop() {
		this.readyState = 'ended';
	}
}

let far: SocketDouble;
let live: LiveEvent;
let devices: Devices;
let table: TableMedia;
let stage: StageMedia;
let captured: TrackDouble[];
let refuse: string | null;
let kept: Map<string, string>;

const link = (key: string) => LinkDouble.made.findLast((made) => made.seat.key === key)!;
const capturing = () => captured.filter(({ readyState }) => readyState === 'live').length;
const settle = async () => void (await vi.advanceTimersByTimeAsync(0));

function openPage() {
	const keep: Keep = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key)
	};
	live = new LiveEvent({ entry: 'e', keep, dial: SocketDouble.dial((socket) => (far = socket)) });
	devices = new Devices({ entry: 'e', keep });
	const open = (to: MediaSeat, events: ConstructorParameters<typeof LinkDouble>[1]) => new LinkDouble(to, events);
	[table, stage] = [new TableMedia({ live, devices, open }), new StageMedia({ live, devices, open })];
	live.connect();
	far.welcome();
	table.start();
	stage.start();
}
function closePage() {
	table.stop();
	stage.stop();
	devices.close();
	live.close();
}
async function sit(to = seat('a')) {
	far.say('media_seat', to);
	await link(to.key).settle();
}
function profile(attendance: 'hall' | 'remote') {
	const mine = {
		attendance,
		device: 'own',
		languages: [],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	} as const;
	const part = { ...INITIAL_PERSON, profile: mine };
	far.say('snapshot', { parts: [{ channel: personChannel(ME), n: 1, part }], gone: [] });
}

beforeEach(() => {
	vi.useFakeTimers();
	[captured, refuse, kept, LinkDouble.made] = [[], null, new Map(), []];
	vi.stubGlobal('navigator', {
		userAgent: 'test',
		mediaDevices: {
			addEventListener: () => {},
			removeEventListener: () => {},
			enumerateDevices: async () => [],
			getUserMedia: async () => {
				if (refuse) throw new DOMException('no', refuse);
				const track = new TrackDouble();
				captured.push(track);
				return { getTracks: () => [track] };
			}
		}
	});
	openPage();
});
afterEach(() => {
	closePage();
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

describe('the person’s own wish', () => {
	test('comes in muted, and nothing is captured', async () => {
		await sit();
		expect([table.state, table.mic, table.camera, captured.length]).toEqual(['connected', 'off', 'off', 0]);
		expect(link('a').wish).toEqual({ mic: null, open: false, camera: null });
	});

	test('speaks when she wants; muted, the microphone stays captured so that the next move needs no start', async () => {
		await sit();
		expect(await table.setMic(true)).toBeNull();
		expect([table.mic, link('a').wish.open]).toEqual(['on', true]);
		await table.setMic(false);
		expect([table.mic, link('a').wish.open, link('a').wish.mic !== null, capturing()]).toEqual(['off', false, true, 1]);
	});

	test('survives the move to another table', async () => {
		await sit();
		await table.setMic(true);
		await sit(seat('b', { version: 2 }));
		expect([table.mic, link('b').wish.open, captured.length]).toEqual(['on', true, 1]);
	});

	test('survives a reload of the tab, on and off', async () => {
		await sit();
		await table.setMic(true);
		closePage();
		expect(capturing()).toBe(0);
		openPage();
		await sit();
		await settle();
		expect([table.micWanted, table.mic, link('a').wish.open]).toEqual([true, 'on', true]);
		await table.setMic(false);
		closePage();
		openPage();
		await sit(seat('b'));
		await settle();
		expect([table.micWanted, capturing()]).toEqual([false, 0]);
	});

	test('a refused permission is said, and she is muted', async () => {
		await sit();
		refuse = 'NotAllowedError';
		expect(await table.setMic(true)).toBe('denied');
		expect([table.mic, table.micWanted]).toEqual(['blocked', false]);
		refuse = null;
		expect(await table.setMic(true)).toBeNull();
		expect(table.mic).toBe('on');
	});

	test('muted again while the browser was still asking: nothing is sent', async () => {
		await sit();
		const asking = table.setMic(true);
		await table.setMic(false);
		await asking;
		expect(link('a').wishes.filter(({ mic, open }) => mic && open)).toEqual([]);
	});

	test('sound only: no picture in either direction, and back', async () => {
		await sit();
		await table.setCamera(true);
		expect([table.camera, link('a').wish.camera !== null, link('a').watching]).toEqual(['on', true, true]);
		table.setAudioOnly(true);
		expect([link('a').wish.camera, link('a').watching, capturing()]).toEqual([null, false, 0]);
		table.setAudioOnly(false);
		await settle();
		expect([link('a').wish.camera !== null, link('a').watching]).toEqual([true, true]);
	});

	test('an unplugged microphone is replaced by the next one', async () => {
		await sit();
		await table.setMic(true);
		captured[0]!.stop();
		captured[0]!.dispatchEvent(new Event('ended'));
		await settle();
		expect(captured).toHaveLength(2);
		expect(link('a').wish.mic).toBe(captured[1]);
	});
});

describe('where there is no sound', () => {
	test('no seat any more: the devices are off, the wish stays', async () => {
		await sit();
		await table.setMic(true);
		far.say('media_seat', null);
		expect([table.state, table.mic, table.micWanted, capturing()]).toEqual(['off', 'none', true, 0]);
	});

	test('another tab has the sound', async () => {
		await sit();
		await table.setMic(true);
		far.say('sound', false);
		expect([table.state, capturing(), link('a').closed]).toEqual(['off', 0, true]);
		far.say('sound', true);
		await link('a').settle();
		await settle();
		expect([table.state, link('a').wish.open]).toEqual(['connected', true]);
	});

	test('a phone in the hall never asks, whatever it is told', async () => {
		profile('hall');
		far.say('media_seat', stageSeat(false));
		expect(await table.setMic(true)).toBe('companion');
		expect(await stage.setMic(true)).toBe('companion');
		expect(await devices.mic.use('check')).toBe('companion');
		expect([captured.length, stage.state, stage.listening]).toEqual([0, 'off', false]);
	});

	test('the server says there is no seat for the broken one: no more tries', async () => {
		await sit();
		link('a').events.onlost('ended');
		await vi.advanceTimersByTimeAsync(1_500);
		const asked = far.sentOf('media_seat')[0]!;
		expect(asked[1]).toEqual({ kind: 'table', broken: 'a' });
		asked[2]({ ok: false, code: 'not_seated' });
		await settle();
		expect([table.state, live.seats.table]).toEqual(['off', null]);
	});
});

describe('who is who', () => {
	test('LiveKit’s names become people; an unknown one is asked for', async () => {
		await sit(seat('a', { identities: { q1: 'ada' as PersonId } }));
		const person = { speaking: false, micOn: true, cameraOn: false, video: null, weak: false };
		Object.assign(link('a'), {
			people: [
				{ ...person, identity: 'q1' },
				{ ...person, identity: 'q2' }
			]
		});
		link('a').events.onchange();
		expect(table.people.map(({ person: who }) => who)).toEqual(['ada', null]);
		await vi.advanceTimersByTimeAsync(3_500);
		const asked = far.sentOf('media_seat');
		expect(asked.map(([, wish]) => wish)).toEqual([{ kind: 'table' }]);
		asked[0]![2]({ ok: true, seat: seat('a', { identities: { q1: 'ada' as PersonId, q2: 'bo' as PersonId } }) });
		await settle();
		expect(table.people.map(({ person: who }) => who)).toEqual(['ada', 'bo']);
	});

	test('the server is told where sound is connected, and again after a reconnect', async () => {
		await sit();
		const told = () => far.sentOf('media_state').map(([, state]) => state);
		expect(told().at(-1)).toEqual({ key: 'a', connected: true });
		const before = told().length;
		far.drop();
		await vi.advanceTimersByTimeAsync(600);
		far.welcome();
		expect(told().slice(before)).toEqual([{ key: 'a', connected: true }]);
	});
});

describe('stage', () => {
	test('is heard where no table is, and again when the table is left', async () => {
		far.say('media_seat', stageSeat(false));
		await link('stage').settle();
		expect([stage.listening, link('stage').listening]).toEqual([true, true]);
		await sit();
		expect([stage.listening, link('stage').listening, link('stage').closed]).toEqual([false, false, false]);
		stage.listenAnyway(true);
		expect(link('stage').listening).toBe(true);
		stage.listenAnyway(false);
		far.say('media_seat', null);
		expect(link('stage').listening).toBe(true);
	});

	test('called up: silent until she says so; stepping down ends the capture; called again: silent again', async () => {
		far.say('media_seat', stageSeat(false));
		await link('stage').settle();
		expect(stage.mic).toBe('none');
		far.say('media_seat', stageSeat(true));
		expect([stage.mic, link('stage').wish.mic, captured.length]).toEqual(['off', null, 0]);
		await stage.setMic(true);
		expect([stage.mic, link('stage').wish.open]).toEqual(['on', true]);
		far.say('media_seat', stageSeat(false));
		expect([stage.mic, link('stage').wish.mic, capturing()]).toEqual(['none', null, 0]);
		far.say('media_seat', stageSeat(true));
		await settle();
		expect([stage.mic, link('stage').wish.mic, capturing()]).toEqual(['off', null, 0]);
	});

	test('[I15] who sits down at a table is not heard on the stage any more, until she says so there', async () => {
		far.say('media_seat', stageSeat(true));
		await link('stage').settle();
		await stage.setMic(true);
		await sit();
		expect([stage.mic, link('stage').wish.open]).toEqual(['off', false]);
		await stage.setMic(true);
		far.say('media_seat', seat('a', { token: 'fresh' }));
		far.say('media_seat', seat('a-rekeyed'));
		expect([stage.mic, link('stage').wish.open]).toEqual(['on', true]);
		await sit(seat('b', { version: 2, table: 't2' as TableId }));
		expect([stage.mic, link('stage').wish.open]).toEqual(['off', false]);
	});

	test('the table’s wish is not the stage’s', async () => {
		await sit();
		await table.setMic(true);
		far.say('media_seat', stageSeat(true));
		await link('stage').settle();
		expect(link('stage').wishes.filter(({ mic }) => mic)).toEqual([]);
	});
});
