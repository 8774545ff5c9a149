import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EVENT, stateOf } from './media-state.fixture.ts';
import type { MemoryMedia } from './memory-media.ts';
import { COMPARED_EVERY_MS } from './reconciler.ts';
import { CAFE, names, node, room, settle, STAGE, stopAll } from './reconciler.test-kit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
	await stopAll();
	vi.useRealTimers();
});

describe('observers and screens on the stage', () => {
	const onStage = (media: MemoryMedia) => [...(media.rooms.get(STAGE)?.participants.keys() ?? [])];
	const identity = (entry: string) => names.onlooker(EVENT, entry);
	const joined = (entry: string) =>
		({ kind: 'participant_joined', room: STAGE, identity: identity(entry), mayPublish: false }) as const;

	test('[MEDIA-10] they stay as long as they are signed in', async () => {
		const { media, lookOn, reconciler } = await node(stateOf(CAFE), { entries: new Set(['obs', 'wall']) });
		await lookOn('obs');
		await lookOn('wall');
		reconciler.hint(joined('obs'));
		await vi.advanceTimersByTimeAsync(3 * COMPARED_EVERY_MS);
		expect(onStage(media).sort()).toEqual([identity('obs'), identity('wall')].sort());
	});

	test('[MEDIA-10] signed out here: out at once, and again by the hint when the old token is used', async () => {
		const entries = new Set(['obs', 'wall']);
		const { media, lookOn, reconciler } = await node(stateOf(CAFE), { entries });
		const token = await lookOn('obs');
		await lookOn('wall');
		entries.delete('obs');
		reconciler.dismiss(new Set(['obs', 'somebody at a table']));
		await settle();
		expect(onStage(media)).toEqual([identity('wall')]);
		// Removal revokes nothing in LiveKit.
		expect(media.join(token)).toBe(true);
		reconciler.hint(joined('obs'));
		await settle();
		expect(onStage(media)).toEqual([identity('wall')]);
	});

	test('[MEDIA-10] signed out where nobody told us: out at the next look', async () => {
		const entries = new Set(['obs']);
		const { media, lookOn } = await node(stateOf(CAFE), { entries });
		await lookOn('obs');
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		entries.delete('obs');
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(onStage(media)).toEqual([]);
	});

	test('[MEDIA-10] [I15] at a table there is none of them, whatever token was forged', async () => {
		const { media } = await node(stateOf(CAFE), { entries: new Set(['obs']) });
		const forged = { room: room('t1', 1), identity: identity('obs'), mayPublish: false, sources: [] };
		expect(media.join(await media.mint(forged))).toBe(true);
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect(media.rooms.get(room('t1', 1))!.participants.size).toBe(0);
	});

	test('[MEDIA-10] one that may publish may not any more', async () => {
		const { media } = await node(stateOf(CAFE), { entries: new Set(['obs']) });
		media.join(await media.mint({ room: STAGE, identity: identity('obs'), mayPublish: true, sources: [] }));
		await vi.advanceTimersByTimeAsync(COMPARED_EVERY_MS);
		expect([...media.rooms.get(STAGE)!.participants.values()]).toEqual([{ mayPublish: false }]);
	});

	test('while the store is away nobody is thrown out on a guess, and nothing is reported as a bug', async () => {
		let away = false;
		const { media, lookOn, faults } = await node(stateOf(CAFE), {
			entries: new Set(['obs']),
			storeAway: () => away
		});
		await lookOn('obs');
		away = true;
		await vi.advanceTimersByTimeAsync(2 * COMPARED_EVERY_MS);
		expect([onStage(media), faults]).toEqual([[identity('obs')], []]);
	});

	test('five hundred who come to a talk cost the store one look, not five hundred', async () => {
		const many = Array.from({ length: 500 }, (_, i) => `obs-${i}`);
		const { lookOn, reconciler, asked } = await node(stateOf(CAFE), { entries: new Set(many) });
		const before = asked.entries;
		for (const entry of many) {
			await lookOn(entry);
			reconciler.hint(joined(entry));
		}
		await vi.advanceTimersByTimeAsync(1);
		expect(asked.entries - before).toBe(1);
	});

	test('with nobody of them on the stage the store is not asked at all', async () => {
		const { join, asked } = await node(stateOf(CAFE), { entries: new Set(['obs']) });
		await join('a', 'stage');
		await vi.advanceTimersByTimeAsync(3 * COMPARED_EVERY_MS);
		expect(asked.entries).toBe(0);
	});

	test('the end of the event ends their stage too', async () => {
		const { media, lookOn, commit } = await node(stateOf(CAFE), { entries: new Set(['obs']) });
		const token = await lookOn('obs');
		await commit({ closed: true });
		expect(media.join(token)).toBe(false);
		await expect(lookOn('obs')).rejects.toThrow('event_closed');
	});
});
