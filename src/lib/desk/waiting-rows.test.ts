import { describe, expect, test } from 'vitest';
import type { PersonId } from '../domain/ids.ts';
import type { DoorPart } from '../domain/parts.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { waitingRows, waitingWords } from './waiting-rows.ts';

const NOBODY = { people: {} };
const waiting = (person: string, since: number) => ({ person: person as PersonId, attendance: 'hall' as const, since });
const onDesk = (...people: [string, DeskPerson['participation']][]) => ({
	people: Object.fromEntries(
		people.map(([id, participation]) => [id, { id, participation, attendance: 'remote' } as unknown as DeskPerson])
	) as Record<PersonId, DeskPerson>
});
const door: DoorPart = { waiting: [waiting('b', 1), waiting('a', 2)] };

describe('waitingRows', () => {
	test('a greeter sees who waits, without the desk', () => {
		expect(waitingRows(door, NOBODY, { ['a' as PersonId]: 'Ada' })).toEqual([
			{ id: 'b', name: 'somebody', takesPart: 'hall', since: 1 },
			{ id: 'a', name: 'Ada', takesPart: 'hall', since: 2 }
		]);
	});

	test('the desk sees nobody twice, and those whom only an older log knows first', () => {
		const rows = waitingRows(door, onDesk(['a', 'waiting'], ['old', 'waiting'], ['in', 'committed']), {});
		expect(rows.map(({ id, since }) => [id, since])).toEqual([
			['old', null],
			['b', 1],
			['a', 2]
		]);
	});
});

test.each([
	[59_000, 'has just come'],
	[60_000, 'waits for 1 minute'],
	[299_999, 'waits for 4 minutes']
])('after %i ms: %s', (ms, words) => expect(waitingWords({ since: 5 }, ms + 5)).toBe(words));

test('nothing is made up for who came before the list', () => expect(waitingWords({ since: null }, 5)).toBeUndefined());
