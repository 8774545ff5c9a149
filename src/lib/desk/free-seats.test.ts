import { expect, it } from 'vitest';
import { freeSeats } from './free-seats.ts';

it('are remote people with a facilitator’s pins, each once; printed cards and hall people are not', () => {
	const people = { a: { attendance: 'remote' }, j: { attendance: 'hall' }, c: { attendance: 'remote' } };
	const pin = (person: string, round: number, source = 'facilitator') => ({ person, round, table: 'T1', source });
	const pins = [pin('a', 1), pin('a', 2), pin('j', 1), pin('c', 1, 'card'), pin('gone', 1)];
	expect(freeSeats({ people, pins } as never)).toEqual(['a']);
});
