/**
 * Bench 5: `switchAt` → the first audible sound of the right person at the new table, in Chromium against a real
 * livekit-server, audio only, five at a table (three who hum and two browsers that move together).
 *
 * `node bench/media.ts [rotations]`: armed and cold, each so often; every rotation gives two observations.
 */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Cafe, now, type Guest, type Table } from '../tests/media/cafe.ts';
import { figuresOf, type Figures, type Foreign } from '../tests/media/rotation.ts';

const TONES = [400, 600, 800, 1_200, 1_400, 1_600, 2_300, 3_100];
/** Longer than arming takes, so that an armed switch is one. */
const GRACE_MS = 2_500;
/** Heard for so long after the change; also until the old room is left. */
const LISTEN_MS = 3_000;

export type Mode = 'armed' | 'cold';

export interface Spread {
	n: number;
	p50: number;
	p95: number;
	min: number;
	max: number;
}

export interface SwitchFigures {
	mode: Mode;
	rotations: number;
	/** Milliseconds from `switchAt` to the first audible block, of a person who moved along. */
	peer: Spread;
	/** The same for a person who sat there before. */
	mate: Spread;
	/** Observations in which somebody was never heard. */
	lost: number;
	/** Audible 10-ms blocks of the new table before the change, and of the old one after the page's own change. */
	early: number;
	foreign: Foreign[];
}

/** Two browsers change tables together, `rotations` times in each mode. */
export async function measureSwitches(
	rotations: number,
	modes: readonly Mode[] = ['armed', 'cold']
): Promise<SwitchFigures[]> {
	const cafe = await Cafe.open();
	try {
		const tables = [await cafe.table(TONES.slice(0, 3)), await cafe.table(TONES.slice(3, 6))] as const;
		const guests = [await cafe.guest('x', 2_300, TONES), await cafe.guest('y', 3_100, TONES)] as const;
		for (const guest of guests) {
			await guest.sit(tables[0]);
			await guest.until(({ state }) => state === 'connected');
			const fault = await guest.setMic(true);
			if (fault) throw new Error(`the microphone of ${guest.name} is not there: ${fault}`);
		}
		await delay(2_000);
		const figures: SwitchFigures[] = [];
		let at = 0;
		for (const mode of modes) {
			const seen: Figures[] = [];
			for (let i = 0; i < rotations; i++, at = 1 - at) {
				seen.push(...(await rotate(guests, tables[at]!, tables[1 - at]!, mode)));
			}
			figures.push(sum(mode, rotations, seen));
		}
		return figures;
	} finally {
		await cafe.close();
	}
}

async function rotate(guests: readonly [Guest, Guest], from: Table, to: Table, mode: Mode): Promise<Figures[]> {
	const at = now() + (mode === 'armed' ? GRACE_MS : 300);
	await Promise.all(guests.map((guest) => guest.heard()));
	await Promise.all(guests.map((guest) => (mode === 'armed' ? guest.arm(to, at) : guest.sitAt(to, at))));
	await delay(at + LISTEN_MS - now());
	return Promise.all(
		guests.map(async (guest, i) => {
			const { switches } = await guest.state();
			const switched = switches.findLast(({ key, at: then }) => key === to.room && then >= at - 1_000) ?? null;
			return figuresOf(await guest.heard(), { at, switched, from, to }, guests[1 - i]!.hz);
		})
	);
}

function sum(mode: Mode, rotations: number, seen: readonly Figures[]): SwitchFigures {
	const count = (of: (figures: Figures) => number) => seen.reduce((total, figures) => total + of(figures), 0);
	return {
		mode,
		rotations,
		peer: spreadOf(seen.map(({ peerMs }) => peerMs)),
		mate: spreadOf(seen.map(({ mateMs }) => mateMs)),
		lost: seen.filter(({ peerMs, mateMs }) => peerMs === null || mateMs === null).length,
		early: count(({ early }) => early),
		foreign: seen.flatMap(({ foreign }) => foreign)
	};
}

function spreadOf(values: readonly (number | null)[]): Spread {
	const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
	const rank = (share: number) =>
		Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN) * 10) / 10;
	return { n: sorted.length, p50: rank(0.5), p95: rank(0.95), min: rank(0), max: rank(1) };
}

if (import.meta.main) {
	for (const figures of await measureSwitches(Number(process.argv[2] ?? 20))) console.log(JSON.stringify(figures));
}
