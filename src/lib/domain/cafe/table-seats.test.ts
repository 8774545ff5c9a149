import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAY } from '../access.ts';
import { TABLE_SEATS } from '../event/event-card.ts';
import { refused, table } from '../harvest/given.test-kit.ts';
import { deskOf, everyoneOf, tableCardOf, tableOf } from '../read.ts';
import { Play, somebody } from './cafe.test-kit.ts';
import { settledRounds } from './plan-diff.ts';
import { seatsFor } from './seating.ts';

const SHAPE = { hall: 3, online: 2, rounds: 3, seats: 5 };
const T1 = table('t1');
const set = (seats: number, from: number, at = T1) => ({ type: 'set_table_seats', table: at, seats, from }) as const;
const seatsOf = (play: Play, at = T1) => tableCardOf(play.state, at)!.seats;

function running(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	return play;
}

describe('the seats of a table', () => {
	test('the card says the new number to everybody, and the desk who said so', () => {
		const play = new Play(SHAPE);
		const before = everyoneOf(play.state).card!;
		expect(play.must(set(4, 5)).map(({ channel, fact }) => [channel, fact.type])).toEqual([
			['everyone', 'table_seats_set'],
			['desk', 'act_recorded']
		]);
		expect(tableCardOf(play.state, T1)).toEqual({ ...before.tables[0], seats: 4, seatsSet: true });
		expect(everyoneOf(play.state).card!.tables.slice(1)).toEqual(before.tables.slice(1));
		expect(before.tables[0]!.seats).toBe(5);
		expect(deskOf(play.state).acts.at(-1)).toMatchObject({ act: 'set_table_seats:1:4', by: 'petra' });
	});

	test('it is taken back by the same command, and stays a number that somebody has said', () => {
		const play = new Play(SHAPE);
		play.must(set(4, 5));
		play.must(set(5, 4));
		expect(tableCardOf(play.state, T1)).toMatchObject({ seats: 5, seatsSet: true });
	});

	test.each([
		['a table that is not there', set(4, 5, table('t99')), 'unknown_table', undefined],
		['fewer than a table has', set(TABLE_SEATS.least - 1, 5), 'seats_out_of_range', { least: 3, most: 30 }],
		['more than a table has', set(TABLE_SEATS.most + 1, 5), 'seats_out_of_range', { least: 3, most: 30 }],
		['half a chair', set(4.5, 5), 'seats_out_of_range', { least: 3, most: 30 }],
		['an older number', set(7, 6), 'stale_seats', { table: 1, current: 5 }]
	])('%s is refused, and nothing changes', (_what, command, code, params) => {
		const play = new Play(SHAPE);
		const card = everyoneOf(play.state).card;
		expect(play.try(command)).toEqual({ ok: false, error: { code, ...(params && { params }) } });
		expect(everyoneOf(play.state).card).toBe(card);
	});

	test('[ROUND-2] two who press the same: one effect, and the second learns who was first', () => {
		const play = new Play(SHAPE);
		play.must(set(6, 5));
		play.must(set(6, 5, table('t2')), 'organiser', 'h1');
		expect(play.try(set(6, 5))).toMatchObject(refused('already_done', { by: 'petra' }));
		expect(play.must(set(6, 6))).toEqual([]);
		expect(seatsOf(play)).toBe(6);
	});

	test('after the end nobody says so any more', () => {
		const play = new Play(SHAPE);
		play.must({ type: 'close_event' });
		expect(play.try(set(4, 5))).toMatchObject(refused('event_closed'));
	});

	test('[SEC-3] those who run the event', () => expect(MAY.set_table_seats).toEqual(MAY.start_round));

	test('nobody who sits gets up, whatever the number is and whatever goes on', () => {
		fc.assert(
			fc.property(fc.integer({ min: 3, max: 30 }), fc.integer({ min: 0, max: 6 }), (seats, passed) => {
				const play = running();
				for (let step = 0; step < passed; step++) play.pass();
				const parts = () => [...play.state].filter(([channel]) => channel !== 'everyone' && channel !== 'desk');
				const [before, { acts: _acts, ...desk }, clock] = [parts(), deskOf(play.state), everyoneOf(play.state).clock];
				play.must(set(seats, seatsOf(play)));
				expect(parts()).toEqual(before);
				expect({ ...deskOf(play.state), acts: undefined }).toEqual({ ...desk, acts: undefined });
				expect(everyoneOf(play.state).clock).toBe(clock);
				expect(settledRounds(clock, 3)).toBeGreaterThan(0);
			}),
			{ numRuns: 60 }
		);
	});

	test('who comes late finds the new number, with the one seat for late people', () => {
		const play = running();
		for (const at of ['t2', 't3']) play.must(set(3, 5, table(at)));
		expect(tableOf(play.state, T1).seated).toHaveLength(4);
		const late = (id: string) => {
			play.must({ type: 'add_people', people: [somebody(id)] }, 'system');
			return play.try({ type: 'seat_person', person: somebody(id).id }, 'system');
		};
		expect([late('a'), late('b')].map(({ ok }) => ok)).toEqual([true, true]);
		expect(tableOf(play.state, T1).seated).toHaveLength(6);
		expect(late('c')).toMatchObject(refused('no_fitting_table'));
		play.must(set(6, 5));
		expect(play.try({ type: 'seat_person', person: somebody('c').id }, 'system').ok).toBe(true);
		expect(tableOf(play.state, T1).seated).toHaveLength(7);
	});

	test('moves, joined tables and fixed seats are weighed with it', () => {
		const play = running();
		play.must(set(3, 5));
		const move = { type: 'move_person', person: somebody('p2-1').id, table: T1 } as const;
		expect(play.try(move)).toMatchObject(refused('table_full'));
		expect(play.try({ type: 'merge_table', table: table('t2'), into: T1 })).toMatchObject(refused('table_full'));
		const pin = (id: string) => play.try({ type: 'pin_seat', person: somebody(id).id, round: 3, table: T1 }).ok;
		expect(['p1-1', 'p1-2', 'p1-3', 'p2-1'].map(pin)).toEqual([true, true, true, false]);
		play.must(set(8, 3));
		expect([play.try(move).ok, play.try({ type: 'merge_table', table: table('t2'), into: T1 }).ok]).toEqual([
			true,
			true
		]);
	});

	test('the next seating is made with it: late people only where there is a chair', () => {
		const play = new Play(SHAPE);
		play.plan(SHAPE);
		play.must({ type: 'add_people', people: ['a', 'b'].map((id) => somebody(id)) }, 'system');
		for (const at of ['t1', 't2']) play.must(set(3, 5, table(at)));
		const seats = seatsFor(play.state, 2);
		expect([seats[somebody('a').id], seats[somebody('b').id]]).toEqual(['t3', 't3']);
	});
});
