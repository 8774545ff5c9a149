import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { change, ending, EVENT, moving, p, participate, SECRET, stateOf, t, visits } from './media-state.fixture.ts';
import { MemoryLease } from './memory-lease.ts';
import { MemoryMedia } from './memory-media.ts';
import { MediaNames } from './names.ts';
import { MediaUnavailableError } from './ports.ts';
import { COMPARED_EVERY_MS, LEASE_TTL_MS } from './reconciler.ts';
import { CAFE, here, names, node, room, settle, sorted, STAGE, stopAll, V1, V2 } from './reconciler.test-kit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
	await stopAll();
	vi.useRealTimers();
});

describe('rooms follow the state', () => {
	test('live rooms are there as soon as the node leads', async () => {
		const { media, reachable } = await node(stateOf(CAFE));
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 1), room('t2', 1)));
		expect(reachable).toEqual([true]);
	});

	test('[MEDIA-4] rotation: armed at the bell, old rooms deleted 10 s after the switch and not before', async () => {
		const { media, commit } = await node(stateOf(CAFE));
		await commit({ clock: ending(2), next: V2 });
		expect(media.rooms.size).toBe(5);
		await commit({ clock: moving, seating: V2, next: null });
		await vi.advanceTimersByTimeAsync(9_900);
		expect(media.rooms.has(room('t1', 1))).toBe(true);
		await vi.advanceTimersByTimeAsync(200);
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 2), room('t2', 2)));
	});

	test('a bell that is taken back drops the armed rooms at once', async () => {
		const { media, commit, join } = await node(stateOf(CAFE));
		await commit({ clock: ending(2), next: V2 });
		const token = await join('b', 'next');
		await commit({ clock: { phase: 'running', round: 1, startedAt: 0, endsAt: 9e6 }, next: null });
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 1), room('t2', 1)));
		expect(media.join(token as string)).toBe(false);
	});

	test('undo is a new version with rooms of its own', async () => {
		const { media, commit } = await node(stateOf({ ...CAFE, seating: V2 }));
		await commit({ clock: ending(3), next: { ...V1, version: 3 } });
		await commit({ clock: moving, seating: { ...V1, version: 3 }, next: null });
		await vi.advanceTimersByTimeAsync(10_100);
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 3), room('t2', 3)));
	});

	test('a bell and its switch that are seen together lead to the same', async () => {
		const { media, reconciler, state } = await node(stateOf(CAFE));
		change(state, { clock: ending(2), next: V2 });
		reconciler.wake(EVENT);
		change(state, { clock: moving, seating: V2, next: null });
		reconciler.wake(EVENT);
		await vi.advanceTimersByTimeAsync(10_100);
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 2), room('t2', 2)));
	});

	test('closing the event ends the stage at once and the tables in 10 s', async () => {
		const { media, commit } = await node(stateOf(CAFE));
		await commit({ closed: true });
		expect(media.rooms.has(STAGE)).toBe(false);
		await vi.advanceTimersByTimeAsync(10_100);
		expect(media.rooms.size).toBe(0);
	});

	test('an idea costs no call', async () => {
		const { media, reconciler, state } = await node(stateOf(CAFE));
		const before = media.calls.length;
		for (let i = 0; i < 50; i++) {
			state.set('table:t1' as never, { ...state.get('table:t1' as never)! });
			reconciler.wake(EVENT);
			await settle();
		}
		expect(media.calls.length).toBe(before);
	});

	test('what an earlier run left behind goes after 10 s, rooms of others stay', async () => {
		const media = new MemoryMedia();
		const left = { maxParticipants: 9, emptyTimeoutS: 1, departureTimeoutS: 1 };
		const foreign = [new MediaNames(`${SECRET}!`).room(EVENT, 'table', t('t1'), 1, 0), 'weekly-meeting'];
		for (const name of [...foreign, room('t1', 0), room('t2', 0)]) await media.ensureRoom({ ...left, name });
		await node(stateOf(CAFE), { media });
		await vi.advanceTimersByTimeAsync(9_000);
		expect(media.rooms.has(room('t1', 0))).toBe(true);
		await vi.advanceTimersByTimeAsync(1_500);
		expect(sorted(...media.rooms.keys())).toEqual(sorted(...foreign, STAGE, room('t1', 1), room('t2', 1)));
	});

	test('a deleted event takes all its rooms with it', async () => {
		const { media, reconciler, states } = await node(stateOf(CAFE));
		states.delete(EVENT);
		await reconciler.drop(EVENT);
		expect(media.rooms.size).toBe(0);
	});
});

describe('people', () => {
	test('whoever is removed loses the old room at once; the others have 10 s to find the new one', async () => {
		const { media, join, state, commit } = await node(stateOf(CAFE));
		await join('a');
		const token = (await join('b')) as string;
		await join('b', 'stage');
		participate(state, 'b', 'removed');
		await commit({ seating: { version: 1, seats: { a: 't1', c: 't2', d: 't2' } }, rekeys: { t1: 1 } });
		expect(here(media, room('t1', 1))).toEqual(['a']);
		expect(here(media, STAGE)).toEqual([]);
		expect(media.rooms.has(room('t1', 1, 1))).toBe(true);
		await vi.advanceTimersByTimeAsync(10_100);
		expect(media.join(token)).toBe(false);
		await expect(join('b')).rejects.toThrow('not_allowed');
	});

	test('[MEDIA-4] a removed person who comes back with the old token is thrown out by the hint, or in 10 s', async () => {
		const { media, join, state, commit, reconciler } = await node(stateOf(CAFE));
		const token = (await join('b', 'stage')) as string;
		participate(state, 'b', 'removed');
		await commit({});
		expect(here(media, STAGE)).toEqual([]);
		expect(media.join(token)).toBe(true);
		reconciler.hint({
			kind: 'participant_joined',
			room: STAGE,
			identity: names.identity(EVENT, p('b')),
			mayPublish: false
		});
		await settle();
		expect(here(media, STAGE)).toEqual([]);
		media.join(token);
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(here(media, STAGE)).toEqual([]);
	});

	test('who was moved to another table is thrown out of the first; a visiting facilitator is not', async () => {
		const { media, join, commit, state } = await node(stateOf(CAFE));
		for (const who of ['a', 'b', 'c', 'd']) await join(who);
		visits(state, 'fac', 't1');
		await join('fac');
		await commit({ seating: { version: 1, seats: { a: 't1', b: 't2', c: 't2', d: 't2' } }, rekeys: { t1: 1 } });
		expect(here(media, room('t1', 1))).toEqual(['a', 'fac']);
		expect(media.calls.filter((call) => call.startsWith('removeParticipant'))).toHaveLength(1);
		await commit({ onStage: ['a'] });
		expect(media.calls.filter((call) => call.startsWith('removeParticipant'))).toHaveLength(1);
	});

	test('[I16] a visiting facilitator may stay, and is out at once when the table is told that she listens no longer', async () => {
		const { media, join, commit, state, reconciler } = await node(stateOf(CAFE));
		for (const who of ['c', 'd']) await join(who);
		visits(state, 'fac', 't2');
		const token = await join('fac');
		await vi.advanceTimersByTimeAsync(2 * COMPARED_EVERY_MS);
		expect(here(media, room('t2', 1))).toEqual(['c', 'd', 'fac']);
		visits(state, 'fac', null);
		await commit({});
		expect(here(media, room('t2', 1))).toEqual(['c', 'd']);

		// The token is valid for a while: whoever comes back by it without being seen is thrown out by the hint.
		media.join(token || '');
		const identity = names.identity(EVENT, p('fac'));
		reconciler.hint({ kind: 'participant_joined', room: room('t2', 1), identity, mayPublish: false });
		await settle();
		expect(here(media, room('t2', 1))).toEqual(['c', 'd']);
	});

	test('at a rotation nobody is thrown out: pages leave by themselves', async () => {
		const { media, join, commit } = await node(stateOf(CAFE));
		for (const who of ['a', 'b']) await join(who);
		await commit({ clock: ending(2), next: V2 });
		await commit({ clock: moving, seating: V2, next: null });
		expect(here(media, room('t1', 1))).toEqual(['a', 'b']);
		expect(media.calls.filter((call) => call.startsWith('removeParticipant'))).toEqual([]);
	});

	test('who leaves in mid-rotation loses the room that is about to go as well', async () => {
		const { media, join, commit, state } = await node(stateOf(CAFE));
		for (const who of ['a', 'b']) await join(who);
		await commit({ clock: moving, seating: V2, next: null });
		participate(state, 'b', 'removed');
		await commit({});
		expect(here(media, room('t1', 1))).toEqual(['a']);
	});

	test('a stranger with a valid token of ours is no guest', async () => {
		const { media } = await node(stateOf(CAFE));
		media.join(await media.mint({ room: room('t1', 1), identity: 'stranger', mayPublish: true, sources: [] }));
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(media.rooms.get(room('t1', 1))!.participants.size).toBe(0);
	});
});

describe('the stage', () => {
	const rights = (media: MemoryMedia) =>
		Object.fromEntries(
			here(media, STAGE).map((who) => [
				who,
				media.rooms.get(STAGE)!.participants.get(names.identity(EVENT, p(who!)))!.mayPublish
			])
		);

	test('rights follow who is on stage, both ways, at once', async () => {
		const { media, join, commit } = await node(stateOf(CAFE));
		for (const who of ['a', 'b']) await join(who, 'stage');
		await commit({ onStage: ['a'] });
		expect(rights(media)).toEqual({ a: true, b: false });
		await commit({ onStage: ['b'] });
		expect(rights(media)).toEqual({ a: false, b: true });
	});

	test('a token from before the demotion gives no right for long', async () => {
		const { media, join, commit, reconciler } = await node(stateOf({ ...CAFE, onStage: ['a'] }));
		const token = (await join('a', 'stage')) as string;
		await commit({ onStage: [] });
		media.join(token);
		expect(rights(media)).toEqual({ a: true });
		reconciler.hint({
			kind: 'participant_joined',
			room: STAGE,
			identity: names.identity(EVENT, p('a')),
			mayPublish: true
		});
		await settle();
		expect(rights(media)).toEqual({ a: false });
	});

	test('a demotion that failed is tried again', async () => {
		const { media, join, commit, reachable } = await node(stateOf({ ...CAFE, onStage: ['a'] }));
		await join('a', 'stage');
		media.up = false;
		await commit({ onStage: [] });
		expect(reachable).toEqual([true, false]);
		media.up = true;
		await vi.advanceTimersByTimeAsync(1_100);
		expect(rights(media)).toEqual({ a: false });
		expect(reachable).toEqual([true, false, true]);
	});

	test('a removal that failed is tried again', async () => {
		const { media, join, commit, state } = await node(stateOf(CAFE));
		await join('a', 'stage');
		media.up = false;
		participate(state, 'a', 'removed');
		await commit({});
		media.up = true;
		await vi.advanceTimersByTimeAsync(1_100);
		expect(here(media, STAGE)).toEqual([]);
	});
});

describe('crashes', () => {
	test('[FAULT-6] after a restart of the media server the live rooms are made at once', async () => {
		const { media, reconciler } = await node(stateOf({ ...CAFE, onStage: ['a'] }));
		media.crash();
		await reconciler.restarted();
		expect(sorted(...media.rooms.keys())).toEqual(sorted(STAGE, room('t1', 1), room('t2', 1)));
	});

	test('a restart in the middle of a pass is not mistaken for done', async () => {
		const { media, reconciler, state } = await node(stateOf(CAFE));
		const { ensureRoom } = media;
		let crashed = false;
		media.ensureRoom = async function (spec) {
			await ensureRoom.call(this, spec);
			if (crashed) return;
			crashed = true;
			media.crash();
			void reconciler.restarted();
		};
		change(state, { clock: ending(2), next: V2 });
		reconciler.wake(EVENT);
		await settle();
		await settle();
		expect(media.rooms.size).toBe(5);
	});

	test('rooms that went unnoticed are made again within 10 s', async () => {
		const { media } = await node(stateOf(CAFE));
		media.crash();
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(media.rooms.size).toBe(3);
	});

	test('a media server that is away at the start is met when it comes', async () => {
		const media = new MemoryMedia();
		media.up = false;
		const { reachable, faults } = await node(stateOf(CAFE), { media });
		expect(reachable).toEqual([false]);
		media.up = true;
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(media.rooms.size).toBe(3);
		expect(reachable).toEqual([false, true]);
		expect(faults).toEqual([]);
	});

	test('while the media server is away commits do not make us ask it more than once a second', async () => {
		const { media, reconciler, state } = await node(stateOf(CAFE));
		let asked = 0;
		media.ensureRoom = async () => {
			asked++;
			throw new MediaUnavailableError('ensureRoom', 503);
		};
		for (let version = 2; version < 102; version++) {
			change(state, { seating: { ...V1, version } });
			reconciler.wake(EVENT);
			await settle();
		}
		// 3 s, two tables
		expect(asked).toBeLessThanOrEqual(2 * 5);
	});

	test('any order of commits, crashes, outages and time ends with exactly the wanted rooms', async () => {
		const { media, reconciler, commit } = await node(stateOf(CAFE));
		let seed = 7;
		const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
		let version = 1;
		for (let step = 0; step < 150; step++) {
			const action = random(6);
			if (action === 0) media.up = !media.up;
			else if (action === 1) media.crash();
			else if (action === 2) await commit({ clock: ending(version + 1), next: { ...V2, version: version + 1 } });
			else if (action === 3) {
				version++;
				await commit({ clock: moving, seating: { ...(version % 2 ? V1 : V2), version }, next: null });
			} else if (action === 4) await commit({ rekeys: { t1: step } });
			else await vi.advanceTimersByTimeAsync(random(12_000));
		}
		media.up = true;
		await commit({ clock: moving, next: null });
		await vi.advanceTimersByTimeAsync(2 * COMPARED_EVERY_MS + 11_000);
		expect(media.rooms.size).toBe(3);
		expect(reconciler.leads).toBe(true);
	});
});

describe('several nodes', () => {
	const twoNodes = async () => {
		const held = new Map();
		const media = new MemoryMedia();
		const state = stateOf(CAFE);
		const first = await node(state, { media, lease: new MemoryLease(held) });
		const second = await node(state, { media, lease: new MemoryLease(held) });
		return { media, state, first, second };
	};

	test('one of two tidies up', async () => {
		const { media, first, second } = await twoNodes();
		expect([first.reconciler.leads, second.reconciler.leads]).toEqual([true, false]);
		const before = media.calls.length;
		await second.commit({ clock: ending(2), next: V2 });
		expect(media.calls.length).toBe(before);
	});

	test('when it stops the other takes over at its next look; when it dies, after the lease', async () => {
		const { first, second } = await twoNodes();
		await first.reconciler.stop();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(second.reconciler.leads).toBe(true);

		const held = new Map();
		const dead = new MemoryLease(held);
		await dead.acquire('media-reconciler', LEASE_TTL_MS);
		const heir = await node(stateOf(CAFE), { lease: new MemoryLease(held) });
		expect(heir.reconciler.leads).toBe(false);
		await vi.advanceTimersByTimeAsync(LEASE_TTL_MS);
		expect(heir.reconciler.leads).toBe(true);
		expect(heir.media.rooms.size).toBe(3);
	});

	test('who cannot renew stops leading when the lease is over, and says so', async () => {
		const lease = new MemoryLease();
		const { reconciler, faults, media } = await node(stateOf(CAFE), { lease });
		lease.acquire = async () => {
			throw new Error('Redis is away');
		};
		await vi.advanceTimersByTimeAsync(LEASE_TTL_MS + 100);
		expect(reconciler.leads).toBe(false);
		expect(faults.length).toBeGreaterThan(0);
		const before = media.calls.length;
		reconciler.wake(EVENT);
		await settle();
		expect(media.calls.length).toBe(before);
	});
});
