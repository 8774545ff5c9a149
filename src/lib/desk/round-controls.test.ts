import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EventCard } from '../domain/event/event-card.ts';
import { bellBackSeconds, keptMs, roundOf, undoOf } from './round-controls.ts';

const running: CafeClock = { phase: 'running', round: 2, startedAt: 1_000, endsAt: 999_999 };
const moving: CafeClock = { phase: 'moving', from: 1, next: 2, switchedAt: 0, startsBy: 0, nextMs: 0 };
const seating = { version: 7, round: 2, seats: {} };
const previous = { version: 6, round: 1, seats: {}, remainingMs: 5 };
const scale = (timeScale: number) => ({ timeScale }) as EventCard;

describe('taking the move back (until 60 s into the round)', () => {
	const at = (clock: CafeClock, now: number, timeScale = 1, desk = { previous, seating }) =>
		undoOf({ clock, seatingVersion: 7, card: scale(timeScale) }, desk as never, now);

	it('is open while people move, and for a minute after', () => {
		expect(at(moving, 500)).toEqual({ open: true, version: 7, leftMs: null });
		expect(at(running, 1_000)).toEqual({ open: true, version: 7, leftMs: 60_000 });
		expect(at(running, 60_999)).toEqual({ open: true, version: 7, leftMs: 1 });
		expect(at(running, 61_000)).toEqual({ open: false, because: 'late' });
	});
	it('is shorter where time runs faster', () =>
		expect(at(running, 16_000, 4)).toEqual({ open: false, because: 'late' }));
	it('is closed in the first round, after an undo, in a pause and while the bell rings', () => {
		const paused: CafeClock = { phase: 'paused', round: 2, startedAt: 0, remainingMs: 1 };
		const ending = { phase: 'ending', round: 2, startedAt: 0 } as CafeClock;
		const because = (undo: ReturnType<typeof at>) => (undo.open ? 'open' : undo.because);
		expect(because(at(running, 1_000, 1, { previous: null as never, seating }))).toBe('none');
		expect(because(at(running, 1_000, 1, { previous: { ...previous, round: 3 }, seating }))).toBe('done');
		expect(because(at(paused, 1_000))).toBe('paused');
		expect(because(at(paused, 90_000))).toBe('late');
		expect(because(at(ending, 1_000))).toBe('ending');
	});
});

it('a bell can be taken back until two seconds before the switch', () => {
	const clock = { phase: 'ending', round: 1, switchAt: 10_000 } as CafeClock;
	expect([0, 7_999, 8_000, 9_000].map((now) => bellBackSeconds({ clock }, now))).toEqual([8, 1, 0, 0]);
	expect(bellBackSeconds({ clock: running }, 0)).toBe(0);
});

it('says what the round has again, and what a pause keeps', () => {
	const clock = { phase: 'ending', round: 1, endsAt: 5_000, wasToEndAt: 65_000, switchAt: 10_000 } as CafeClock;
	expect(keptMs({ clock })).toBe(60_000);
	expect(keptMs({ clock: { phase: 'ending', endsAt: 5_000 } as CafeClock })).toBe(0);
	expect(keptMs({ clock: { phase: 'paused', round: 1, startedAt: 0, remainingMs: 7 } })).toBe(7);
});

it('names the round that the clock is about', () => {
	expect([roundOf({ clock: running }), roundOf({ clock: moving }), roundOf({ clock: { phase: 'before' } })]).toEqual([
		2,
		2,
		null
	]);
});
