import { describe, expect, test } from 'vitest';
import { person, refused, table } from '../harvest/given.test-kit.ts';
import { deskOf, everyoneOf, personOf, seatOf, tableOf } from '../read.ts';
import { Play } from './cafe.test-kit.ts';

const SHAPE = { hall: 4, online: 4, rounds: 3 };
const MINUTE = 60_000;

function started(shape: typeof SHAPE & { graceMs?: number; timeScale?: number } = SHAPE): Play {
	const play = new Play(shape);
	play.plan(shape);
	play.must({ type: 'start_round', round: 1 });
	return play;
}
const clockOf = (play: Play) => everyoneOf(play.state).clock;

describe('the timeline of the bell', () => {
	test('[ROUND-1] round 1 seats everybody who takes part and starts the clock in one commit', () => {
		const play = started();
		expect(clockOf(play)).toMatchObject({ phase: 'running', round: 1, endsAt: play.now + 20 * MINUTE });
		expect(Object.keys(deskOf(play.state).seating!.seats)).toHaveLength(32);
		expect(tableOf(play.state, table('t1')).seated.map(({ person: id }) => id)).toContain('h1');
		expect(personOf(play.state, person('p1-1')).seat).toEqual({ table: 't1', round: 1, version: 1 });
	});

	test('[ROUND-1] without a plan nothing starts', () => {
		expect(new Play(SHAPE).try({ type: 'start_round', round: 1 })).toMatchObject(refused('no_plan'));
	});

	test('[ROUND-2] the second facilitator who starts the same round learns who was first', () => {
		const play = started();
		expect(play.try({ type: 'start_round', round: 1 })).toMatchObject(refused('already_done', { by: 'petra' }));
	});

	test('[ROUND-3] a late "ring the bell" of round 1 does not end round 2', () => {
		const play = started();
		play.pass();
		play.pass();
		play.pass();
		expect(play.try({ type: 'ring_bell', round: 1 })).toMatchObject(refused('stale_round', { asked: 1, running: 2 }));
	});

	test('[ROUND-4] pause keeps what is left exactly, resume gives it back', () => {
		const play = started();
		play.now += 7 * MINUTE + 123;
		play.must({ type: 'pause_round', round: 1 });
		expect(clockOf(play)).toMatchObject({ phase: 'paused', remainingMs: 13 * MINUTE - 123 });
		play.now += 3_600_000;
		play.must({ type: 'resume_round', round: 1 });
		expect(clockOf(play)).toMatchObject({ phase: 'running', endsAt: play.now + 13 * MINUTE - 123 });
	});

	test('[ROUND-5] extending adds minutes to a running and to a paused round', () => {
		const play = started();
		const { endsAt } = clockOf(play) as { endsAt: number };
		play.must({ type: 'extend_round', round: 1, minutes: 2 });
		expect(clockOf(play)).toMatchObject({ endsAt: endsAt + 2 * MINUTE });
		play.must({ type: 'pause_round', round: 1 });
		play.must({ type: 'extend_round', round: 1, minutes: 5 });
		expect(clockOf(play)).toMatchObject({ remainingMs: 27 * MINUTE });
	});

	test('[ROUND-6] the bell gives each person the next seat and an absolute switch, never sooner than arming needs', () => {
		const play = started({ ...SHAPE, graceMs: 0 });
		play.now += 20 * MINUTE;
		play.must({ type: 'ring_bell', round: 1 }, 'system');
		expect(clockOf(play)).toMatchObject({ phase: 'ending', switchAt: play.now + 8_000, next: 2, version: 2 });
		expect(personOf(play.state, person('p1-1')).next).toMatchObject({ table: 't2', round: 2, version: 2 });
		expect(personOf(play.state, person('p1-1')).seat).toMatchObject({ table: 't1' });
	});

	test('[ROUND-6] the program does not ring before the end; a facilitator may', () => {
		const play = started();
		expect(play.try({ type: 'ring_bell', round: 1 }, 'system')).toMatchObject(refused('stale_round'));
		play.must({ type: 'ring_bell', round: 1 });
		expect(clockOf(play)).toMatchObject({ phase: 'ending', switchAt: play.now + 30_000 });
	});

	test('[ROUND-7] extending in the grace takes the bell back; in its last 2 s it is too late', () => {
		const play = started();
		play.now += 20 * MINUTE;
		play.must({ type: 'ring_bell', round: 1 }, 'system');
		play.now += 5_000;
		play.must({ type: 'extend_round', round: 1, minutes: 1 });
		expect(clockOf(play)).toMatchObject({ phase: 'running', round: 1, endsAt: play.now + MINUTE });
		expect(personOf(play.state, person('p1-1')).next).toBeNull();
		play.pass();
		expect(clockOf(play)).toMatchObject({ version: 3 }); // number 2 was used up by the bell that was taken back
		play.now = (clockOf(play) as { switchAt: number }).switchAt - 1_000;
		expect(play.try({ type: 'pause_round', round: 1 })).toMatchObject(refused('switching'));
	});

	test('[ROUND-7] a bell that was rung early and is taken back leaves the round what it had', () => {
		const play = started();
		play.now += 15 * MINUTE;
		play.must({ type: 'ring_bell', round: 1 });
		play.now += 10_000;
		play.must({ type: 'pause_round', round: 1 });
		expect(clockOf(play)).toMatchObject({ phase: 'paused', remainingMs: 5 * MINUTE });
		play.must({ type: 'resume_round', round: 1 });
		const { endsAt } = clockOf(play) as { endsAt: number };
		play.must({ type: 'ring_bell', round: 1 });
		play.now += 5_000;
		play.must({ type: 'extend_round', round: 1, minutes: 2 });
		expect(clockOf(play)).toMatchObject({ phase: 'running', endsAt: endsAt + 2 * MINUTE });
	});

	test('[ROUND-10] an undo that is stopped leaves the round what it had', () => {
		const running = started();
		running.pass();
		running.pass();
		running.pass();
		running.now += 20_000;
		running.must({ type: 'undo_move', version: 2 });
		running.now += 3_000;
		running.must({ type: 'pause_round', round: 2 });
		expect(clockOf(running)).toMatchObject({ phase: 'paused', round: 2, remainingMs: 20 * MINUTE - 20_000 });
		const moving = started();
		moving.pass();
		moving.pass();
		moving.must({ type: 'undo_move', version: 2 });
		moving.must({ type: 'pause_round', round: 2 });
		expect(clockOf(moving)).toMatchObject({ phase: 'paused', round: 2, remainingMs: 20 * MINUTE });
	});

	test('[ROUND-8] the switch moves everybody at once, and only at its time and version', () => {
		const play = started();
		play.pass();
		const { version, switchAt } = clockOf(play) as { version: number; switchAt: number };
		play.now = switchAt - 1;
		expect(play.try({ type: 'switch_tables', round: 1, version }, 'system')).toMatchObject(refused('switching'));
		play.now = switchAt;
		expect(play.try({ type: 'switch_tables', round: 1, version: version + 1 }, 'system')).toMatchObject(
			refused('stale_version')
		);
		play.pass();
		expect(seatOf(play.state, person('p1-1'))).toBe('t2');
		expect(seatOf(play.state, person('h1'))).toBe('t1');
		expect(tableOf(play.state, table('t1')).seated.map(({ person: id }) => id)).not.toContain('p1-1');
		// Hall people walk; remote people need not.
		expect(
			tableOf(play.state, table('t2'))
				.seated.filter(({ placed }) => placed)
				.map(({ person: id }) => id)
		).toEqual(['h2']);
		expect(tableOf(play.state, table('t6')).seated.every(({ placed }) => placed)).toBe(true);
	});

	test('[ROUND-9] after the last round everybody gets up and the tablecloths stay', () => {
		const play = started({ ...SHAPE, rounds: 1 });
		const idea = {
			type: 'add_idea',
			table: table('t1'),
			idea: 'i1',
			text: 'A',
			language: 'en',
			onBehalfOf: null
		} as const;
		play.must(idea as never, 'participant', 'p1-1');
		play.pass();
		play.pass();
		expect(clockOf(play)).toEqual({ phase: 'after' });
		expect(seatOf(play.state, person('p1-1'))).toBeNull();
		expect(tableOf(play.state, table('t1')).ideas).toHaveLength(1);
		expect(play.try({ type: 'start_round', round: 2 })).toMatchObject(refused('round_running'));
	});

	test('[ROUND-10] undo brings everybody back to the table before, with a fresh version and its own switch', () => {
		const play = started();
		play.pass();
		play.pass();
		play.must({ type: 'undo_move', version: 2 });
		expect(clockOf(play)).toMatchObject({ phase: 'ending', round: 2, next: 1, version: 3 });
		expect(play.try({ type: 'undo_move', version: 2 })).toMatchObject(refused('already_done'));
		play.pass();
		expect(seatOf(play.state, person('p1-1'))).toBe('t1');
		expect(personOf(play.state, person('p1-1')).visited).toEqual([{ round: 1, table: 't1' }]);
		play.pass();
		expect(clockOf(play)).toMatchObject({ phase: 'running', round: 1, endsAt: play.now + 3 * MINUTE });
		// One step back only.
		expect(play.try({ type: 'undo_move', version: 3 })).toMatchObject(refused('nothing_to_undo'));
	});

	test('[ROUND-10] undo is possible until 60 s into the next round', () => {
		const play = started();
		play.pass();
		play.pass();
		play.pass();
		play.now += 60_000;
		expect(play.try({ type: 'undo_move', version: 2 }).ok).toBe(true);
		const late = started();
		late.pass();
		late.pass();
		late.pass();
		late.now += 60_001;
		expect(late.try({ type: 'undo_move', version: 2 })).toMatchObject(refused('too_late_to_undo'));
	});

	test('[ROUND-10] who left since the move is not brought back', () => {
		const play = started();
		play.pass();
		play.pass();
		play.must({ type: 'leave' }, 'participant', 'p1-1');
		play.must({ type: 'undo_move', version: 2 });
		play.pass();
		expect(seatOf(play.state, person('p1-1'))).toBeNull();
		expect(seatOf(play.state, person('p1-2'))).toBe('t1');
	});

	test('a rehearsal shortens rounds and grace, never the 8 s that machines need', () => {
		const play = started({ ...SHAPE, timeScale: 20 });
		expect(clockOf(play)).toMatchObject({ endsAt: play.now + MINUTE });
		play.pass();
		expect(clockOf(play)).toMatchObject({ switchAt: play.now + 8_000 });
	});
});
