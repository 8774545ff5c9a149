/** A table has other seats than when the plan was made: who moves, and who gets a seat. */
import { describe, expect, test } from 'vitest';
import { withSeats } from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';
import type { NewPerson } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf, tableCardOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../../events/open-event.ts';
import { waitingFor } from '../gaps.ts';
import { plannedGathering } from '../gathering.ts';
import { say } from '../testing/examples.ts';
import { lead, planned, traveller } from '../testing/planned.ts';
import { weighChange } from './change-job.ts';
import { repairPlan } from './repair-job.ts';

const T07 = 'T07' as TableId;
const begin = (state: EventState) => say(state, { type: 'start_round', round: 1 }, 'facilitator', lead(state));
const set = (state: EventState, seats: number, table: TableId = T07) => {
	const from = tableCardOf(state, table)!.seats;
	say(state, { type: 'set_table_seats', table, seats, from }, 'facilitator', lead(state));
};
const waiting = (state: EventState) =>
	waitingFor({ runtime: { state }, presence: { isHere: () => true } } as unknown as OpenEvent);
const repaired = (state: EventState, coming: PersonId[] = []) =>
	repairPlan({ kind: 'repair', gathering: JSON.stringify(plannedGathering(state)), coming });

/** The repair, what it moves, and the most people at each table of the rounds to come. */
function sound(state: EventState, coming: PersonId[] = []) {
	const answer = repaired(state, coming);
	if (answer.kind !== 'repaired') throw new Error(JSON.stringify(answer));
	const { plan } = deskOf(state);
	const { settled } = plannedGathering(state)!;
	const rounds = withSeats(plan!.rounds, answer.seats);
	for (const { round } of answer.seats) expect(round).toBeGreaterThan(settled);
	const moved = answer.seats.filter(({ person, round }) => plan!.rounds[round - 1]![person] !== undefined);
	return { ...answer, moved, rounds, most: mostPlanned(rounds.slice(settled)) };
}
const adopt = (state: EventState, rounds: ReturnType<typeof sound>['rounds']) => {
	const { plan } = deskOf(state);
	const step = { kind: 'repaired', moved: 0 } as const;
	const adopted = { type: 'adopt_plan', rounds, sheet: plan!.sheet, basis: plan!.version, step } as const;
	say(state, { ...adopted, settings: plan!.settings! }, 'facilitator', lead(state));
};

describe('fewer chairs', () => {
	test('one person of each round to come goes elsewhere, nobody else moves, and the desk reads why', () => {
		const state = planned();
		begin(state);
		set(state, 4);
		expect(waiting(state)).toMatchObject({ counts: { left: 0, tablesTooFull: 1 } });
		expect([...waiting(state)!.gaps]).toEqual(['seats T07 4']);
		const { moved, causes, most, rounds } = sound(state);
		expect(causes).toEqual([{ code: 'seats_changed', table: T07, seats: 4 }]);
		const told = deskOf(state).plan!.rounds;
		expect(moved.map(({ round, person }) => [round, told[round - 1]![person]])).toEqual([
			[2, T07],
			[3, T07]
		]);
		expect([most.get(T07), Math.max(...most.values())]).toEqual([4, 6]);
		adopt(state, rounds);
		expect([waiting(state), repaired(state)]).toEqual([null, { kind: 'nothing' }]);
	});

	test('where seats are free elsewhere, no table gets one more than it has', () => {
		const state = planned();
		for (const nth of [0, 1]) say(state, { type: 'leave' }, 'participant', traveller(state, 'hall', nth).id);
		begin(state);
		adopt(state, sound(state).rounds);
		set(state, 4);
		const { moved, most } = sound(state);
		expect(moved.length).toBeGreaterThanOrEqual(2);
		expect([most.get(T07), Math.max(...most.values())]).toEqual([4, 5]);
	});

	test('somebody has left the table since: nobody has to move, and the chairs are no reason', () => {
		const state = planned();
		begin(state);
		const told = deskOf(state).plan!.rounds;
		const there = (round: number) =>
			Object.keys(told[round - 1]!).filter((id) => told[round - 1]![id as PersonId] === T07);
		const { people } = deskOf(state);
		const leaving = [2, 3].map((round) => there(round).find((id) => people[id as PersonId]!.hosts === null)!);
		for (const id of new Set(leaving)) say(state, { type: 'leave' }, 'participant', id as PersonId);
		set(state, 4);
		expect(waiting(state)?.counts).toMatchObject({ left: new Set(leaving).size, tablesTooFull: 0 });
		const { causes, moved } = sound(state);
		expect(causes).toEqual([{ code: 'left', people: new Set(leaving).size }]);
		expect(moved.every(({ table }) => table === null)).toBe(true);
	});

	test('at four tables: as many move as must', () => {
		const state = planned();
		begin(state);
		const set3 = ['T01', 'T02', 'T33', 'T34'] as TableId[];
		for (const table of set3) set(state, 3, table);
		const { moved, most, causes } = sound(state);
		expect(set3.map((table) => most.get(table))).toEqual([3, 3, 3, 3]);
		expect(causes).toHaveLength(4);
		// Two of each table, in two rounds.
		expect(moved).toHaveLength(4 * 2 * 2);
	});

	test('nobody is told to go where no seat is either, and who comes or leaves is seen to all the same', () => {
		const state = planned();
		for (const { id } of everyoneOf(state).card!.tables) set(state, 4, id);
		begin(state);
		expect(waiting(state)?.counts).toMatchObject({ tablesTooFull: 40 });
		const first = repaired(state);
		expect(first).toMatchObject({ kind: 'repaired', seats: [], causes: [] });
		const gone = traveller(state, 'hall').id;
		say(state, { type: 'leave' }, 'participant', gone);
		const { moved, most } = sound(state);
		expect([...new Set(moved.map(({ person }) => person))]).toEqual([gone]);
		expect(Math.max(...most.values())).toBe(5);
	});

	test('a table that was planned larger because more came than there are seats is none to repair', () => {
		const state = planned();
		expect(waiting(state)).toBeNull();
		const told = deskOf(state).plan!.rounds;
		const guest = traveller(state, 'hall').id;
		const from = told[1]![guest]!;
		const rounds = withSeats(told, [{ person: guest, round: 2, table: from === T07 ? ('T08' as TableId) : T07 }]);
		adopt(state, rounds);
		expect(waiting(state)).toBeNull();
	});

	test('the way back to a plan with too many people there is closed by the name of its rule', () => {
		const state = planned();
		set(state, 3);
		const { rounds: told } = deskOf(state).plan!;
		const { rounds, seats } = sound(state);
		adopt(state, rounds);
		const back = seats.map(({ person, round }) => ({ person, round, table: told[round - 1]![person]! }));
		const undone = () =>
			weighChange({
				kind: 'change',
				gathering: JSON.stringify(plannedGathering(state)),
				seats: back,
				settings: DEFAULT_SETTINGS
			}).breaches.map(({ rule, tables }) => [rule, tables]);
		expect(undone()).toContainEqual(['seats', [T07]]);
		set(state, 5);
		expect(undone()).toEqual([]);
	});
});

const remote: Omit<NewPerson, 'id'> = {
	...{ role: 'participant', needs: [], hosts: null, participation: 'committed' },
	profile: {
		...{ attendance: 'remote', device: 'own', languages: ['en'], country: null, organisation: null },
		...{ tags: [], topics: [] }
	}
};

describe('more chairs', () => {
	test('people without a seat get one there, and nobody who was told a seat moves', () => {
		const state = planned();
		begin(state);
		const ids = Array.from({ length: 10 }, (_, n) => `late${n}` as PersonId);
		for (const id of ids) say(state, { type: 'add_people', people: [{ ...remote, id }] });
		// Eight online tables take one more each: two of the ten have no seat.
		const refused = repaired(state, ids);
		expect(refused).toMatchObject({ kind: 'refused', refused: { rule: 'attendance' } });
		set(state, 8, 'T33' as TableId);
		const { moved, most, seats, causes } = sound(state, ids);
		expect(moved).toEqual([]);
		expect(causes).toEqual([{ code: 'joined', people: 10 }]);
		expect(seats).toHaveLength(10 * 2);
		expect(most.get('T33' as TableId)).toBe(8);
	});
});
