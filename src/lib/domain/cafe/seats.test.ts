import { describe, expect, test } from 'vitest';
import { person, refused, table } from '../harvest/given.test-kit.ts';
import { deskOf, personOf, seatOf, tableOf } from '../read.ts';
import { Play, somebody } from './cafe.test-kit.ts';

const SHAPE = { hall: 3, online: 2, rounds: 2 };

function started(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	return play;
}
const join = (play: Play, id: string, be: Parameters<typeof somebody>[1] = {}) =>
	play.must({ type: 'add_people', people: [somebody(id, be)] }, 'system');

describe('late people', () => {
	test('are seated at the smallest fitting table of their way of taking part', () => {
		const play = started();
		play.must({ type: 'leave' }, 'participant', 'p5-1');
		join(play, 'late', { remote: true });
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		expect(seatOf(play.state, person('late'))).toBe('t5');
		expect(tableOf(play.state, table('t5')).seated.at(-1)).toMatchObject({ person: 'late', placed: true });
	});

	test('who needs a step-free table gets one, and it is nobody’s business at the table', () => {
		const play = started();
		play.must({ type: 'leave' }, 'participant', 'p2-1');
		join(play, 'late', { needs: ['step-free'] });
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		expect(['t1', 't3']).toContain(seatOf(play.state, person('late')));
		expect(JSON.stringify(tableOf(play.state, table('t1')))).not.toContain('step-free');
	});

	test('never exceed one seat more than planned: who fits nowhere waits', () => {
		const play = started();
		for (const id of ['a', 'b']) {
			join(play, id, { remote: true });
			play.must({ type: 'seat_person', person: person(id) }, 'system');
		}
		join(play, 'c', { remote: true });
		expect(play.try({ type: 'seat_person', person: person('c') }, 'system')).toMatchObject(refused('no_fitting_table'));
	});

	test('get a seat in the next round as well', () => {
		const play = started();
		join(play, 'late');
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		play.pass();
		expect(personOf(play.state, person('late')).next).not.toBeNull();
	});

	test('a seat that is freed is free once: the second proposal changes nothing', () => {
		const play = started();
		const free = { type: 'free_seat', person: person('p1-1'), version: 1 } as const;
		play.must(free, 'system');
		expect(deskOf(play.state).people[person('p1-1')]?.participation).toBe('away');
		expect(play.try(free, 'system')).toMatchObject(refused('not_seated'));
		expect(play.try({ ...free, person: person('p1-2'), version: 0 }, 'system')).toMatchObject(refused('stale_version'));
	});
});

describe('moves, merges and hosts', () => {
	test('[I7] the program moves no pinned card; a facilitator does it by name', () => {
		const shape = SHAPE;
		const play = new Play(shape);
		play.must({ type: 'pin_seat', person: person('p1-1'), round: 1, table: table('t1') });
		play.plan(shape);
		play.must({ type: 'start_round', round: 1 });
		const move = { type: 'move_person', person: person('p1-1'), table: table('t2') } as const;
		expect(play.try(move, 'system')).toMatchObject(refused('pin_conflict'));
		play.must(move);
		expect(seatOf(play.state, person('p1-1'))).toBe('t2');
		expect(tableOf(play.state, table('t1')).rekey).toBe(1);
	});

	test('[I5] nobody is moved where they cannot sit', () => {
		const play = started();
		expect(play.try({ type: 'move_person', person: person('p1-1'), table: table('t4') })).toMatchObject(
			refused('wrong_attendance')
		);
	});

	test('nobody moves somebody else, except the desk', () => {
		const play = started();
		const move = { type: 'move_person', person: person('p1-1'), table: table('t2') } as const;
		expect(play.try(move, 'participant', 'p1-2')).toMatchObject(refused('not_allowed'));
	});

	test('merging keeps both tablecloths and everybody', () => {
		const play = started();
		for (const id of ['p4-1', 'p4-2', 'p5-1', 'p5-2']) play.must({ type: 'leave' }, 'participant', id);
		const add = { type: 'add_idea', table: table('t4'), idea: 'i1', text: 'A', language: 'en', onBehalfOf: null };
		play.must(add as never, 'participant', 'p4-3');
		play.must({ type: 'merge_table', table: table('t4'), into: table('t5') });
		expect(tableOf(play.state, table('t4'))).toMatchObject({ mergedInto: 't5', seated: [] });
		expect(tableOf(play.state, table('t4')).ideas).toHaveLength(1);
		expect(tableOf(play.state, table('t5')).seated).toHaveLength(4);
	});

	test('a table that would get too full is not merged into', () => {
		const play = started();
		expect(play.try({ type: 'merge_table', table: table('t1'), into: table('t2') })).toMatchObject(
			refused('table_full', { table: 2 })
		);
	});

	test('[I2] the host’s chair goes to who was proposed, once; the appointed host takes it back', () => {
		const play = started();
		const change = { type: 'change_host', table: table('t1'), from: person('h1'), to: person('p1-1') } as const;
		play.must(change, 'system');
		expect(play.try(change, 'system')).toMatchObject(refused('already_done'));
		expect(play.try({ type: 'take_over_hosting', table: table('t1') }, 'participant', 'p1-2')).toMatchObject(
			refused('already_done', { by: 'p1-1' })
		);
		play.must({ type: 'take_over_hosting', table: table('t1') }, 'table_host', 'h1');
		expect(tableOf(play.state, table('t1')).host).toBe('h1');
	});

	test('"here" is said by the person or by the host of that table', () => {
		const play = started();
		expect(play.try({ type: 'place_person', person: person('p1-1') }, 'participant', 'p1-2')).toMatchObject(
			refused('not_allowed')
		);
		expect(play.try({ type: 'place_person', person: person('p1-1') }, 'table_host', 'h2')).toMatchObject(
			refused('not_your_table')
		);
		play.must({ type: 'place_person', person: person('p1-1') }, 'table_host', 'h1');
		expect(tableOf(play.state, table('t1')).seated.find((seat) => seat.person === 'p1-1')?.placed).toBe(true);
	});
});

describe('removal', () => {
	test('re-keys the table of now and, in the grace, the next one', () => {
		const play = started();
		play.pass();
		const next = personOf(play.state, person('p1-1')).next!.table;
		play.must({ type: 'remove_person', person: person('p1-1') });
		expect(seatOf(play.state, person('p1-1'))).toBeNull();
		expect(tableOf(play.state, table('t1')).rekey).toBe(1);
		expect(tableOf(play.state, next).rekey).toBe(1);
		expect(play.try({ type: 'take_part' }, 'participant', 'p1-1')).toMatchObject(refused('not_allowed'));
	});
});
