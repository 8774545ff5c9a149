/**
 * The product's own media classes in Chromium, against a real livekit-server: who is heard is known by tone,
 * 10 ms at a time. The server that gives the seats is the test.
 */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cafe, CHROMIUM, now, type Guest, type Table } from '../media/cafe.ts';
import { missingLiveKit } from '../media/livekit-process.ts';
import { figuresOf } from '../media/rotation.ts';

const missing = missingLiveKit ?? (existsSync(CHROMIUM) ? null : `chromium is not at ${CHROMIUM}`);
if (missing && process.env.CI === 'true') throw new Error(missing);

const A = [400, 600] as const;
const B = [1_200, 1_400] as const;
const STAGE = 1_800;
const TONES = [...A, ...B, STAGE, 2_300, 3_100];
/** Enough to arm in on a busy machine. */
const GRACE_MS = 4_000;
/** Fewer blocks than this in a second are a click of a fake microphone, not a voice. */
const CLICK = 5;

const voices = (blocks: Map<number, number>) =>
	[...blocks].flatMap(([hz, n]) => (n > CLICK ? [hz] : [])).sort((a, b) => a - b);

describe.skipIf(missing)(`[MEDIA-3] table sound (${missing ?? 'real livekit-server'})`, () => {
	let cafe: Cafe;
	let a: Table, b: Table;
	let x: Guest, y: Guest;

	beforeAll(async () => {
		cafe = await Cafe.open();
		[a, b] = [await cafe.table(A), await cafe.table(B)];
		[x, y] = [await cafe.guest('x', 2_300, TONES), await cafe.guest('y', 3_100, TONES)];
	});
	afterAll(() => cafe?.close());

	const sitTogether = async (table: Table, mics = true) => {
		await Promise.all(
			[x, y].map(async (guest) => {
				await guest.sit(table);
				await guest.until(({ state }) => state === 'connected');
				await guest.setMic(mics);
			})
		);
		if (mics) await Promise.all([x.untilHeard(y.hz), y.untilHeard(x.hz)]);
	};

	/** Waits for every voice that is expected, however busy the machine is; of the others there is none meanwhile. */
	const hearsJust = async (guest: Guest, tones: readonly number[]) => {
		const heard = new Map<number, number>();
		await expect
			.poll(
				async () => {
					for (const [hz, blocks] of await guest.listenFor(1_000)) heard.set(hz, (heard.get(hz) ?? 0) + blocks);
					return voices(heard);
				},
				{ timeout: 10_000, interval: 0 }
			)
			.toEqual(expect.arrayContaining([...tones]));
		expect(voices(heard), `what ${guest.name} hears`).toEqual([...tones]);
	};

	/** The page's own clock moved it, and what was on its way from the old table is over. */
	const moved = async (guest: Guest, switchAt: number) => {
		await guest.until(({ switches }) => (switches.at(-1)?.at ?? 0) >= switchAt - 1);
		await delay(500);
	};

	/** How the server has somebody's microphone; undefined = not in that room. */
	const micOf = async ({ name }: Guest, { room }: Table) => (await cafe.livekit.micsIn(room))[name];

	test('who comes in is muted, and no microphone was asked for', async () => {
		await x.sit(a);
		await x.until(({ state }) => state === 'connected');
		await x.untilHeard(A[0]);
		expect(await x.state()).toMatchObject({ mic: 'off', micWanted: false, captures: 0 });
		expect(await micOf(x, a)).toBe('none');
	});

	test('the armed switch: silent before, the right people after, nothing of the old table', async () => {
		await sitTogether(a);
		const switchAt = now() + GRACE_MS;
		await Promise.all([x.heard(), y.heard()]);
		await Promise.all([x.arm(b, switchAt), y.arm(b, switchAt)]);
		await delay(switchAt - 800 - now());
		await expect.poll(() => cafe.livekit.micsIn(b.room)).toMatchObject({ x: 'muted', y: 'muted' });
		expect((await x.state()).people.map(({ identity }) => identity).sort()).toEqual(['hum-400', 'hum-600', 'y']);
		await delay(switchAt + 3_000 - now());
		for (const [guest, peer] of [
			[x, y],
			[y, x]
		] as const) {
			const switched = (await guest.state()).switches.at(-1)!;
			expect(switched.at - switchAt).toBeGreaterThanOrEqual(-1);
			const figures = figuresOf(await guest.heard(), { at: switchAt, switched, from: a, to: b }, peer.hz);
			expect(figures).toMatchObject({ early: 0, foreign: [] });
			expect(figures.mateMs, 'who sits there is heard').not.toBeNull();
			expect(figures.peerMs, 'who moves there too is heard').not.toBeNull();
		}
		await expect.poll(() => cafe.livekit.micsIn(b.room)).toMatchObject({ x: 'open', y: 'open' });
		await expect
			.poll(async () => Object.keys(await cafe.livekit.micsIn(a.room)).sort())
			.toEqual(['hum-400', 'hum-600']);
		expect(await x.state()).toMatchObject({ state: 'connected', mic: 'on', captures: 1 });
	});

	test('who is muted stays muted over the move, hears everybody, and is heard when she wants', async () => {
		await sitTogether(a);
		await x.setMic(false);
		const switchAt = now() + GRACE_MS;
		await Promise.all([x.arm(b, switchAt), y.arm(b, switchAt)]);
		await Promise.all([moved(x, switchAt), moved(y, switchAt)]);
		await hearsJust(x, [...B, y.hz]);
		await hearsJust(y, B);
		await expect.poll(() => micOf(x, b)).toBe('muted');
		await x.setMic(true);
		await y.untilHeard(x.hz);
	});

	test('the one who moves is not heard any more by those who stay', async () => {
		await sitTogether(a);
		const switchAt = now() + GRACE_MS;
		await x.arm(b, switchAt);
		await moved(x, switchAt);
		await hearsJust(y, A);
		await hearsJust(x, B);
	});

	test('the bell is taken back: the armed room is left, the table goes on', async () => {
		await sitTogether(a);
		const switchAt = now() + 2 * GRACE_MS;
		await x.arm(b, switchAt);
		await expect.poll(() => micOf(x, b)).toBeDefined();
		await x.takeBack();
		await delay(switchAt + 500 - now());
		await hearsJust(x, [...A, y.hz]);
		await expect.poll(() => micOf(x, b)).toBeUndefined();
	});

	test('the room is gone: another seat is asked for and joined', async ({ onTestFinished }) => {
		await sitTogether(a);
		const [gone, c] = [await cafe.table([]), await cafe.table([800])];
		await x.sit(gone);
		await x.until(({ state }) => state === 'connected');
		// Whoever asks for any seat gets this one: also the stage, in the tests that follow.
		onTestFinished(() => x.answerWith(null));
		await x.answerWith(c);
		await cafe.livekit.deleteRoom(gone.room);
		await x.until(
			({ state, people }) => state === 'connected' && people.some(({ identity }) => identity === 'hum-800')
		);
		// Joined comes first, published a little later.
		await expect.poll(() => micOf(x, c)).toBe('open');
	});

	test('a picture is received while it is shown, and not before', async () => {
		await sitTogether(a, false);
		expect(await y.page.evaluate(() => window.harness.setCamera(true))).toBeNull();
		await x.until(({ people }) => people.some(({ cameraOn }) => cameraOn));
		await delay(1_000);
		expect(await x.page.evaluate(() => window.harness.framesReceived())).toBe(0);
		const width = await x.page.evaluate(() => window.harness.see('y', 15_000));
		expect(width).toBeGreaterThan(0);
		await y.page.evaluate(() => window.harness.setCamera(false));
		await x.until(({ people }) => !people.some(({ cameraOn }) => cameraOn));
	});

	test('the stage: heard by who is not at a table; who steps down is really silent', async () => {
		const stage = await cafe.table([STAGE]);
		await sitTogether(a);
		await x.sit(stage, { kind: 'stage', mayPublish: false });
		await y.sit(stage, { kind: 'stage', mayPublish: false });
		await x.until((state) => state.stage.state === 'connected');
		await hearsJust(x, [...A, y.hz]);
		await Promise.all([x.standUp(), y.standUp()]);
		await x.untilHeard(STAGE);
		await hearsJust(x, [STAGE]);
		expect(await y.page.evaluate(() => window.harness.capturing())).toBe(false);

		await cafe.livekit.permit(stage.room, 'y', true);
		await y.sit(stage, { kind: 'stage', mayPublish: true });
		await hearsJust(x, [STAGE]);
		expect(await y.page.evaluate(() => window.harness.speakOnStage(true))).toBeNull();
		await x.untilHeard(y.hz);

		await cafe.livekit.permit(stage.room, 'y', false);
		await y.sit(stage, { kind: 'stage', mayPublish: false });
		await delay(500);
		await hearsJust(x, [STAGE]);
		expect(await y.page.evaluate(() => window.harness.capturing())).toBe(false);
		// Called up once more, she is asked once more.
		await cafe.livekit.permit(stage.room, 'y', true);
		await y.sit(stage, { kind: 'stage', mayPublish: true });
		await delay(500);
		await hearsJust(x, [STAGE]);
	});

	test('a phone in the hall never asks for a microphone and never hears', async () => {
		const phone = await cafe.guest('phone', 3_100, TONES);
		const stage = await cafe.table([STAGE]);
		await phone.page.evaluate(() => window.harness.person(1, null, 'hall'));
		await phone.sit(stage, { kind: 'stage', mayPublish: false });
		expect(await phone.setMic(true)).toBe('companion');
		expect(voices(await phone.listenFor(1_500))).toEqual([]);
		expect(await phone.state()).toMatchObject({ mic: 'none', captures: 0, stage: { state: 'off' } });
	});

	test('a network that lets no media through is named within seconds, and tried again', async () => {
		await x.page.evaluate(() => window.harness.wallIn(true));
		await x.sit(await cafe.table([]));
		await x.until(({ state }) => state === 'no_sound', 12_000);
		expect((await x.state()).trouble).toBe('blocked');
		await x.page.evaluate(() => window.harness.wallIn(false));
		await x.until(({ state }) => state === 'connected', 15_000);
	});

	test('a server that never answers, or answers 404 for ever, is given up after 8 s', async () => {
		const silent = createServer(() => {}).listen(0, '127.0.0.1');
		const wrong = createServer((_request, response) => response.writeHead(404).end('not here')).listen(0, '127.0.0.1');
		const urlOf = (server: Server) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const room = await cafe.table([]);
		await Promise.all([x.sit(room, { url: urlOf(silent) }), y.sit(room, { url: urlOf(wrong) })]);
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'no_sound', 15_000)));
		for (const server of [silent, wrong]) {
			server.closeAllConnections();
			server.close();
		}
	});

	test('[FAULT-6] nothing arrives any more: said within seconds, and back by itself, with the wish kept', async () => {
		await sitTogether(a);
		cafe.livekit.freeze();
		// The client itself needs 16 s to notice.
		await x.until(({ state }) => state === 'no_sound', 12_000);
		expect((await x.state()).trouble).toBe('silent');
		cafe.livekit.thaw();
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'connected', 40_000)));
		await x.untilHeard(y.hz);

		await cafe.livekit.kill();
		await delay(1_000);
		await cafe.livekit.run();
		await cafe.livekit.openRoom(a.room);
		await Promise.all([x.sit(a), y.sit(a)]);
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'connected', 20_000)));
		await Promise.all([x.untilHeard(y.hz), y.untilHeard(x.hz)]);
		expect(await x.state()).toMatchObject({ mic: 'on', micWanted: true });
	});
});
