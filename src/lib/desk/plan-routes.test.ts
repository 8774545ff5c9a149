import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';
import { foundRoutes, routesOf, seatedIn } from './plan-routes.ts';

const card = { tables: [1, 12, 27].map((number) => ({ id: `T${number}`, number })) } as unknown as EventCard;
const person = (id: string, more: object = {}) => ({ id, attendance: 'hall', device: 'own', hosts: null, ...more });
const desk = {
	people: {
		z: person('z'),
		j: person('j', { device: 'none', organisation: 'Malmö – Skills', country: 'SE', tags: ['starting'] }),
		h: person('h', { hosts: 'T12' }),
		out: person('out')
	},
	pins: [{ person: 'j', round: 1, table: 'T27', source: 'card' }],
	plan: {
		rounds: [
			{ z: 'T12', j: 'T27', h: 'T12' },
			{ j: 'T12', h: 'T12', z: 'gone' }
		]
	}
} as never;
const routes = routesOf(desk, card, { z: 'Zoë', j: 'Jonas Weber', h: 'Érika', out: 'Out' } as never, 'en');

it('lists who is planned, by name, with table and pin of each round', () => {
	expect(routes.map(({ name, takesPart, host }) => [name, takesPart, host])).toEqual([
		['Érika', 'hall', true],
		['Jonas Weber', 'paper', false],
		['Zoë', 'hall', false]
	]);
	expect(routes[1]!.stops.map(({ table, pinned }) => [table?.number, pinned])).toEqual([
		[27, true],
		[12, false]
	]);
	expect(routes[2]!.stops[1]!.table).toBeNull();
});

it('finds names without accents, and tables by number', () => {
	const names = (query: string) => foundRoutes(routes, query).map(({ name }) => name);
	expect(names(' erik')).toEqual(['Érika']);
	expect(names('WEBER')).toEqual(['Jonas Weber']);
	expect(names('27')).toEqual(['Jonas Weber']);
	expect(names('malmo')).toEqual(['Jonas Weber']);
	expect(names('start')).toEqual(['Jonas Weber']);
	expect(names('')).toHaveLength(3);
	expect(names('nobody')).toEqual([]);
});

it('seats the host first', () => {
	expect(
		seatedIn(routes, 2)
			.get('T12' as TableId)
			?.map(({ person: id }) => id)
	).toEqual(['h', 'j']);
	expect(seatedIn(routes, 9).size).toBe(0);
});

it('finds names by the letters that people have on their keys', () => {
	const named = (name: string) => [{ name, about: '', stops: [] }] as never;
	for (const [name, query] of [
		['Søren Ærø', 'soren aero'],
		['Łukasz', 'lukasz'],
		['Niamh O’Brien', "o'brien"],
		['Niamh O’Brien', 'obrien'],
		['Jörg Weiß', 'weiss']
	] as const)
		expect(foundRoutes(named(name), query), query).toHaveLength(1);
});
