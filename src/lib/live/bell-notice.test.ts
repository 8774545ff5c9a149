import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { TableId } from '../domain/ids.ts';
import { bellNotice, bellWarning, wasTakenBack, type AtTable } from './bell-notice.ts';

const t12 = 't12' as TableId;
const t27 = 't27' as TableId;
const MINUTE = 60_000;
const running: CafeClock = { phase: 'running', round: 2, startedAt: 0, endsAt: 20 * MINUTE };
const ending: CafeClock = {
	phase: 'ending',
	round: 2,
	startedAt: 0,
	endsAt: 20 * MINUTE,
	switchAt: 20 * MINUTE + 30_000,
	next: 3,
	version: 3,
	nextMs: 1
};
const notice = (over: Partial<AtTable>) =>
	bellNotice({
		clock: running,
		now: 10 * MINUTE,
		table: t12,
		next: null,
		numberOf: (table) => Number(table.slice(1)),
		insightsPerRound: 3,
		hostName: 'Elena',
		seatedAt: 0,
		takenBackAt: null,
		timeScale: 1,
		...over
	});
const next = { table: t27, round: 3, version: 3, switchAt: ending.switchAt };

describe('bellNotice', () => {
	it('says nothing in the middle of a round', () => {
		expect(notice({})).toBeNull();
	});
	const left = (ms: number, over: Partial<AtTable> = {}) => notice({ now: 20 * MINUTE - ms, ...over });
	it('tells five minutes from 5:00 on, for a minute, with the key insights to pick', () => {
		expect(left(5 * MINUTE + 1)).toBeNull();
		expect(left(5 * MINUTE)).toEqual({ kind: 'five_minutes', leftMs: 5 * MINUTE, keyInsights: 3 });
		expect(left(4 * MINUTE + 1)?.kind).toBe('five_minutes');
		expect(left(4 * MINUTE)).toBeNull();
	});
	it('tells two minutes from 2:00 on, for a minute', () => {
		expect(left(2 * MINUTE + 1)).toBeNull();
		expect(left(2 * MINUTE)).toEqual({ kind: 'two_minutes', leftMs: 2 * MINUTE });
		expect(left(MINUTE)).toBeNull();
	});
	it('tells the last half minute until the bell, whoever came or was brought back meanwhile', () => {
		expect(left(30_001)).toBeNull();
		expect(left(30_000)).toEqual({ kind: 'half_minute', leftMs: 30_000 });
		expect(left(1, { seatedAt: 20 * MINUTE - 2 })?.kind).toBe('half_minute');
		expect(left(0)).toBeNull();
	});
	it.each([
		[5 * MINUTE, 5 * MINUTE],
		[2 * MINUTE, 2 * MINUTE],
		[30_000, MINUTE]
	])('says nothing of %i ms in a round of %i ms, which began just now', (ms, length) => {
		const clock: CafeClock = { ...running, endsAt: length };
		expect(bellWarning({ clock, now: length - ms, timeScale: 1, insightsPerRound: 3 })).toBeNull();
	});
	it.each([
		['five_minutes', 75_000],
		['two_minutes', 30_000],
		['half_minute', 7_500]
	])('%s comes at the same part of a round that runs four times as fast', (kind, ms) => {
		const clock: CafeClock = { ...running, endsAt: 5 * MINUTE };
		const at = (before: number) => notice({ clock, timeScale: 4, now: 5 * MINUTE - before });
		expect(at(ms + 1)).toBeNull();
		expect(at(ms)).toMatchObject({ kind, leftMs: ms });
	});
	it('welcomes at the start of a round, and tells a late person how much is left', () => {
		expect(notice({ now: 5_000 })).toEqual({ kind: 'arrived', table: 12, hostName: 'Elena' });
		expect(notice({ now: 11 * MINUTE, seatedAt: 11 * MINUTE - 1 })).toEqual({
			kind: 'late',
			round: 2,
			table: 12,
			minutesLeft: 9
		});
		expect(notice({ now: 11 * MINUTE + 30_000, seatedAt: 11 * MINUTE })).toBeNull();
	});
	it('promises no recap in the first round', () => {
		expect(notice({ clock: { ...running, round: 1 }, now: 5_000 })).toEqual({
			kind: 'arrived',
			table: 12,
			hostName: undefined
		});
	});
	it('names no host where nobody hosts', () => {
		expect(notice({ now: 5_000, hostName: '' })).toEqual({ kind: 'arrived', table: 12, hostName: undefined });
	});
	it('rings with the next table, and with seconds only in the last twenty', () => {
		const at = (ms: number) => notice({ clock: ending, next, now: ending.switchAt - ms });
		expect(at(25_000)).toEqual({ kind: 'bell', toTable: 27, inSeconds: undefined });
		expect(at(20_000)).toEqual({ kind: 'bell', toTable: 27, inSeconds: 20 });
		expect(at(-500)).toEqual({ kind: 'bell', toTable: 27, inSeconds: 0 });
	});
	it('sends nobody away who stays: the host, and everybody after the last round', () => {
		expect(notice({ clock: ending, next: { ...next, table: t12 } })).toEqual({ kind: 'bell' });
		expect(notice({ clock: { ...ending, next: null }, next: null })).toEqual({ kind: 'bell' });
	});
	it('keeps the minutes of a pause', () => {
		expect(notice({ clock: { phase: 'paused', round: 2, startedAt: 0, remainingMs: 61_000 } })).toEqual({
			kind: 'paused',
			minutesKept: 2
		});
	});
	it('says for a while that the bell was taken back', () => {
		expect(notice({ takenBackAt: 10 * MINUTE - 1_000 })).toEqual({ kind: 'taken_back', table: 12 });
		expect(notice({ takenBackAt: 9 * MINUTE })).toBeNull();
	});
});

describe('wasTakenBack', () => {
	it('is an ending that runs on, not the next round', () => {
		expect(wasTakenBack(ending, running)).toBe(true);
		expect(wasTakenBack(ending, { ...running, round: 3, startedAt: 21 * MINUTE })).toBe(false);
		expect(wasTakenBack(running, running)).toBe(false);
		expect(wasTakenBack(null, running)).toBe(false);
	});
});
