import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import { roundTime } from './round-time.ts';

const MINUTE = 60_000;
const card = { timeScale: 4, cafe: { rounds: [{ minutes: 20 }, { minutes: 20 }] } } as unknown as EventCard;
const time = (clock: CafeClock) => roundTime({ clock, card });

describe('roundTime', () => {
	it('stands for the scaled round', () => {
		expect(time({ phase: 'running', round: 1, startedAt: 0, endsAt: 5 * MINUTE })).toEqual({
			phase: 'running',
			endsAtMs: 5 * MINUTE,
			lengthMs: 5 * MINUTE,
			timeScale: 4
		});
	});
	it('grows with a round that was made longer', () => {
		expect(time({ phase: 'running', round: 1, startedAt: 0, endsAt: 7 * MINUTE }).lengthMs).toBe(7 * MINUTE);
	});
	it('keeps what is left of a pause, and rings no bell meanwhile', () => {
		expect(time({ phase: 'paused', round: 1, startedAt: 0, remainingMs: 61_000 })).toMatchObject({
			phase: 'paused',
			pausedLeftMs: 61_000,
			endsAtMs: null
		});
	});
	it('has nothing to come after the last round', () => {
		expect(time({ phase: 'after' })).toMatchObject({ phase: 'finish', endsAtMs: null });
	});
	it('waits before the first round and while people move', () => {
		expect(time({ phase: 'before' })).toEqual({ phase: 'waiting', endsAtMs: null, lengthMs: 5 * MINUTE, timeScale: 4 });
		expect(time({ phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 20, nextMs: 4 * MINUTE })).toEqual({
			phase: 'waiting',
			endsAtMs: null,
			lengthMs: 4 * MINUTE,
			timeScale: 4
		});
	});
});
