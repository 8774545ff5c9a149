import { describe, expect, test } from 'vitest';
import { fold } from '../evolve.ts';
import { person, refused, table } from '../harvest/given.test-kit.ts';
import { deskOf, everyoneOf, personOf, seatOf, tableOf } from '../read.ts';
import { Play, sheet, somebody } from './cafe.test-kit.ts';

const SHAPE = { hall: 3, online: 2, rounds: 2 };

function started(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	return play;
}
const join = (play: Play, id: string, be: Parameters<typeof somebody>[1] = {}) =>
	play.must({ type: 'add_people', people: [somebody(id, be)] }, 'system');

/** A printed card, as an import makes it. */
const withCard = (play: Play, id: string, at: string) =>
	fold(play.state, [
		{
			channel: 'desk',
			fact: { type: 'seat_pinned', pin: { person: person(id), round: 1, table: table(at), source: 'card' } }
		}
	]);

describe('a late person’s own table', () => {
	const late = (prepare: (play: Play) => void) => {
		const play = new Play(SHAPE);
		prepare(play);
		play.plan(SHAPE);
		play.must({ type: 'start_round', round: 1 });
		return play;
	};

	test('a pin counts where somebody sits', () => {
		const play = late((play) => {
			join(play, 'late', { participation: 'invited' });
			withCard(play, 'late', 't3');
		});
		play.must({ type: 'take_part' }, 'participant', 'late');
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		expect(seatOf(play.state, person('late'))).toBe('t3');
	});

	test('[I3] at an empty table it does not count: neither a pin nor a seat in the plan nor the hosts’ own', () => {
		const play = late((play) => {
			join(play, 'late', { participation: 'invited' });
			withCard(play, 'late', 't3');
		});
		for (const id of ['h3', 'p3-1', 'p3-2', 'p3-3']) play.must({ type: 'leave' }, 'participant', id);
		play.must({ type: 'take_part' }, 'participant', 'late');
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		expect(seatOf(play.state, person('late'))).toBe('t1');
		play.must({ type: 'take_part' }, 'participant', 'h3');
		play.must({ type: 'seat_person', person: person('h3') }, 'system');
		expect(seatOf(play.state, person('h3'))).toBe('t2');
	});

	test('[I3] in the next round a pin leads to no empty table either', () => {
		const play = late((play) => {
			join(play, 'late', { participation: 'invited' });
			play.must({ type: 'pin_seat', person: person('late'), round: 2, table: table('t3') });
		});
		for (const id of ['h3', 'p3-1', 'p3-2', 'p3-3', 'p2-1', 'p1-2', 'p2-2', 'p1-3', 'p2-3', 'p1-1'])
			play.try({ type: 'leave' }, 'participant', id);
		play.must({ type: 'take_part' }, 'participant', 'late');
		play.must({ type: 'seat_person', person: person('late') }, 'system');
		play.pass();
		const seats = deskOf(play.state).next!.seats;
		const company = Object.entries(seats).filter(([id, at]) => id !== 'late' && at === seats[person('late')]);
		expect(company).not.toEqual([]);
	});

	test('when everybody had gone, the first one back sits at her own table and the others join her', () => {
		const play = started();
		const everybody = Object.keys(deskOf(play.state).seating!.seats);
		for (const id of everybody) play.must({ type: 'leave' }, 'participant', id);
		for (const id of ['p2-1', 'p3-1']) {
			play.must({ type: 'take_part' }, 'participant', id);
			play.must({ type: 'seat_person', person: person(id) }, 'system');
			expect(seatOf(play.state, person(id))).toBe('t2');
		}
	});
});

test('[I3] of two who would each be alone, one joins the other, who then stays', () => {
	const play = new Play(SHAPE);
	const seats = Object.fromEntries([
		['p1-1', 't1'],
		['p2-1', 't2'],
		...['p3-1', 'p3-2', 'p3-3'].map((id) => [id, 't3'])
	]);
	for (const id of ['h1', 'h2', 'h3', 'p1-2', 'p1-3', 'p2-2', 'p2-3']) play.must({ type: 'leave' }, 'participant', id);
	play.must({ type: 'adopt_plan', rounds: [seats, seats], sheet, basis: 0 });
	play.must({ type: 'start_round', round: 1 });
	expect(seatOf(play.state, person('p1-1'))).toBe('t2');
	expect(seatOf(play.state, person('p2-1'))).toBe('t2');
});

describe('a linked table', () => {
	const linked = (remoteSeats: number | null) => {
		const play = started();
		const { card } = everyoneOf(play.state);
		const tables = card!.tables.map((each) =>
			each.id === 't1' ? { ...each, mode: 'linked' as const, remoteSeats } : each
		);
		play.state.set('everyone', { ...everyoneOf(play.state), card: { ...card!, tables } } as never);
		for (const id of ['p1-1', 'p1-2', 'p1-3']) play.must({ type: 'leave' }, 'participant', id);
		return play;
	};

	test('takes as many remote people as its equipment can, and hall people beside them', () => {
		const play = linked(1);
		for (const id of ['a', 'b']) {
			join(play, id, { remote: true });
			play.must({ type: 'seat_person', person: person(id) }, 'system');
		}
		expect(seatOf(play.state, person('a'))).toBe('t1');
		expect(seatOf(play.state, person('b'))).not.toBe('t1');
		const move = { type: 'move_person', person: person('b'), table: table('t1') } as const;
		expect(play.try(move)).toMatchObject(refused('table_full', { table: 1 }));
		expect(play.try({ type: 'merge_table', table: table('t4'), into: table('t1') })).toMatchObject(
			refused('table_full', { table: 1 })
		);
		join(play, 'c');
		play.must({ type: 'seat_person', person: person('c') }, 'system');
		expect(seatOf(play.state, person('c'))).toBe('t1');
	});

	test('without a limit takes remote people until it is full', () => {
		const play = linked(null);
		for (const id of ['a', 'b', 'c']) {
			join(play, id, { remote: true });
			play.must({ type: 'seat_person', person: person(id) }, 'system');
			expect(seatOf(play.state, person(id))).toBe('t1');
		}
	});
});

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
		const play = new Play(SHAPE);
		withCard(play, 'p1-1', 't1');
		play.plan(SHAPE);
		play.must({ type: 'start_round', round: 1 });
		const move = { type: 'move_person', person: person('p1-1'), table: table('t2') } as const;
		expect(play.try(move, 'system')).toMatchObject(refused('pin_conflict'));
		play.must(move);
		expect(seatOf(play.state, person('p1-1'))).toBe('t2');
		expect(tableOf(play.state, table('t1')).rekey).toBe(1);
	});

	test('[I3] before [I7]: somebody alone is moved, from a facilitator’s pin and from a printed card', () => {
		const play = new Play(SHAPE);
		withCard(play, 'p1-1', 't1');
		play.must({ type: 'pin_seat', person: person('p2-1'), round: 1, table: table('t2') });
		play.plan(SHAPE);
		play.must({ type: 'start_round', round: 1 });
		for (const id of ['h1', 'p1-2', 'p1-3']) play.must({ type: 'leave' }, 'participant', id);
		play.must({ type: 'move_person', person: person('p1-1'), table: table('t3') }, 'system');
		expect(seatOf(play.state, person('p1-1'))).toBe('t3');
		// The others at table 2 have a seat but are not here, which only the watch can know.
		play.must({ type: 'leave' }, 'participant', 'p3-1');
		play.must({ type: 'move_person', person: person('p2-1'), table: table('t3') }, 'system');
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
