/** A node with its reconciler on a media server in memory; time is the test's. */
import { expect, vi } from 'vitest';
import type { EventId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { StoreUnavailableError } from '#server/store/ports.ts';
import { change, durably, EVENT, p, SECRET, t, type StateSketch } from './media-state.fixture.ts';
import { MemoryLease } from './memory-lease.ts';
import { MemoryMedia } from './memory-media.ts';
import { mintSeat } from './mint-seat.ts';
import { MediaNames } from './names.ts';
import { MediaReconciler } from './reconciler.ts';
import { RoomKeeper } from './room-keeper.ts';
import type { SeatWish } from './seats.ts';

export const names = new MediaNames(SECRET);
export const V1 = { version: 1, seats: { a: 't1', b: 't1', c: 't2', d: 't2' } };
export const V2 = { version: 2, seats: { a: 't1', b: 't2', c: 't1', d: 't2' } };
export const CAFE: StateSketch = {
	tables: { t1: 'online', t2: 'online' },
	people: { a: {}, b: {}, c: {}, d: {}, e: {}, fac: { role: 'facilitator' } },
	seating: V1
};
export const room = (table: string, version: number, rekey = 0) => names.room(EVENT, 'table', t(table), version, rekey);
export const STAGE = names.room(EVENT, 'stage', null, 0, 0);
export const sorted = (...rooms: string[]) => rooms.sort();

const running: MediaReconciler[] = [];
/** After each test. */
export async function stopAll(): Promise<void> {
	await Promise.all(running.splice(0).map((reconciler) => reconciler.stop()));
}

/** Longer than the rest between two looks. */
export const settle = () => vi.advanceTimersByTimeAsync(30);

export async function node(
	state: EventState,
	shared: { media?: MemoryMedia; lease?: MemoryLease; entries?: Set<string>; storeAway?: () => boolean } = {}
) {
	const media = shared.media ?? new MemoryMedia();
	const rooms = new RoomKeeper(media);
	const own = new MediaNames(SECRET);
	const states = new Map<EventId, EventState>([[EVENT, state]]);
	const reachable: boolean[] = [];
	const faults: unknown[] = [];
	const asked = { entries: 0 };
	const reconciler = new MediaReconciler({
		media,
		rooms,
		names: own,
		lease: shared.lease ?? new MemoryLease(),
		source: {
			live: () => states.keys(),
			stateOf: (event) => states.get(event) ?? null,
			onlookersOf: async () => {
				asked.entries++;
				if (shared.storeAway?.()) throw new StoreUnavailableError('list');
				return [...(shared.entries ?? [])];
			}
		},
		onReachable: (up) => reachable.push(up),
		onFault: (fault) => faults.push(fault)
	});
	reconciler.start();
	running.push(reconciler);
	await settle();
	const join = async (who: string, wish: SeatWish = 'table') => {
		const seat = await mintSeat(
			{ media, rooms, names, url: 'ws://x' },
			{ durably: durably(state), event: EVENT, person: p(who), wish }
		);
		if (!seat.ok) throw new Error(seat.error.code);
		return media.join(seat.value.token) && seat.value.token;
	};
	/** Somebody without a person comes to the stage by her entry. */
	const lookOn = async (entry: string) => {
		const wish = { durably: durably(state), event: EVENT, person: null, entry, wish: 'stage' } as const;
		const seat = await mintSeat({ media, rooms, names: own, url: 'ws://x' }, wish);
		if (!seat.ok) throw new Error(seat.error.code);
		expect(media.join(seat.value.token)).toBe(true);
		return seat.value.token;
	};
	const commit = async (sketch: Parameters<typeof change>[1]) => {
		change(state, sketch);
		reconciler.wake(EVENT);
		await settle();
	};
	return { media, reconciler, rooms, join, lookOn, commit, state, states, reachable, faults, asked };
}

export const here = (media: MemoryMedia, name: string) =>
	Array.from(media.rooms.get(name)?.participants.keys() ?? [], (identity) =>
		['a', 'b', 'c', 'd', 'e', 'fac'].find((who) => names.identity(EVENT, p(who)) === identity)
	).sort();
