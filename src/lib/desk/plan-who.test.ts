import { expect, it } from 'vitest';
import type { EventCard } from '../domain/event/event-card.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import type { Names } from '../protocol/wire.ts';
import { planView } from './plan-moves.ts';
import { bearersOf } from './plan-who.ts';

const table = (id: string, number: number, topic: string | null, more: object = {}) => ({
	...{ id, number, topic, mode: 'hall', seats: 4, languages: [], stepFree: true },
	...more
});
const card = {
	topics: [{ id: 'x', title: { en: 'Skills' } }],
	tables: [table('A', 3, 'x'), table('B', 7, 'y'), table('C', 9, 'x')]
} as unknown as EventCard;
const names = { a: 'Anna', b: 'Bo', c: 'Chiara', d: 'Dora', h: 'Host' } as unknown as Names;
const person = (id: string, more: Partial<DeskPerson> = {}) =>
	({ id, attendance: 'hall', languages: [], hosts: null, country: null, organisation: null, ...more }) as DeskPerson;
const bearers = (rounds: object[], more: Record<string, Partial<DeskPerson>> = {}) => {
	const ids = new Set(rounds.flatMap((seats) => Object.keys(seats)));
	const people = Object.fromEntries([...ids].map((id) => [id, person(id, more[id])]));
	return bearersOf(planView({ card, rounds: rounds as never, people: people as never, needs: {} }), names, 'en');
};
const texts = (borne: readonly { text: string }[]) => borne.map(({ text }) => text);

it('names pairs that meet again with every table and round, once each', () => {
	const { again } = bearers([
		{ a: 'A', b: 'A', c: 'A' },
		{ a: 'B', b: 'B', c: 'A' },
		{ a: 'C', b: 'C', c: 'C' }
	]);
	expect(texts(again)).toEqual([
		'Anna and Bo (counts as 2): table 3 in round 1, table 7 in round 2, and table 9 in round 3',
		'Anna and Chiara: table 3 in round 1 and table 9 in round 3',
		'Bo and Chiara: table 3 in round 1 and table 9 in round 3'
	]);
	expect(again.map((each) => each.person)).toEqual(['a', 'a', 'b']);
	const same = bearers([
		{ a: 'A', b: 'A' },
		{ a: 'A', b: 'A' }
	]);
	expect(texts(same.again)).toEqual(['Anna and Bo: table 3 in rounds 1 and 2']);
});

it('names who returns to a table or a topic, but no host', () => {
	const { table: tables, topic } = bearers(
		[
			{ a: 'A', b: 'A', h: 'B' },
			{ a: 'A', b: 'C', h: 'B' }
		],
		{ h: { hosts: 'B' as never } }
	);
	expect(texts(tables)).toEqual(['Anna: table 3 in rounds 1 and 2']);
	expect(texts(topic)).toEqual(['Anna: Skills, rounds 1 and 2', 'Bo: Skills, rounds 1 and 2']);
});

it('names pairs from one country or organisation, in every round in which they share a table', () => {
	const fr = { country: 'FR', organisation: 'Lyon' };
	const found = bearers([{ a: 'A', b: 'A', c: 'A', d: 'B' }], { a: fr, b: { country: 'FR' }, d: fr });
	expect(texts(found.country)).toEqual(['Anna and Bo: table 3 in round 1']);
	// Two who told no organisation have none in common.
	expect(found.organisation).toEqual([]);
});

it('knows the returns that two tables for three rounds force, also where somebody can sit at one only', () => {
	const rounds = [
		{ a: 'A', b: 'A' },
		{ a: 'B', b: 'B' },
		{ a: 'A', b: 'A' }
	];
	expect(bearers(rounds).least).toEqual({ table: 2, topic: 2 });
	expect(bearers(rounds, { b: { attendance: 'remote' } }).least.table).toBe(1 + 3);
});

it('names the smallest tables, and tables without a host where others have one', () => {
	const rounds = [{ a: 'A', b: 'A', h: 'B', c: 'B', d: 'C' }];
	expect(bearers(rounds).hostless).toEqual([]);
	const hosted = bearers(rounds, { h: { hosts: 'B' as never } });
	expect(hosted.hostless).toEqual([3, 9]);
	expect(texts(hosted.small)).toEqual(['1 people at table 9 in round 1']);
});
