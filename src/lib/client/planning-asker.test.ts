import { beforeEach, expect, test, vi } from 'vitest';
import type { PersonId, TableId } from '../domain/ids.ts';
import { DEFAULT_SETTINGS, type PlanningState, type PlanRun } from '../protocol/planning.ts';
import { LiveEvent } from './live-event.svelte.ts';
import { SocketDouble } from './testing/socket-double.ts';

let far: SocketDouble;
let live: LiveEvent;
const run = (state: PlanRun['state'], id = 'r1') => ({ run: id, letter: 'A', state }) as PlanRun;
const picture = (...runs: PlanRun[]): PlanningState => ({ runs, undo: null, redo: null, waiting: null });

beforeEach(() => {
	live = new LiveEvent({ entry: 'e', keep: null, dial: SocketDouble.dial((socket) => (far = socket)) });
	live.connect();
	far.welcome();
});

test('it looks once and then hears of every change', async () => {
	const { planning } = live.ask;
	expect(planning.picture).toBeNull();
	far.answer('plan_look', () => ({ ok: true, planning: picture() }));
	expect((await planning.look()).ok).toBe(true);
	expect(planning.picture).toEqual(picture());
	far.say('planning', picture(run('running')));
	expect(planning.picture?.runs).toHaveLength(1);
});

test('progress belongs to the run that anneals, and goes with it', () => {
	const { planning } = live.ask;
	const progress = { run: 'r1', sheet: {} as never, elapsedMs: 400, moves: 9 };
	far.say('planning', picture(run('running')));
	far.say('plan_progress', progress);
	expect(planning.progress).toEqual(progress);
	far.say('planning', picture(run('running')));
	expect(planning.progress).toEqual(progress);
	far.say('planning', picture(run('done')));
	expect(planning.progress).toBeNull();
	far.say('planning', picture(run('running', 'r2')));
	expect(planning.progress).toBeNull();
});

test('weighing a move and making it are the same wish, apart from one word', () => {
	const { planning } = live.ask;
	const wish = { basis: 3, round: 2, person: 'p' as PersonId, table: 't' as TableId, with: null };
	void planning.weigh(wish);
	void planning.move(wish);
	expect(far.sentOf('plan_move').map(([, said]) => said)).toEqual([
		{ ...wish, preview: true },
		{ ...wish, preview: false }
	]);
});

test('no answer is an answer, and names that come with one are learned', async () => {
	vi.useFakeTimers();
	const asked = live.ask.planning.start(DEFAULT_SETTINGS);
	await vi.advanceTimersByTimeAsync(5_100);
	expect(await asked).toEqual({ ok: false, code: 'timeout', retryable: true });
	vi.useRealTimers();
	far.answer('plan_start', () => ({
		ok: false,
		code: 'plan_running',
		params: { by: 'petra' },
		names: { petra: 'Petra' }
	}));
	await live.ask.planning.start(DEFAULT_SETTINGS);
	expect(live.names['petra' as PersonId]).toBe('Petra');
	far.drop();
	expect((await live.ask.planning.look()).ok).toBe(false);
});
