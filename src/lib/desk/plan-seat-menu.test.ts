import { expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { PersonRoute } from './plan-routes.ts';
import { firstOpenRound, seatMenu, wishOf, type SeatSigns } from './plan-seat-menu.ts';

const signs = { move: 'move', fix: 'fix', free: 'free' } as unknown as SeatSigns;
const stop = (number: number | null, pinned = false) => ({ table: number === null ? null : { number }, pinned });
const route = (stops: object[], host = false) => ({ person: 'p', name: 'Pia', host, stops }) as unknown as PersonRoute;
const ids = (...given: Parameters<typeof seatMenu>) => seatMenu(...given).map(({ id }) => id);

it.each([
	[{ phase: 'before' }, 1],
	[{ phase: 'running', round: 1 }, 2],
	[{ phase: 'paused', round: 2 }, 3],
	[{ phase: 'ending', round: 1, next: 2 }, 3],
	[{ phase: 'ending', round: 3, next: null }, 4],
	[{ phase: 'moving', from: 1, next: 2 }, 3],
	[{ phase: 'after' }, Infinity]
])('no round that ran, runs or was announced is open: %j', (clock, round) => {
	expect(firstOpenRound(clock as CafeClock)).toBe(round);
});

it('offers to move and to fix, in rounds that are open and have a seat', () => {
	expect(ids(route([stop(1), stop(2), stop(null)]), 2, signs)).toEqual(['move 2', 'fix 2']);
	expect(ids(route([stop(1), stop(2)]), 1, signs, 2)).toEqual(['move 2', 'fix 2']);
});

it('[I7] a fixed seat is freed before it is moved', () => {
	expect(ids(route([stop(1, true)]), 1, signs)).toEqual(['free 1']);
});

it('[I2] a host stays at her table', () => {
	expect(ids(route([stop(4)], true), 1, signs)).toEqual(['fix 1']);
});

it('reads back what was chosen', () => {
	expect(wishOf('free 12')).toEqual({ kind: 'free', round: 12 });
});
