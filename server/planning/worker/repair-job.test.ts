import { describe, expect, test } from 'vitest';
import { withSeats } from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { keepsSeat } from '#lib/domain/cafe/seating.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf, seatOf, tableOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../../events/open-event.ts';
import { idOf, say } from '../testing/examples.ts';
import { waitingFor } from '../gaps.ts';
import { plannedGathering } from '../gathering.ts';
import { lead, planned, traveller } from '../testing/planned.ts';
import { repairPlan, type RepairAnswer } from './repair-job.ts';

const begin = (state: EventState) => say(state, { type: 'start_round', round: 1 }, 'facilitator', lead(state));

function repaired(state: EventState, coming: PersonId[] = []): RepairAnswer {
	return repairPlan({ kind: 'repair', gathering: JSON.stringify(plannedGathering(state)), coming });
}

/** The answer, and that it touches only rounds to come and no lock. */
function sound(state: EventState, coming: PersonId[] = []) {
	const answer = repaired(state, coming);
	if (answer.kind !== 'repaired') throw new Error(JSON.stringify(answer));
	const { pins, plan, people } = deskOf(state);
	const settled = plannedGathering(state)!.settled;
	const rounds = withSeats(plan!.rounds, answer.seats);
	for (const { round } of answer.seats) expect(round).toBeGreaterThan(settled);
	for (const { person, round, table } of pins)
		if (round > settled && takesPart(people[person]!)) expect(rounds[round - 1]![person]).toBe(table);
	for (const [index, seats] of rounds.entries()) {
		if (index < settled) continue;
		const sizes = new Map<string, number>();
		for (const table of Object.values(seats)) sizes.set(table, (sizes.get(table) ?? 0) + 1);
		expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(3);
	}
	const moved = answer.seats.filter((seat) => plan!.rounds[seat.round - 1]![seat.person] && seat.table !== null);
	return { ...answer, rounds, moved };
}

const newcomer = (id: string, attendance: 'hall' | 'remote'): NewPerson => ({
	id: idOf(id),
	role: 'participant',
	profile: {
		attendance,
		device: 'own',
		languages: ['de', 'en'],
		country: null,
		organisation: null,
		tags: [],
		topics: []
	},
	needs: [],
	hosts: null,
	participation: 'committed'
});

describe('the plan of the rounds to come', () => {
	test('nobody came or left: nothing to repair', () => {
		expect(repaired(planned())).toEqual({ kind: 'nothing' });
	});

	test('one leaves: nobody else moves', () => {
		const state = planned();
		begin(state);
		const { id } = traveller(state, 'hall');
		say(state, { type: 'leave' }, 'participant', id);
		const { seats, causes, moved } = sound(state);
		expect(causes).toEqual([{ code: 'left', people: 1 }]);
		expect(moved).toEqual([]);
		expect(seats).toEqual([2, 3].map((round) => ({ person: id, round, table: null })));
	});

	test('who comes late gets seats in the rounds to come, and nobody who was told a seat loses it', () => {
		const state = planned();
		begin(state);
		// A place is free: somebody else has gone home.
		say(state, { type: 'leave' }, 'participant', traveller(state, 'remote').id);
		const late = newcomer('late', 'remote');
		say(state, { type: 'add_people', people: [late] });
		say(state, { type: 'seat_person', person: late.id });
		const { rounds, moved, causes } = sound(state, [late.id]);
		expect(causes).toEqual([
			{ code: 'joined', people: 1 },
			{ code: 'left', people: 1 }
		]);
		expect(moved).toEqual([]);
		const visited = [seatOf(state, late.id), rounds[1]![late.id], rounds[2]![late.id]];
		expect(new Set(visited).size).toBe(3);
		expect(visited).not.toContain(undefined);
	});

	test.each([
		['in the hall', 'hall', null],
		['far away', 'remote', null],
		// A seat is free then, but none that she can use.
		['far away, after somebody in the hall has left', 'remote', 'hall']
	] as const)('%s: where every seat is taken, a late person gets the one more', (_where, way, leaves) => {
		const state = planned();
		begin(state);
		if (leaves) say(state, { type: 'leave' }, 'participant', traveller(state, leaves).id);
		const late = newcomer('late', way);
		say(state, { type: 'add_people', people: [late] });
		const { rounds } = sound(state, [late.id]);
		expect(rounds[1]![late.id]).toBeDefined();
	});

	test('a host leaves: who has taken over stays at the table, and hardly anybody else moves', () => {
		const state = planned();
		begin(state);
		const host = Object.values(deskOf(state).people).find((person) => person.hosts !== null && takesPart(person))!;
		const table = host.hosts!;
		const heir = tableOf(state, table).seated.find(({ person }) => person !== host.id)!.person;
		say(state, { type: 'leave' }, 'table_host', host.id);
		say(state, { type: 'change_host', table, from: null, to: heir });
		const { causes, rounds, moved } = sound(state);
		expect(causes).toContainEqual({ code: 'host_lost', table });
		expect([rounds[1]![heir], rounds[2]![heir]]).toEqual([table, table]);
		expect(new Set(moved.map(({ person }) => person)).size).toBeLessThanOrEqual(5);
	});

	test('a table that joined another one is not used again', () => {
		const state = planned();
		begin(state);
		const [gone, stays] = everyoneOf(state).card!.tables.filter(({ mode }) => mode === 'online');
		const [one, two] = tableOf(state, gone!.id).seated;
		for (const { person } of tableOf(state, gone!.id).seated)
			if (person !== one!.person) say(state, { type: 'leave' }, 'participant', person);
		expect(two).toBeDefined();
		say(state, { type: 'merge_table', table: gone!.id, into: stays!.id });
		const { rounds, causes } = sound(state);
		expect(causes).toContainEqual({ code: 'table_lost', table: gone!.id });
		for (const seats of rounds.slice(1)) expect(Object.values(seats)).not.toContain(gone!.id);
	});

	test('a lock that is set is followed', () => {
		const state = planned();
		const { id } = traveller(state, 'hall', 3);
		const { rounds: told } = deskOf(state).plan!;
		const table = everyoneOf(state).card!.tables.find(
			(card) => card.mode === 'hall' && told.every((seats) => seats[id] !== card.id)
		)!.id;
		say(state, { type: 'pin_seat', person: id, round: 2, table }, 'facilitator', lead(state));
		const { rounds, moved, causes } = sound(state);
		expect(rounds[1]![id]).toBe(table);
		expect(causes).toEqual([{ code: 'lock_set', person: id, round: 2, table }]);
		expect(moved.length).toBeLessThanOrEqual(3);
	});

	const stated = (
		state: EventState,
		{ id }: { id: PersonId },
		own: { attendance?: 'hall' | 'remote'; needs?: string[] }
	) => {
		const { attendance, device, languages, topics } = deskOf(state).people[id]!;
		const profile = { attendance, device, languages: [...languages], topics: [...topics], needs: [], ...own };
		say(state, { type: 'state_profile', ...profile }, 'participant', id);
	};
	const waiting = (state: EventState) =>
		waitingFor({ runtime: { state }, presence: { isHere: () => true } } as unknown as OpenEvent);

	test('[I5] who takes part far away now is told tables that she can join, and nobody else has to move', () => {
		const state = planned();
		const person = traveller(state, 'hall', 4);
		say(state, { type: 'leave' }, 'participant', traveller(state, 'remote').id);
		stated(state, person, { attendance: 'remote' });
		expect(waiting(state)?.counts).toMatchObject({ joined: 0, left: 1, misplaced: 1 });
		const { rounds, moved, causes } = sound(state, [person.id]);
		expect(causes).toEqual([
			{ code: 'left', people: 1 },
			{ code: 'misplaced', people: 1 }
		]);
		const modeOf = new Map(everyoneOf(state).card!.tables.map(({ id, mode }) => [id, mode]));
		for (const seats of rounds) expect(['online', 'linked']).toContain(modeOf.get(seats[person.id]!));
		expect(new Set(moved.map(({ person: who }) => who))).toEqual(new Set([person.id]));
		begin(state);
		expect(modeOf.get(seatOf(state, person.id)!)).not.toBe('hall');
	});

	test('who needs a way without steps now keeps the seats that have one', () => {
		const state = planned();
		const steps = everyoneOf(state).card!.tables.filter(({ stepFree, mode }) => mode === 'hall' && !stepFree);
		expect(steps.length).toBeGreaterThan(0);
		const bad = new Set(steps.map(({ id }) => id));
		const told = deskOf(state).plan!.rounds;
		const seatsOf = (id: PersonId) => told.map((seats) => seats[id]!);
		const person = Array.from({ length: 20 }, (_, nth) => traveller(state, 'hall', nth)).find(
			({ id }) => seatsOf(id).some((table) => bad.has(table)) && !seatsOf(id).every((table) => bad.has(table))
		)!;
		stated(state, person, { needs: ['step-free'] });
		expect(waiting(state)?.counts).toMatchObject({ joined: 0, misplaced: 1 });
		const { rounds, moved } = sound(state, [person.id]);
		for (const seats of rounds) expect(bad.has(seats[person.id]!)).toBe(false);
		expect(new Set(moved.map(({ person: who }) => who)).size).toBeLessThanOrEqual(3);
	});

	test('where languages do not count, a seat among strangers is none to repair', () => {
		const state = planned();
		const person = traveller(state, 'hall', 4);
		const card = everyoneOf(state).card!.tables.find(({ id }) => id === deskOf(state).plan!.rounds[0]![person.id])!;
		const spoken = { ...card, languages: ['de'] };
		const who = { ...person, languages: ['ja'] };
		const { weights, ...settings } = DEFAULT_SETTINGS;
		const heard = (language: 'strong' | 'off') =>
			keepsSeat(who, spoken, [], { ...settings, weights: { ...weights, language } });
		expect([heard('strong'), heard('off')]).toEqual([false, true]);
	});

	test('[I4] most go home: tables are given up until three sit at each', () => {
		const state = planned();
		begin(state);
		const { people } = deskOf(state);
		const stay = new Set(
			Object.values(people)
				.filter(({ attendance }) => attendance === 'remote')
				.slice(0, 14)
				.map(({ id }) => id)
		);
		for (const person of Object.values(people))
			if (person.attendance === 'remote' && takesPart(person) && !stay.has(person.id))
				say(state, { type: 'leave' }, person.hosts ? 'table_host' : 'participant', person.id);
		const { causes } = sound(state);
		expect(causes.some(({ code }) => code === 'table_lost')).toBe(true);
	});
});
