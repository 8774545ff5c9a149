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

	test('who comes in is muted, and no microphone was asked for', async () => {
		await x.sit(a);
		await x.until(({ state }) => state === 'connected');
		await x.untilHeard(A[0]);
		expect(await x.state()).toMatchObject({ mic: 'off', micWanted: false, captures: 0 });
		expect((await cafe.livekit.micsIn(a.room))['x']).toBe('none');
	});

	test('the armed switch: silent before, the right people after, nothing of the old table', async () => {
		await sitTogether(a);
		const switchAt = now() + GRACE_MS;
		await Promise.all([x.heard(), y.heard()]);
		await Promise.all([x.arm(b, switchAt), y.arm(b, switchAt)]);
		await delay(switchAt - 400 - now());
		expect(await cafe.livekit.micsIn(b.room)).toMatchObject({ x: 'muted', y: 'muted' });
		expect((await x.state()).people.map(({ identity }) => identity).sort()).toEqual(['hum-400', 'hum-600', 'y']);
		await delay(switchAt + 1_500 - now());
		for (const [guest, peer] of [
			[x, y],
			[y, x]
		] as const) {
			const switchedAt = (await guest.state()).switches.at(-1)!.at;
			expect(switchedAt - switchAt).toBeGreaterThanOrEqual(-1);
			const figures = figuresOf(await guest.heard(), { at: switchAt, switchedAt, from: a, to: b }, peer.hz);
			expect(figures).toMatchObject({ early: 0, foreign: 0 });
			expect(figures.mateMs).toBeLessThan(1_500);
			expect(figures.peerMs).toBeLessThan(1_500);
		}
		expect(await cafe.livekit.micsIn(b.room)).toMatchObject({ x: 'open', y: 'open' });
		await delay(switchAt + 4_000 - now());
		expect(Object.keys(await cafe.livekit.micsIn(a.room)).sort()).toEqual(['hum-400', 'hum-600']);
		expect(await x.state()).toMatchObject({ state: 'connected', mic: 'on', captures: 1 });
	});

	test('who is muted stays muted over the move, hears everybody, and is heard when she wants', async () => {
		await sitTogether(a);
		await x.setMic(false);
		const switchAt = now() + GRACE_MS;
		await Promise.all([x.arm(b, switchAt), y.arm(b, switchAt)]);
		await delay(switchAt + 500 - now());
		expect(voices(await x.listenFor(1_000))).toEqual([...B, y.hz]);
		expect(voices(await y.listenFor(1_000))).toEqual([...B]);
		expect((await cafe.livekit.micsIn(b.room))['x']).toBe('muted');
		await x.setMic(true);
		await y.untilHeard(x.hz);
	});

	test('the one who moves is not heard any more by those who stay', async () => {
		await sitTogether(a);
		const switchAt = now() + GRACE_MS;
		await x.arm(b, switchAt);
		await delay(switchAt + 500 - now());
		expect(voices(await y.listenFor(1_000))).toEqual([...A]);
		expect(voices(await x.listenFor(1_000))).toEqual([...B]);
	});

	test('the bell is taken back: the armed room is left, the table goes on', async () => {
		await sitTogether(a);
		const switchAt = now() + GRACE_MS;
		await x.arm(b, switchAt);
		await delay(switchAt - 1_000 - now());
		expect(Object.keys(await cafe.livekit.micsIn(b.room))).toContain('x');
		await x.takeBack();
		await delay(switchAt + 500 - now());
		expect(voices(await x.listenFor(1_000))).toEqual([...A, y.hz]);
		expect(Object.keys(await cafe.livekit.micsIn(b.room))).not.toContain('x');
	});

	test('the room is gone: another seat is asked for and joined', async () => {
		await sitTogether(a);
		const [gone, c] = [await cafe.table([]), await cafe.table([800])];
		await x.sit(gone);
		await x.until(({ state }) => state === 'connected');
		await x.answerWith(c);
		await cafe.livekit.deleteRoom(gone.room);
		await x.until(
			({ state, people }) => state === 'connected' && people.some(({ identity }) => identity === 'hum-800')
		);
		expect((await cafe.livekit.micsIn(c.room))['x']).toBe('open');
		await x.answerWith(null);
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
		expect(voices(await x.listenFor(1_000))).toEqual([...A, y.hz]);
		await Promise.all([x.standUp(), y.standUp()]);
		await x.untilHeard(STAGE);
		expect(voices(await x.listenFor(1_000))).toEqual([STAGE]);
		expect(await y.page.evaluate(() => window.harness.capturing())).toBe(false);

		await cafe.livekit.permit(stage.room, 'y', true);
		await y.sit(stage, { kind: 'stage', mayPublish: true });
		expect(voices(await x.listenFor(1_000))).toEqual([STAGE]);
		expect(await y.page.evaluate(() => window.harness.speakOnStage(true))).toBeNull();
		await x.untilHeard(y.hz);

		await cafe.livekit.permit(stage.room, 'y', false);
		await y.sit(stage, { kind: 'stage', mayPublish: false });
		await delay(500);
		expect(voices(await x.listenFor(1_000))).toEqual([STAGE]);
		expect(await y.page.evaluate(() => window.harness.capturing())).toBe(false);
		// Called up once more, she is asked once more.
		await cafe.livekit.permit(stage.room, 'y', true);
		await y.sit(stage, { kind: 'stage', mayPublish: true });
		await delay(500);
		expect(voices(await x.listenFor(1_000))).toEqual([STAGE]);
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
		const begun = now();
		await x.sit(await cafe.table([]));
		await x.until(({ state }) => state === 'no_sound', 12_000);
		expect(now() - begun).toBeLessThan(8_000);
		expect((await x.state()).trouble).toBe('blocked');
		await x.page.evaluate(() => window.harness.wallIn(false));
		await x.until(({ state }) => state === 'connected', 15_000);
	});

	test('a server that never answers, or answers 404 for ever, is given up after 8 s', async () => {
		const silent = createServer(() => {}).listen(0, '127.0.0.1');
		const wrong = createServer((_request, response) => response.writeHead(404).end('not here')).listen(0, '127.0.0.1');
		const urlOf = (server: Server) => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const room = await cafe.table([]);
		const begun = now();
		await Promise.all([x.sit(room, { url: urlOf(silent) }), y.sit(room, { url: urlOf(wrong) })]);
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'no_sound', 15_000)));
		expect(now() - begun).toBeLessThan(12_000);
		for (const server of [silent, wrong]) {
			server.closeAllConnections();
			server.close();
		}
	});

	test('[FAULT-6] nothing arrives any more: said within seconds, and back by itself, with the wish kept', async () => {
		await sitTogether(a);
		const frozenAt = now();
		cafe.livekit.freeze();
		await x.until(({ state }) => state === 'no_sound', 10_000);
		expect(now() - frozenAt).toBeLessThan(8_000);
		expect((await x.state()).trouble).toBe('silent');
		cafe.livekit.thaw();
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'connected', 40_000)));
		await x.untilHeard(y.hz);

		await cafe.livekit.kill();
		await delay(1_000);
		await cafe.livekit.run();
		const killedAt = now();
		await cafe.livekit.openRoom(a.room);
		await Promise.all([x.sit(a), y.sit(a)]);
		await Promise.all([x, y].map((guest) => guest.until(({ state }) => state === 'connected', 20_000)));
		await Promise.all([x.untilHeard(y.hz), y.untilHeard(x.hz)]);
		expect(now() - killedAt).toBeLessThan(20_000);
		expect(await x.state()).toMatchObject({ mic: 'on', micWanted: true });
	});
});
