import { expect, it } from 'vitest';
import type { TableCard } from '../domain/event/event-card.ts';
import { tablesTyped } from './table-numbers.ts';

const cards = [1, 2, 3, 5, 12].map((number) => ({ number, id: `T${number}` })) as unknown as TableCard[];

it.each([
	['3', ['T3']],
	['1-3, 12', ['T1', 'T2', 'T3', 'T12']],
	[' 2 – 5;1 ', ['T2', 'T3', 'T5', 'T1']],
	['2 2 2', ['T2']],
	['', []],
	[' ,; ', []]
])('reads %j', (text, tables) => expect(tablesTyped(text, cards)).toEqual({ ok: true, tables }));

it.each([
	['4', '4'],
	['1, x', 'x'],
	['3-1', '3-1'],
	['1-99', '1-99'],
	['-2', '-2'],
	['1e3', '1e3']
])('names what is wrong in %j', (text, unknown) => expect(tablesTyped(text, cards)).toEqual({ ok: false, unknown }));
