import { expect, it } from 'vitest';
import type { TableCard } from '../domain/event/event-card.ts';
import type { TableId } from '../domain/ids.ts';
import type { DeskPerson } from '../domain/people/person.ts';
import { seatChoices } from './seat-choices.ts';

const table = (number: number, more: Partial<TableCard> = {}): TableCard =>
	({
		id: `T${number}` as TableId,
		number,
		seats: 5,
		mode: 'hall',
		topic: 'a',
		languages: [],
		stepFree: true,
		...more
	}) as TableCard;
const person = { attendance: 'hall', languages: ['en'] } as unknown as DeskPerson;
const tables = [
	table(1),
	table(2, { topic: 'b' as never }),
	table(3, { mode: 'online' }),
	table(4),
	table(5),
	table(6, { languages: ['fr'] }),
	table(7, { stepFree: false })
];
const full = (count: number) => Array.from({ length: count });
const taken = new Map<TableId, unknown[]>([
	['T1', full(3)],
	['T2', full(2)],
	['T3', full(2)],
	['T4', full(5)],
	['T5', []],
	['T6', full(2)],
	['T7', full(2)]
] as [TableId, unknown[]][]);
const numbers = (people: number, needs: string[] = []) =>
	seatChoices(Array(people).fill({ person, needs }), { tables, taken, from: tables[0]! }).map(
		({ table: { number } }) => number
	);

it('offers tables with a chair, same topic first; never empty ones, online ones, or those that speak another language', () => {
	expect(numbers(1)).toEqual([4, 7, 2]);
});
it('keeps step-free needs', () => expect(numbers(1, ['step-free'])).toEqual([4, 2]));
it('offers only tables where all of them fit', () => {
	expect(numbers(4)).toEqual([7, 2]);
	expect(numbers(5)).toEqual([]);
});
