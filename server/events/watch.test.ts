import { describe, expect, test } from 'vitest';
import { Play } from '#lib/domain/cafe/cafe.test-kit.ts';
import { person, table } from '#lib/domain/harvest/given.test-kit.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { Presence } from './presence.ts';
import {
	dueClock,
	dueCompany,
	dueHosts,
	dueSeats,
	dueVisits,
	nextLook,
	offerFor,
	SETTLING_MS,
	type LonelyTable
} from './watch.ts';

const SHAPE = { hall: 2, online: 2, rounds: 2 };

class Watched {
	readonly play = new Play(SHAPE);
	readonly presence = new Presence(() => this.play.now);
	readonly lonely = new Map<TableId, LonelyTable>();
	watchingSince = this.play.now - SETTLING_MS;

	constructor(here: 'everybody' | 'nobody' = 'everybody') {
		this.play.plan(SHAPE);
		if (here === 'everybody') for (const { id } of this.people()) this.presence.connect(id);
		this.play.must({ type: 'start_round', round: 1 });
	}

	people = () => Object.values(deskOf(this.play.state).people).filter(({ role }) => role !== 'facilitator');
	go = (id: string) => this.presence.disconnect(person(id));
	context = () => ({
		state: this.play.state,
		presence: this.presence,
		now: this.play.now,
		watchingSince: this.watchingSince,
		lonely: this.lonely
	});
	/** Looks once a second for so long; answers what was proposed at the end. */
	company(seconds: number) {
		for (let second = 0; second < seconds; second++) {
			dueCompany(this.context());
			this.play.now += 1_000;
		}
		return dueCompany(this.context()).map(({ command }) => command);
	}
}

describe('the watch', () => {
	test('rings at the end, switches at its time, starts when all are placed or the limit is over', () => {
		const watched = new Watched();
		const { play } = watched;
		expect(dueClock(watched.context())).toEqual([]);
		play.now = (everyoneOf(play.state).clock as { endsAt: number }).endsAt;
		const bell = dueClock(watched.context());
		expect(bell).toMatchObject([{ command: { type: 'ring_bell', round: 1 } }]);
		// Derived from the moment that it means: another node proposes the same id.
		expect(dueClock(watched.context())[0]!.id).toBe(bell[0]!.id);
		play.pass();
		expect(dueClock(watched.context())).toEqual([]);
		play.pass();
		expect(dueClock(watched.context())).toEqual([]);
		for (const { id, attendance } of watched.people())
			if (attendance === 'hall') play.must({ type: 'place_person', person: id }, 'greeter', null);
		expect(dueClock(watched.context())).toMatchObject([{ command: { type: 'start_next_round', round: 2 } }]);
	});

	test('looks again at the next deadline, at the latest in a second', () => {
		const watched = new Watched();
		const { play } = watched;
		expect(nextLook(watched.context())).toBe(play.now + 1_000);
		play.now = (everyoneOf(play.state).clock as { endsAt: number }).endsAt - 300;
		expect(nextLook(watched.context())).toBe(play.now + 300);
	});

	test('a lost connection keeps its seat for 120 s, then it is freed once', () => {
		const watched = new Watched();
		watched.go('p1-1');
		watched.play.now += 119_999;
		expect(dueSeats(watched.context())).toEqual([]);
		watched.play.now += 1;
		expect(dueSeats(watched.context())).toMatchObject([{ command: { type: 'free_seat', person: 'p1-1', version: 1 } }]);
		watched.presence.connect(person('p1-1'));
		expect(dueSeats(watched.context())).toEqual([]);
	});

	test('who comes back after that takes part again and is seated', () => {
		const watched = new Watched();
		watched.go('p1-1');
		watched.play.must({ type: 'free_seat', person: person('p1-1'), version: 1 }, 'system');
		watched.presence.connect(person('p1-1'));
		expect(dueSeats(watched.context())).toMatchObject([{ command: { type: 'come_back' }, as: 'p1-1' }]);
		watched.play.must({ type: 'come_back' }, 'participant', 'p1-1');
		expect(dueSeats(watched.context())).toMatchObject([{ command: { type: 'seat_person', person: 'p1-1' } }]);
	});

	test('after a start an empty presence is not a hall full of lonely people', () => {
		const watched = new Watched('nobody');
		watched.watchingSince = watched.play.now;
		watched.play.now += SETTLING_MS - 1;
		expect(dueSeats(watched.context())).toEqual([]);
		expect(dueHosts(watched.context())).toEqual([]);
		expect(dueCompany(watched.context())).toEqual([]);
		watched.play.now += 120_001;
		expect(dueSeats(watched.context()).length).toBeGreaterThan(0);
	});

	test('[I3] who is alone is offered company at 20 s and moved at 45 s', () => {
		const watched = new Watched();
		for (const id of ['p3-1', 'p3-2', 'p3-3', 'h3']) watched.go(id);
		watched.presence.connect('p3-1' as PersonId);
		expect(watched.company(19)).toEqual([]);
		const lonely = watched.lonely.get(table('t3'))!;
		expect(lonely.person).toBe('p3-1');
		expect(offerFor(watched.play.state, lonely, watched.play.now)).toBeNull();
		expect(watched.company(2)).toEqual([]);
		expect(offerFor(watched.play.state, lonely, watched.play.now)).toBe(lonely.since + 45_000);
		expect(watched.company(25)).toMatchObject([{ type: 'move_person', person: 'p3-1', table: 't4' }]);
	});

	test('company that comes in time ends the loneliness', () => {
		const watched = new Watched();
		for (const id of ['p3-1', 'p3-2', 'p3-3']) watched.go(id);
		watched.company(30);
		watched.presence.connect(person('p3-2'));
		expect(watched.company(60)).toEqual([]);
		expect(watched.lonely.size).toBe(0);
	});

	test('[I2] a host who is gone for 20 s hands over to who has been here longest', () => {
		const watched = new Watched();
		watched.presence.disconnect(person('p1-1'));
		watched.play.now += 1_000;
		watched.presence.connect(person('p1-1'));
		watched.go('h1');
		watched.play.now += 19_000;
		expect(dueHosts(watched.context())).toEqual([]);
		watched.play.now += 1_000;
		expect(dueHosts(watched.context())).toMatchObject(
			[{ command: { type: 'change_host', table: 't1', from: 'h1', to: 'p1-2' } }].map(({ command }) => ({
				command: { ...command, to: expect.not.stringMatching('p1-1') }
			}))
		);
	});
});

describe('presence', () => {
	test('two tabs are one person, here until the last one closes', () => {
		let now = 0;
		const presence = new Presence(() => now);
		const amina = person('amina');
		presence.connect(amina);
		presence.connect(amina);
		presence.disconnect(amina);
		expect(presence.isHere(amina)).toBe(true);
		now = 5;
		presence.disconnect(amina);
		expect(presence.missingSince(amina, 0)).toBe(5);
	});

	test('who is seen by another node is here, for as long as that node is heard', () => {
		let now = 0;
		const presence = new Presence(() => now);
		const amina = person('amina');
		presence.hear('b', [amina], 15_000);
		expect(presence.isHere(amina)).toBe(true);
		now = 15_000;
		expect(presence.isHere(amina)).toBe(false);
	});
});

test('[I16] who listens at a table and has been gone for 20 s is shown there no longer', () => {
	const watched = new Watched();
	const { play, presence } = watched;
	presence.connect(person('petra'));
	play.must({ type: 'visit_table', table: table('t3') });
	presence.disconnect(person('petra'));
	play.now += 19_000;
	expect(dueVisits(watched.context())).toEqual([]);
	play.now += 1_000;
	const [due] = dueVisits(watched.context());
	expect(due?.command).toEqual({ type: 'end_visit', person: 'petra', table: 't3' });
	play.must(due!.command, 'system');
	expect(dueVisits(watched.context())).toEqual([]);
});
