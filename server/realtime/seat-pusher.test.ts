import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '#lib/domain/channel.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import { LogBusyError } from '../events/event-runtime.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { MediaService } from './media-service.ts';
import { SeatPusher } from './seat-pusher.ts';
import type { View } from './view.ts';

const EVENT = 'ev' as EventId;
const AMINA = 'amina' as PersonId;

function pusher(answer: (asked: number) => Promise<unknown>) {
	const told: unknown[] = [];
	const faults: unknown[] = [];
	const asked: string[] = [];
	let woken = 0;
	const view = {
		actor: { role: 'participant', person: AMINA },
		sound: true,
		socket: { emit: (_name: string, seat: unknown) => told.push(seat) }
	} as unknown as View;
	const listeners: { commit?: (commit: Commit) => void; takenBack?: (channels: ReadonlySet<Channel>) => void } = {};
	const opened = {
		event: EVENT,
		runtime: {
			state: new Map(),
			onCommit: (listener: (commit: Commit) => void) => (listeners.commit = listener),
			onTakenBack: (listener: (channels: ReadonlySet<Channel>) => void) => (listeners.takenBack = listener)
		},
		audience: { views: new Set([view]), viewsOf: () => new Set([view]) }
	} as unknown as OpenEvent;
	const media = {
		state: () => ({ kind: 'on' }),
		wake: () => woken++,
		seat: ({ wish }: { wish: string }) => {
			asked.push(wish);
			return answer(asked.length);
		}
	} as unknown as MediaService;
	const made = new SeatPusher({
		opened,
		media,
		now: () => performance.now(),
		onFault: (_what, cause) => faults.push(cause)
	});
	return { made, view, told, faults, asked, listeners, woken: () => woken };
}

describe('seats that are pushed', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	test('[MEDIA-11] while the log does not answer there is no seat; it comes when the log is back', async () => {
		const busy = new LogBusyError('away');
		const { made, view, told, faults } = pusher(async (asked) => {
			if (asked <= 4) throw busy;
			return { ok: true, value: `seat ${asked}` };
		});
		made.joined(view);
		await vi.advanceTimersByTimeAsync(900);
		expect(told).toEqual([]);
		await vi.advanceTimersByTimeAsync(3_000);
		expect([told, faults]).toEqual([['seat 5', 'seat 6'], []]);
		made.close();
	});

	test('closed while the log was away it does not ask on', async () => {
		const { made, view, asked } = pusher(async () => Promise.reject(new LogBusyError('away')));
		made.joined(view);
		await vi.advanceTimersByTimeAsync(100);
		made.close();
		const before = asked.length;
		await vi.advanceTimersByTimeAsync(5_000);
		expect([before > 0, asked.length - before]).toEqual([true, 0]);
	});

	test('[MEDIA-10] nothing is pushed to a page that nobody stands behind', async () => {
		const { made, view, asked } = pusher(async () => ({ ok: true, value: 'seat' }));
		Object.assign(view, { actor: { role: 'observer', person: null } });
		made.joined(view);
		made.everybody();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).toEqual([]);
		made.close();
	});

	test('[MEDIA-11] the rooms follow again when a commit was taken back', () => {
		const { listeners, woken } = pusher(async () => ({ ok: true, value: 'seat' }));
		const before = woken();
		listeners.takenBack!(new Set(['stage']));
		expect(woken()).toBe(before + 1);
	});
});
