import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventState } from '#lib/domain/parts.ts';
import { LiveKitMedia } from '#server/media/livekit-media.ts';
import { mediaContract } from '#server/media/media-contract.ts';
import {
	change,
	durably,
	ending,
	EVENT,
	moving,
	p,
	participate,
	SECRET,
	stateOf,
	t
} from '#server/media/media-state.fixture.ts';
import { MemoryLease } from '#server/media/memory-lease.ts';
import { mintSeat } from '#server/media/mint-seat.ts';
import { MediaNames } from '#server/media/names.ts';
import { MediaReconciler } from '#server/media/reconciler.ts';
import { RoomKeeper } from '#server/media/room-keeper.ts';
import type { SeatWish } from '#server/media/seats.ts';
import { liveKitWebhooks, type MediaHint } from '#server/media/webhooks.ts';
import { LiveKitProcess, missingLiveKit } from './media-server.ts';
import { silence, Speaker } from './media-speaker.ts';

/** A join without sound: the signalling is what rooms and rights are about. */
function join(server: LiveKitProcess, token: string): Promise<(() => void) | null> {
	const socket = new WebSocket(`${server.wsUrl}/rtc?access_token=${token}&protocol=15&auto_subscribe=1&sdk=js`);
	return new Promise((resolve) => {
		// The first message is the join response; a refused upgrade ends in an error without one.
		socket.addEventListener('message', () => resolve(() => socket.close()), { once: true });
		socket.addEventListener('error', () => resolve(null), { once: true });
	});
}

if (!missingLiveKit)
	mediaContract('livekit-server', async () => {
		const server = await LiveKitProcess.start();
		const leave: (() => void)[] = [];
		return {
			media: new LiveKitMedia(server),
			join: async (token) => {
				const left = await join(server, token);
				if (left) leave.push(left);
				return left;
			},
			close: async () => {
				for (const go of leave) go();
				await server.stop();
			}
		};
	});

const names = new MediaNames(SECRET);
const STAGE = names.room(EVENT, 'stage', null, 0, 0);
const RETIRE_MS = 300;
const V1 = { version: 1, seats: { a: 't1', b: 't1', c: 't2', d: 't2' } };
const V2 = { version: 2, seats: { a: 't1', b: 't2', c: 't1', d: 't2' } };
const cafe = () =>
	stateOf({ tables: { t1: 'online', t2: 'online' }, people: { a: {}, b: {}, c: {}, d: {} }, seating: V1 });

describe.skipIf(missingLiveKit !== null)('a café on a real livekit-server', () => {
	let server: LiveKitProcess;
	let media: LiveKitMedia;
	const hints: MediaHint[] = [];
	let hooks: ReturnType<typeof createServer>;
	const leave: (() => void)[] = [];

	beforeAll(async () => {
		let receive: ReturnType<typeof liveKitWebhooks> | null = null;
		hooks = createServer(async (request, response) => {
			let body = '';
			for await (const chunk of request) body += String(chunk);
			const answer = await receive!(body, request.headers.authorization);
			response.writeHead(answer.ok ? 200 : answer.status).end();
		}).listen(0, '127.0.0.1');
		await once(hooks, 'listening');
		server = await LiveKitProcess.start(`http://127.0.0.1:${(hooks.address() as AddressInfo).port}/hooks/livekit`);
		media = new LiveKitMedia(server);
		receive = liveKitWebhooks({ ...keysOf(server), onHint: (hint) => hear(hint) });
	});
	afterAll(async () => {
		for (const go of leave) go();
		await reconciler?.stop();
		await silence();
		await server?.stop();
		hooks?.close();
	});

	let reconciler: MediaReconciler | null = null;
	/** Entries without a person that are signed in. */
	const entries = new Set<string>();
	const hear = (hint: MediaHint) => {
		hints.push(hint);
		reconciler?.hint(hint);
	};

	async function started(state: EventState) {
		await reconciler?.stop();
		for (const name of await media.listRooms()) await media.deleteRoom(name);
		const rooms = new RoomKeeper(media);
		const source = { live: () => [EVENT], stateOf: () => state, onlookersOf: async () => [...entries] };
		reconciler = new MediaReconciler({ media, rooms, names, lease: new MemoryLease(), source, retireMs: RETIRE_MS });
		reconciler.start();
		const seat = async (who: string, wish: SeatWish) => {
			const mint = { media, rooms, names, url: server.wsUrl };
			const minted = await mintSeat(mint, { durably: durably(state), event: EVENT, person: p(who), wish });
			if (!minted.ok) throw new Error(minted.error.code);
			return minted.value;
		};
		const lookOn = async (entry: string) => {
			const mint = { media, rooms, names, url: server.wsUrl };
			const wish = { durably: durably(state), event: EVENT, person: null, entry, wish: 'stage' } as const;
			const minted = await mintSeat(mint, wish);
			if (!minted.ok) throw new Error(minted.error.code);
			return minted.value;
		};
		const enter = async (token: string) => {
			const left = await join(server, token);
			if (left) leave.push(left);
			return left !== null;
		};
		await expect.poll(() => media.listRooms().then((list) => list.length)).toBe(3);
		return { reconciler, seat, lookOn, enter };
	}
	const here = (room: string) => expect.poll(async () => (await media.participants(room)).map((who) => who.identity));
	const identity = (who: string) => names.identity(EVENT, p(who));

	test('[MEDIA-4] after the switch the old token opens nothing; the armed one is the new seat', async () => {
		const state = cafe();
		const { reconciler, seat } = await started(state);
		const old = await seat('b', 'table');
		expect(await server.validate(old.token)).toBe(200);
		change(state, { clock: ending(2), next: V2 });
		reconciler.wake(EVENT);
		const armed = await seat('b', 'next');
		expect(armed).toMatchObject({ table: 't2', version: 2, switchAt: expect.any(Number) });
		change(state, { clock: moving, seating: V2, next: null });
		reconciler.wake(EVENT);
		expect((await seat('b', 'table')).key).toBe(armed.key);
		await expect.poll(() => server.validate(old.token)).toBe(404);
		expect(await server.validate(armed.token)).toBe(200);
	});

	test('a token says one room, ten minutes, no data, no metadata, and nothing about the person', async () => {
		const state = cafe();
		const { seat } = await started(state);
		const { token, key } = await seat('a', 'table');
		const claims = await new TokenVerifier(server.key, server.secret).verify(token);
		expect(claims.video).toEqual({
			roomJoin: true,
			room: key,
			canSubscribe: true,
			canPublish: true,
			canPublishSources: ['microphone', 'camera'],
			canPublishData: false,
			canUpdateOwnMetadata: false
		});
		expect(claims.exp! - claims.nbf!).toBe(600);
		expect(claims.sub).toBe(identity('a'));
		expect([claims.name, claims.metadata, claims.attributes]).toEqual([undefined, undefined, undefined]);
	});

	test('[MEDIA-4] removal: the old room is lost, the token dies with the re-keyed room', async () => {
		const state = cafe();
		const { reconciler, seat, enter } = await started(state);
		const [mate, gone] = [await seat('a', 'table'), await seat('b', 'table')];
		expect([await enter(mate.token), await enter(gone.token)]).toEqual([true, true]);
		await expect.poll(() => media.participants(gone.key).then((list) => list.length)).toBe(2);
		participate(state, 'b', 'removed');
		change(state, { seating: { version: 1, seats: { a: 't1', c: 't2', d: 't2' } }, rekeys: { t1: 1 } });
		reconciler.wake(EVENT);
		await here(gone.key).toEqual([identity('a')]);
		expect((await seat('a', 'table')).key).not.toBe(mate.key);
		await expect(seat('b', 'table')).rejects.toThrow('not_allowed');
		await expect.poll(() => server.validate(gone.token)).toBe(404);
	});

	test('a removed person who comes back to the stage with the old token is thrown out by the webhook', async () => {
		const state = cafe();
		const { reconciler, seat } = await started(state);
		const { token } = await seat('b', 'stage');
		const first = await Speaker.join(server.wsUrl, token);
		const thrownOut = first.gone();
		participate(state, 'b', 'removed');
		reconciler.wake(EVENT);
		await thrownOut;
		// LiveKit lets her in: removal revokes nothing. The hint that she is in throws her out again.
		const again = await Speaker.join(server.wsUrl, token);
		await again.gone();
		await here(STAGE).toEqual([]);
		expect(hints).toContainEqual({
			kind: 'participant_joined',
			room: STAGE,
			identity: identity('b'),
			mayPublish: false
		});
	});

	test('stepping down from the stage takes the sound away on the server, also from an old token', async () => {
		const state = cafe();
		change(state, { onStage: ['a'] });
		const { reconciler, seat } = await started(state);
		const [speaking, listening] = [await seat('a', 'stage'), await seat('b', 'stage')];
		expect([speaking.mayPublish, listening.mayPublish]).toEqual([true, false]);
		expect(speaking.identities).toEqual({ [identity('a')]: 'a' });
		const listener = await Speaker.join(server.wsUrl, listening.token);
		const speaker = await Speaker.join(server.wsUrl, speaking.token);
		await speaker.speak();
		await expect.poll(() => listener.tracksOf(identity('a'))).toBe(1);
		change(state, { onStage: ['b'] });
		reconciler.wake(EVENT);
		await expect.poll(() => listener.tracksOf(identity('a'))).toBe(0);
		const rights = () =>
			expect.poll(async () =>
				Object.fromEntries((await media.participants(STAGE)).map((who) => [who.identity, who.mayPublish]))
			);
		await rights().toEqual({ [identity('a')]: false, [identity('b')]: true });
		await speaker.leave();
		hints.length = 0;
		const again = await Speaker.join(server.wsUrl, speaking.token);
		await expect
			.poll(() => hints)
			.toContainEqual(expect.objectContaining({ identity: identity('a'), mayPublish: true }));
		await rights().toEqual({ [identity('a')]: false, [identity('b')]: true });
		await Promise.all([again.leave(), listener.leave()]);
	});

	test('[MEDIA-10] an observer’s token: the stage, ten minutes, listening alone', async () => {
		const state = cafe();
		const { lookOn } = await started(state);
		const { token, key, identities } = await lookOn('entry-of-an-observer');
		const claims = await new TokenVerifier(server.key, server.secret).verify(token);
		expect(claims.video).toEqual({
			roomJoin: true,
			room: STAGE,
			canSubscribe: true,
			canPublish: false,
			canPublishData: false,
			canUpdateOwnMetadata: false
		});
		expect([key, claims.exp! - claims.nbf!, claims.sub]).toEqual([
			STAGE,
			600,
			names.onlooker(EVENT, 'entry-of-an-observer')
		]);
		expect(token).not.toContain('entry-of-an-observer');
		expect(identities).toEqual({});
	});

	test('[MEDIA-10] an observer is on the stage while signed in, cannot speak, and is thrown out with the link', async () => {
		entries.add('obs').add('wall');
		const state = cafe();
		change(state, { onStage: ['a'] });
		const { reconciler, seat, lookOn } = await started(state);
		const [{ token }, wall] = [await lookOn('obs'), await lookOn('wall')];
		const [observer, screen] = [await Speaker.join(server.wsUrl, token), await Speaker.join(server.wsUrl, wall.token)];
		const speaker = await Speaker.join(server.wsUrl, (await seat('a', 'stage')).token);
		await speaker.speak();
		await expect.poll(() => observer.tracksOf(identity('a'))).toBe(1);
		await expect.poll(() => hints.some((hint) => hint.identity === names.onlooker(EVENT, 'obs'))).toBe(true);
		expect(observer.connected).toBe(true);
		expect((await media.participants(STAGE)).filter(({ mayPublish }) => mayPublish).map((one) => one.identity)).toEqual(
			[identity('a')]
		);
		entries.delete('obs');
		const thrownOut = observer.gone();
		reconciler.dismiss(new Set(['obs']));
		await thrownOut;
		// LiveKit takes the old token again; the hint throws it out again.
		const again = await Speaker.join(server.wsUrl, token);
		await again.gone();
		expect(screen.connected).toBe(true);
		await Promise.all([speaker.leave(), screen.leave()]);
	});

	test('[FAULT-6] kill -9: the live rooms are there again and the tokens of before work', async () => {
		const state = cafe();
		const { reconciler, seat } = await started(state);
		const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((who) => seat(who, 'table')));
		await server.kill();
		await expect(media.listRooms()).rejects.toMatchObject({ name: 'MediaUnavailableError', status: null });
		await server.run();
		expect(await server.validate(tokens[0]!.token)).toBe(404);
		await reconciler.restarted();
		for (const { token } of tokens) expect(await server.validate(token)).toBe(200);
		expect((await media.listRooms()).length).toBe(3);
	});

	test('errors name the call and the status, never a word of the server', async () => {
		const wrong = new LiveKitMedia({
			...server,
			httpUrl: server.httpUrl,
			key: server.key,
			secret: `${server.secret}!`
		});
		const fault = await wrong.listRooms().catch((error: unknown) => error);
		expect(fault).toMatchObject({ name: 'MediaUnavailableError', operation: 'listRooms', status: 401 });
		expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toMatch(/eyJ|token|secret/i);
		expect((fault as Error).cause).toBeUndefined();
		const elsewhere = createServer((_, response) => response.writeHead(404).end('Not Found')).listen(0, '127.0.0.1');
		await once(elsewhere, 'listening');
		const { port } = elsewhere.address() as AddressInfo;
		const lost = new LiveKitMedia({ httpUrl: `http://127.0.0.1:${port}`, key: server.key, secret: server.secret });
		await expect(lost.deleteRoom('x')).rejects.toMatchObject({ status: 404 });
		elsewhere.close();
	});

	test('a token with another secret, or none of ours, opens nothing', async () => {
		const state = cafe();
		const { seat } = await started(state);
		const { key } = await seat('a', 'table');
		const forged = new AccessToken(server.key, `${server.secret}!`, { identity: 'eve' });
		forged.addGrant({ roomJoin: true, room: key });
		expect(await server.validate(await forged.toJwt())).toBe(401);
	});

	test('a server that does not answer costs 3 s, not the event', async () => {
		const silent = createServer(() => {}).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const { port } = silent.address() as AddressInfo;
		const lost = new LiveKitMedia({ httpUrl: `http://127.0.0.1:${port}`, key: server.key, secret: server.secret });
		// Long before the test's own limit: the server behind it never answers.
		await expect(lost.listRooms()).rejects.toMatchObject({ status: null });
		silent.closeAllConnections();
		silent.close();
	});

	test('40 tables are armed in one go', async () => {
		const tables = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x${i}`, 'online' as const]));
		const people = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`p${i}`, {}]));
		const seats = Object.fromEntries(Object.keys(people).map((id, i) => [id, `x${i % 40}`]));
		const state = stateOf({ tables, people, seating: null });
		const rooms = new RoomKeeper(media);
		await reconciler?.stop();
		for (const name of await media.listRooms()) await media.deleteRoom(name);
		const source = { live: () => [EVENT], stateOf: () => state, onlookersOf: async () => [...entries] };
		reconciler = new MediaReconciler({ media, rooms, names, lease: new MemoryLease(), source, retireMs: RETIRE_MS });
		reconciler.start();
		await expect.poll(() => media.listRooms()).toHaveLength(1);
		change(state, { seating: { version: 1, seats } });
		reconciler.wake(EVENT);
		await expect.poll(() => media.listRooms()).toHaveLength(41);
		expect(names.isOf(EVENT, names.room(EVENT, 'table', t('x0'), 1, 0))).toBe(true);
		await reconciler.drop(EVENT);
		expect(await media.listRooms()).toEqual([]);
		await reconciler.stop();
	});
});

const keysOf = ({ key, secret }: LiveKitProcess) => ({ key, secret });
