import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type PlanningState, type PlanRun } from '../protocol/planning.ts';
import { atTime, newest, runsView, shareOfTime, smallMap, spread } from './plan-runs.ts';

const run = (id: string, state: PlanRun['state'], more: Partial<PlanRun> = {}) =>
	({
		run: id,
		state,
		settings: DEFAULT_SETTINGS,
		elapsedMs: 1000,
		moves: 0,
		sheet: null,
		basis: 2,
		...more
	}) as PlanRun;

it('tells running, ended and candidates apart', () => {
	expect(runsView(null)).toEqual({ running: null, ended: null, candidates: [] });
	const runs = [run('a', 'done'), run('b', 'done'), run('c', 'failed'), run('d', 'refused')];
	const view = runsView({ runs } as unknown as PlanningState);
	expect([view.running, view.ended?.run, view.candidates.map(({ run: id }) => id)]).toEqual([null, 'd', ['a', 'b']]);
});

it('believes the newest word of a run, and only of that run', () => {
	const progress = { run: 'a', sheet: { people: 3 } as never, elapsedMs: 1500, moves: 7 };
	expect(newest(run('a', 'running'), progress)).toMatchObject({ elapsedMs: 1500, moves: 7, sheet: { people: 3 } });
	expect(newest(run('b', 'running'), progress).elapsedMs).toBe(1000);
	expect(newest(run('a', 'running', { elapsedMs: 1700 }), progress).elapsedMs).toBe(1700);
	expect(newest(run('a', 'running'), null).elapsedMs).toBe(1000);
});

it('shows the share of the time, never more than all of it', () => {
	expect(shareOfTime(run('a', 'running'))).toBe(0.1);
	expect(shareOfTime(run('a', 'running', { elapsedMs: 12_000 }))).toBe(1);
});

it('goes on between two words of a run, never back and never beyond its time', () => {
	expect(atTime(run('a', 'running'), 2_500).elapsedMs).toBe(2_500);
	expect(atTime(run('a', 'running'), -Infinity).elapsedMs).toBe(1_000);
	expect(shareOfTime(atTime(run('a', 'running'), 60_000))).toBe(1);
});

it('spreads a compact plan, without seats that are none', () => {
	const compact = {
		people: ['a', 'b'],
		tables: ['T1', 'T2'],
		seats: [
			[0, 1],
			[1, -1]
		]
	} as never;
	expect(spread(compact)).toEqual([{ a: 'T1', b: 'T2' }, { a: 'T2' }]);
});

it('counts at which tables somebody meets again', () => {
	const card = {
		tables: [
			{ id: 'T1', number: 1 },
			{ id: 'T2', number: 2 }
		]
	} as never;
	const rounds = [
		{ a: 'T1', b: 'T1', c: 'T1', d: 'T2' },
		{ a: 'T2', b: 'T2', c: 'T1', d: 'T1' }
	] as never;
	expect(smallMap(card, rounds).map((round) => round.map(({ people, again }) => [people, again]))).toEqual([
		[
			[3, 1],
			[1, 0]
		],
		[
			[2, 0],
			[2, 1]
		]
	]);
});
