import { describe, expect, test } from 'vitest';
import { withSeats, type PlannedSeat } from '#lib/domain/cafe/plan-diff.ts';
import { canSitAt } from '#lib/domain/cafe/seating.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { weighChange } from './change-job.ts';
import { say } from '../testing/examples.ts';
import { plannedGathering } from '../gathering.ts';
import { lead, planned, traveller } from '../testing/planned.ts';

describe('a change by hand', () => {
	const weighed = (state: EventState, seats: PlannedSeat[]) =>
		weighChange({ kind: 'change', gathering: JSON.stringify(plannedGathering(state)), seats });

	test('a trade costs what the verifier counts', () => {
		const state = planned();
		const [a, b] = [traveller(state, 'hall', 5), traveller(state, 'hall', 6)];
		const { rounds } = deskOf(state).plan!;
		const [at, bt] = [rounds[1]![a.id]!, rounds[1]![b.id]!] as [TableId, TableId];
		const answer = weighed(state, [
			{ person: a.id, round: 2, table: bt },
			{ person: b.id, round: 2, table: at }
		]);
		expect(answer.before.pairsMeetingAgain).toBe(deskOf(state).plan!.sheet.pairsMeetingAgain);
		expect(answer.after.people).toBe(answer.before.people);
	});

	test.each([
		['hall', 'online'],
		['remote', 'hall']
	] as const)('somebody %s has no seat at a table that is %s', (attendance, mode) => {
		const state = planned();
		const person = traveller(state, attendance).id;
		const table = everyoneOf(state).card!.tables.find((card) => card.mode === mode)!.id;
		expect(weighed(state, [{ person, round: 1, table }]).breaches).toContainEqual(
			expect.objectContaining({ rule: 'attendance', round: 1, persons: [person] })
		);
	});

	test('a host away from her table, a lock left, a table of two: each is refused', () => {
		const state = planned();
		const { people, plan, pins } = deskOf(state);
		const { tables } = everyoneOf(state).card!;
		const host = Object.values(people).find(({ hosts, attendance }) => hosts !== null && attendance === 'hall')!;
		const elsewhere = (not: TableId) => tables.find(({ id, mode }) => mode === 'hall' && id !== not)!.id;
		const rules = (seats: PlannedSeat[]) => weighed(state, seats).breaches.map(({ rule }) => rule);
		expect(rules([{ person: host.id, round: 1, table: elsewhere(host.hosts!) }])).toContain('host');
		const pin = pins[0]!;
		expect(rules([{ ...pin, table: elsewhere(pin.table) }])).toContain('locked');
		const there = Object.entries(plan!.rounds[0]!).filter(([, table]) => table === host.hosts);
		const two = there.slice(0, there.length - 2) as [PersonId, TableId][];
		expect(rules(two.map(([person]) => ({ person, round: 1, table: null })))).toContain('minSeats');
	});

	test('somebody alone goes to a table as large as the own one: uneven tables are told, and refused to no hand', () => {
		const state = planned();
		const { rounds } = deskOf(state).plan!;
		const { tables } = everyoneOf(state).card!;
		const sizeAt = (table: TableId) => Object.values(rounds[1]!).filter((at) => at === table).length;
		const sitting = (person: PersonId) => tables.find(({ id }) => id === rounds[1]![person])!;
		const uneven = [5, 6, 7, 8, 9].flatMap((nth) => {
			const { id, languages } = traveller(state, 'hall', nth);
			const from = sitting(id);
			const to = tables.find(
				(card) => card.mode === 'hall' && card.id !== from.id && sizeAt(card.id) === 5 && canSitAt(person(id), card, [])
			);
			return to && languages.includes('en') ? [{ person: id, round: 2, table: to.id }] : [];
		});
		function person(id: PersonId) {
			return deskOf(state).people[id]!;
		}
		expect(uneven.length).toBeGreaterThan(0);
		for (const seat of uneven) {
			const { breaches, after } = weighed(state, [seat]);
			expect(breaches.map(({ rule }) => rule)).toEqual([]);
			expect(after.largest).toBe(6);
		}
		const { table } = uneven[0]!;
		const two = [5, 6, 7].map((nth) => ({ person: traveller(state, 'hall', nth).id, round: 2, table }));
		expect(weighed(state, two).breaches.map(({ rule }) => rule)).toContain('seats');
	});

	test('what was wrong before is no reason against a change that does not make it worse', () => {
		const state = planned();
		const { plan, people } = deskOf(state);
		const host = Object.values(people).find(({ hosts, attendance }) => hosts !== null && attendance === 'hall')!;
		const there = Object.entries(plan!.rounds[2]!).filter(([id, table]) => table === host.hosts && id !== host.id);
		const away = there.slice(1).map(([id]): PlannedSeat => ({ person: id as PersonId, round: 3, table: null }));
		const rounds = withSeats(plan!.rounds, away);
		say(
			state,
			{ type: 'adopt_plan', rounds, sheet: plan!.sheet, basis: 1, step: { kind: 'moved', moved: 0 } },
			'facilitator',
			lead(state)
		);
		const [last] = there[0] as [PersonId, TableId];
		expect(weighed(state, [{ person: last, round: 3, table: null }]).breaches.map(({ rule }) => rule)).toContain(
			'minSeats'
		);
		const back = away[0]!.person;
		expect(weighed(state, [{ person: back, round: 3, table: host.hosts! }]).breaches).toEqual([]);
	});
});
