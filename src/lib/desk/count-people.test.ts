import { expect, it } from 'vitest';
import { countPeople } from './count-people.ts';

const person = (more: object) => ({
	role: 'participant',
	participation: 'committed',
	device: 'own',
	attendance: 'hall',
	hosts: null,
	...more
});
const people = {
	a: person({}),
	b: person({ device: 'none' }),
	c: person({ attendance: 'remote' }),
	d: person({ role: 'table_host', hosts: 'T1' }),
	e: person({ participation: 'arrived' }),
	f: person({ role: 'facilitator' })
} as never;
const tally = (expected: number, hostHere: boolean) => ({ expected, hostHere }) as never;

it('counts only who takes part, by their way', () => {
	expect(countPeople({ people, seating: null }, 40, new Map())).toEqual({
		hall: 2,
		remote: 1,
		paper: 1,
		hosts: 1,
		hostsNeeded: 40
	});
});

it('while people sit, hosts are counted at tables that have people', () => {
	const tallies = new Map([
		['T1', tally(5, true)],
		['T2', tally(4, false)],
		['T3', tally(0, false)]
	]) as never;
	expect(countPeople({ people, seating: {} as never }, 40, tallies)).toMatchObject({ hosts: 1, hostsNeeded: 2 });
});
