import { describe, expect, test } from 'vitest';
import { person, refused, table } from '../harvest/given.test-kit.ts';
import { personOf, tableOf } from '../read.ts';
import { Play, peopleFor, somebody } from './cafe.test-kit.ts';
import { visitOf } from './visits.ts';

/** t1 and t2 in the hall, t3 and t4 online. */
const SHAPE = { hall: 2, online: 2, rounds: 2 };
const petra = person('petra');
const visit = (id: string) => ({ type: 'visit_table' as const, table: table(id) });
const end = (id: string, who = 'petra') => ({ type: 'end_visit' as const, person: person(who), table: table(id) });

function running(): Play {
	const play = new Play(SHAPE, [...peopleFor(SHAPE), { ...somebody('olga'), role: 'organiser' }]);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	return play;
}
const visitorsAt = (play: Play, id: string) => tableOf(play.state, table(id)).visitors;

describe('[I16] listening at a table', () => {
	test('is a fact of that table, which everybody who sits there is told, and of nobody else’s', () => {
		const play = running();
		expect(play.must(visit('t3'))).toEqual([
			{ channel: 'table:t3', fact: { type: 'visit_begun', person: 'petra' } },
			{ channel: 'person:petra', fact: { type: 'visiting', table: 't3', version: 1 }, owner: 'petra' },
			{ channel: 'desk', fact: { type: 'act_recorded', act: 'visit_table', by: 'petra', at: play.now } }
		]);
		expect(visitorsAt(play, 't3')).toEqual([petra]);
		expect(visitOf(play.state, petra)).toBe('t3');
		expect(play.must(visit('t3')), 'pressed twice').toEqual([]);
	});

	test('is at one table at a time, and ends as it began: seen', () => {
		const play = running();
		play.must(visit('t3'));
		play.must(visit('t4'));
		expect([visitorsAt(play, 't3'), visitorsAt(play, 't4')]).toEqual([[], [petra]]);
		expect(play.must(end('t3')), 'a late click').toEqual([]);
		play.must(end('t4'));
		expect(visitorsAt(play, 't4')).toEqual([]);
		expect(visitOf(play.state, petra)).toBeNull();
	});

	test('two may listen, each ends her own visit, and the program that of somebody who is gone', () => {
		const play = running();
		play.must(visit('t3'));
		play.must(visit('t3'), 'organiser', 'olga');
		expect(play.try(end('t3'), 'organiser', 'olga')).toMatchObject(refused('not_allowed'));
		play.must(end('t3', 'olga'), 'system');
		expect(visitorsAt(play, 't3')).toEqual([petra]);
	});

	test('needs a running seating, somebody there, and sound', () => {
		const before = new Play(SHAPE);
		before.plan(SHAPE);
		expect(before.try(visit('t3'))).toMatchObject(refused('round_not_running'));
		const play = running();
		expect(play.try(visit('t1'))).toMatchObject(refused('no_table_sound'));
		for (const id of ['h4', 'p4-1', 'p4-2', 'p4-3']) play.must({ type: 'leave' }, 'participant', id);
		expect(play.try(visit('t4'))).toMatchObject(refused('nobody_seated'));
	});

	test('a rotation ends it: nobody is followed to the next table', () => {
		const play = running();
		play.must(visit('t3'));
		play.pass();
		expect(visitorsAt(play, 't3')).toEqual([petra]);
		play.pass();
		expect(visitorsAt(play, 't3')).toEqual([]);
		expect(visitOf(play.state, petra)).toBeNull();
		play.must(visit('t3'));
		expect(visitOf(play.state, petra)).toBe('t3');
	});

	test.each(['leave', 'remove_person', 'forget_me'] as const)('%s ends it', (type) => {
		const play = running();
		play.must(visit('t3'), 'organiser', 'olga');
		if (type === 'leave') play.must({ type }, 'organiser', 'olga');
		if (type === 'remove_person') play.must({ type, person: person('olga') });
		if (type === 'forget_me') play.must({ type, what: 'identity' }, 'organiser', 'olga');
		expect(visitorsAt(play, 't3')).toEqual([]);
		expect(personOf(play.state, person('olga')).visiting).toBeNull();
	});

	test('when the table joins another one nobody listens to the empty chairs', () => {
		const play = new Play({ ...SHAPE, seats: 9 });
		play.plan(SHAPE);
		play.must({ type: 'start_round', round: 1 });
		play.must(visit('t3'));
		play.must({ type: 'merge_table', table: table('t3'), into: table('t4') });
		expect(visitorsAt(play, 't3')).toEqual([]);
		expect(play.try(visit('t3'))).toMatchObject(refused('table_closed'));
	});
});
