import { describe, expect, it } from 'vitest';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { TableId } from '../domain/ids.ts';
import { bellNotice, wasTakenBack, type AtTable } from './bell-notice.ts';

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
		...over
	});
const next = { table: t27, round: 3, version: 3, switchAt: ending.switchAt };

describe('bellNotice', () => {
	it('says nothing in the middle of a round', () => {
		expect(notice({})).toBeNull();
	});
	it('tells five minutes from 5:00 on, for a minute, in rounds that are long enough', () => {
		const left = (ms: number) => notice({ now: 20 * MINUTE - ms })?.kind;
		expect(left(5 * MINUTE + 1)).toBeUndefined();
		expect(left(5 * MINUTE)).toBe('five_minutes');
		expect(left(4 * MINUTE + 1)).toBe('five_minutes');
		expect(left(4 * MINUTE)).toBeUndefined();
		const short: CafeClock = { ...running, endsAt: 5 * MINUTE };
		expect(notice({ clock: short, now: 30_000 })).toBeNull();
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
