/** What the bell has to say to one person at a table, by the clock and her seat. */
import type { BellNotice, Warning } from '../components/bell-banner/types.ts';
import type { CafeClock } from '../domain/cafe/clock.ts';
import type { EpochMs, TableId } from '../domain/ids.ts';
import type { NextSeat } from '../domain/parts.ts';

export interface AtTable {
	readonly clock: CafeClock;
	readonly now: EpochMs;
	readonly table: TableId;
	readonly next: NextSeat | null;
	readonly numberOf: (table: TableId) => number;
	readonly insightsPerRound: number;
	/** Empty when nobody hosts, or when she hosts herself. */
	readonly hostName: string;
	/** When this page saw her take this seat. */
	readonly seatedAt: EpochMs;
	/** A bell was taken back while this page looked on; null when none was. */
	readonly takenBackAt: EpochMs | null;
	/** How much faster than planned the event runs. */
	readonly timeScale: number;
}

/** When people are warned that the bell comes, and until when that is seen: milliseconds left, as planned. */
const WARNINGS = [
	{ kind: 'half_minute', fromMs: 30_000, untilMs: 0 },
	{ kind: 'two_minutes', fromMs: 120_000, untilMs: 60_000 },
	{ kind: 'five_minutes', fromMs: 300_000, untilMs: 240_000 }
] as const;
/** A shorter round began only just now: no warning. */
const LONGER_BY_MS = 60_000;
const ARRIVAL_SHOWN_MS = 20_000;
const LATE_SHOWN_MS = 30_000;
/** Who sits down later than this after the start was late; before, she moved with everybody. */
const LATE_AFTER_MS = 15_000;
/** Seconds are told in words in these last ones only. */
const SECONDS_TOLD = 20;
const MINUTE_MS = 60_000;

export function bellNotice(at: AtTable): BellNotice | null {
	const { clock, now } = at;
	switch (clock.phase) {
		case 'ending':
			return endingNotice(at, clock.switchAt);
		case 'moving':
			return arrived(at);
		case 'paused':
			return { kind: 'paused', minutesKept: Math.ceil(clock.remainingMs / MINUTE_MS) };
		case 'running':
			if (at.takenBackAt !== null && now - at.takenBackAt < ARRIVAL_SHOWN_MS)
				return { kind: 'taken_back', table: at.numberOf(at.table) };
			return runningNotice(at, clock);
		default:
			return null;
	}
}

function endingNotice({ now, table, next, numberOf }: AtTable, switchAt: EpochMs): BellNotice {
	// A host stays, and after the last round nobody moves: only the sentence is finished.
	if (!next || next.table === table) return { kind: 'bell' };
	const seconds = Math.max(0, Math.ceil((switchAt - now) / 1_000));
	return { kind: 'bell', toTable: numberOf(next.table), inSeconds: seconds <= SECONDS_TOLD ? seconds : undefined };
}

/** In the first round nothing was said before, so no host has anything to tell. */
const arrived = ({ clock, table, numberOf, hostName }: AtTable): BellNotice => ({
	kind: 'arrived',
	table: numberOf(table),
	hostName: 'round' in clock && clock.round === 1 ? undefined : hostName || undefined
});

/** What warns of the bell now, at a table and on the wall; null between the three moments, and while no round runs. */
export function bellWarning({
	clock,
	now,
	timeScale,
	insightsPerRound
}: Pick<AtTable, 'clock' | 'now' | 'timeScale' | 'insightsPerRound'>): Warning | null {
	if (clock.phase !== 'running') return null;
	const left = (clock.endsAt - now) * timeScale;
	const length = (clock.endsAt - clock.startedAt) * timeScale;
	const found = WARNINGS.find(({ fromMs, untilMs }) => left <= fromMs && left > untilMs);
	if (!found || length <= found.fromMs + LONGER_BY_MS) return null;
	const leftMs = found.fromMs / timeScale;
	if (found.kind !== 'five_minutes') return { kind: found.kind, leftMs };
	return { kind: 'five_minutes', leftMs, keyInsights: insightsPerRound || undefined };
}

function runningNotice(at: AtTable, clock: CafeClock & { phase: 'running' }): BellNotice | null {
	const { now, seatedAt, table, numberOf } = at;
	const warning = bellWarning(at);
	// The bell is near: how somebody came here does not matter any more.
	if (warning?.kind === 'half_minute') return warning;
	const left = clock.endsAt - now;
	const late = seatedAt - clock.startedAt > LATE_AFTER_MS;
	if (late && now - seatedAt < LATE_SHOWN_MS)
		return {
			kind: 'late',
			round: clock.round,
			table: numberOf(table),
			minutesLeft: Math.max(1, Math.ceil(left / MINUTE_MS))
		};
	if (!late && now - clock.startedAt < ARRIVAL_SHOWN_MS && left > 0) return arrived(at);
	return warning;
}

/** True when the bell of a running ending was taken back between two states of the clock (extend, pause). */
export const wasTakenBack = (before: CafeClock | null, now: CafeClock): boolean =>
	before?.phase === 'ending' &&
	now.phase === 'running' &&
	now.round === before.round &&
	now.startedAt === before.startedAt;
