import { expect, it } from 'vitest';
import { freeSeats, stillFree } from './free-seats.ts';

it('are remote people with a facilitator’s pins, each once; printed cards and hall people are not', () => {
	const people = { a: { attendance: 'remote' }, j: { attendance: 'hall' }, c: { attendance: 'remote' } };
	const pin = (person: string, round: number, source = 'facilitator') => ({ person, round, table: 'T1', source });
	const pins = [pin('a', 1), pin('a', 2), pin('j', 1), pin('c', 1, 'card'), pin('gone', 1)];
	expect(freeSeats({ people, pins } as never)).toEqual(['a']);
});

it('are counted down: who came in, or left again, has taken hers', () => {
	const states = ['invited', 'arrived', 'committed', 'away', 'left'];
	const people = Object.fromEntries(
		states.map((participation) => [participation, { attendance: 'remote', participation }])
	);
	const pins = states.map((person) => ({ person, round: 1, table: 'T1', source: 'facilitator' }));
	expect(freeSeats({ people, pins } as never)).toHaveLength(5);
	expect(stillFree({ people, pins } as never)).toEqual(['invited']);
});
