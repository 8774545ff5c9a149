import { describe, expect, it } from 'vitest';
import type { PersonId } from '../domain/ids.ts';
import type { Seated } from '../domain/parts.ts';
import { seatStateOf, shortNames, takesPartAs } from './table-people.ts';

const amina = 'amina' as PersonId;
const seat = (over: Partial<Seated> = {}): Seated => ({
	person: amina,
	attendance: 'remote',
	device: 'own',
	placed: true,
	...over
});

describe('takesPartAs', () => {
	it('tells hall, remote and paper apart', () => {
		expect(takesPartAs(seat())).toBe('remote');
		expect(takesPartAs(seat({ attendance: 'hall' }))).toBe('hall');
		expect(takesPartAs(seat({ attendance: 'hall', device: 'none' }))).toBe('paper');
	});
});

describe('shortNames', () => {
	it('is the first name, unless two at the table share it', () => {
		expect(shortNames(['Amina Osman Warsame', 'Å', ' Loïc N’Guessan'])).toEqual(['Amina', 'Å', 'Loïc']);
		expect(shortNames(['Anna Bakker', 'Bas Anna', 'Anna Berg'])).toEqual(['Anna Bakker', 'Bas', 'Anna Berg']);
		expect(shortNames(['', '福田 愛'])).toEqual(['', '福田']);
	});
});

describe('seatStateOf', () => {
	it('a remote person without a connection is coming back, or still coming while tables change', () => {
		expect(seatStateOf(seat(), [amina], false, null)).toBe('here');
		expect(seatStateOf(seat(), [], false, null)).toBe('coming_back');
		expect(seatStateOf(seat(), [], true, null)).toBe('coming');
	});
	it('nobody in the hall is called missing for a phone in the pocket', () => {
		expect(seatStateOf(seat({ attendance: 'hall' }), [], false, null)).toBe('here');
		expect(seatStateOf(seat({ attendance: 'hall', placed: false }), [], false, null)).toBe('here');
	});
	it('the host of a hall table is not on the way', () => {
		expect(seatStateOf(seat({ attendance: 'hall', placed: false }), [], true, amina)).toBe('here');
	});
	it('in a move hall people are on the way until somebody says "here"', () => {
		expect(seatStateOf(seat({ attendance: 'hall', placed: false }), [amina], true, null)).toBe('on_the_move');
		expect(seatStateOf(seat({ attendance: 'hall', placed: true }), [], true, null)).toBe('here');
	});
});
