import { expect, it } from 'vitest';
import type { PersonId, TableId } from '../domain/ids.ts';
import { companyIn, meetingsOf, seatsThatDiffer, type Rounds } from './plan-company.ts';

const seats = (tables: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(tables).flatMap(([table, people]) => [...people].map((person) => [person, table]))
	) as Rounds[number];
const p = (id: string) => id as PersonId;
const t = (id: string) => id as TableId;
const rounds = [seats({ A: 'abc', B: 'de' }), seats({ A: 'ade', B: 'bc' }), seats({ A: 'ab', B: 'cd' })];
const company = companyIn(rounds);

it('knows who sits where, and nobody at a table or in a round that is not planned', () => {
	expect(company.at(1, t('A'))).toEqual(['a', 'b', 'c']);
	expect(company.at(4, t('A'))).toEqual([]);
	expect(company.at(0, t('A'))).toEqual([]);
	expect(company.at(1, t('Z'))).toEqual([]);
	expect(company.tableOf(3, p('e'))).toBeNull();
	expect(company.withPerson(3, p('e'))).toEqual([]);
	expect(company.withPerson(2, p('a'))).toEqual(['d', 'e']);
});

it('is not fooled by names that every object has', () => {
	expect(company.tableOf(1, p('constructor'))).toBeNull();
});

it('counts the rounds of a pair, with one round left out', () => {
	expect(company.meetings(p('a'), p('b'))).toEqual([1, 3]);
	expect(company.meetings(p('a'), p('b'), 1)).toEqual([3]);
	expect(company.meetings(p('b'), p('c'), 1)).toEqual([2]);
	expect(company.meetings(p('a'), p('e'), 2)).toEqual([]);
	// Neither has a seat in round 3: that is no meeting.
	expect(companyIn([seats({ A: 'a' })]).meetings(p('x'), p('y'))).toEqual([]);
});

it('lists whom somebody meets by round, and in which others again', () => {
	expect(meetingsOf(company, 3, p('b'))).toEqual([
		[
			{ person: 'a', also: [3] },
			{ person: 'c', also: [2] }
		],
		[{ person: 'c', also: [1] }],
		[{ person: 'a', also: [1] }]
	]);
});

it('counts seats and people that two plans treat differently', () => {
	expect(seatsThatDiffer(rounds, rounds)).toEqual({ seats: 0, people: 0 });
	const other = [seats({ A: 'abc', B: 'de' }), seats({ A: 'abe', B: 'dc' }), seats({ A: 'ab', B: 'cde' })];
	// b and d change places in round 2, e is new in round 3.
	expect(seatsThatDiffer(rounds, other)).toEqual({ seats: 3, people: 3 });
	expect(seatsThatDiffer(rounds, rounds.slice(0, 2))).toEqual({ seats: 4, people: 4 });
});
