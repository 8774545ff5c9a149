import { expect, it } from 'vitest';
import { countOf, foundRows, peopleRows, PEOPLE_FILTERS, stateWord } from './people-rows.ts';

const person = (id: string, more: object) => ({
	id,
	role: 'participant',
	participation: 'committed',
	attendance: 'hall',
	device: 'own',
	hosts: null,
	...more
});
const desk = {
	people: {
		a: person('a', {}),
		b: person('b', { participation: 'waiting' }),
		c: person('c', { device: 'none', participation: 'invited' }),
		d: person('d', { role: 'table_host', hosts: 'T1', participation: 'away' }),
		e: person('e', { role: 'facilitator', participation: 'invited' }),
		f: person('f', { participation: 'removed', hosts: 'T2' }),
		g: person('g', { participation: 'left', forgotten: true, device: 'none' })
	},
	seating: { version: 1, round: 1, seats: { a: 'T1' } }
} as never;
const rows = peopleRows(desk, { a: 'Åsa', b: 'Bo', c: 'Cy', d: 'Dee', e: 'Eve', f: 'Fay' } as never, 'en');

it('filters by how people stand; who is gone is only among the gone', () => {
	const counts = Object.fromEntries(PEOPLE_FILTERS.map((filter) => [filter, countOf(rows, filter)]));
	expect(counts).toEqual({
		all: 5,
		waiting: 1,
		invited: 1,
		arrived: 0,
		committed: 2,
		paper: 1,
		hosts: 1,
		crew: 1,
		gone: 2
	});
});

it('finds names without accents, within the filter', () => {
	expect(foundRows(rows, 'all', 'asa').map(({ id }) => id)).toEqual(['a']);
	expect(foundRows(rows, 'waiting', 'asa')).toEqual([]);
	expect(foundRows(rows, 'gone', '')).toHaveLength(2);
});

it('says where somebody sits', () => expect(rows.find(({ id }) => id === 'a')?.table).toBe('T1'));

it('has a word for every state, and none is lost', () => {
	expect(stateWord('away')).toBe('away');
	expect(stateWord('constructor')).toBe('constructor');
});
