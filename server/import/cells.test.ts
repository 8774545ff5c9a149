import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, unguardCell } from './cells.ts';

test.each(['=1+1', '+49 30', '-2+3', '@SUM(1+1)', '\t=1', '\r=1', '＝1+1', "'=1", "''@x"])('%j is guarded', (text) => {
	expect(guardCell(text)).toBe(`'${text}`);
});
test.each(['Anna', "'t Hof", "'", '', '1+1', ' =1'])('%j is left alone, both ways', (text) => {
	expect(guardCell(text)).toBe(text);
	expect(unguardCell(text)).toBe(text);
});
test('no guarded cell begins a formula, and every text comes back', () => {
	const text = fc.oneof(
		fc.string(),
		fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '＝')).map((all) => all.join(''))
	);
	fc.assert(
		fc.property(text, (each) => {
			expect(guardCell(each)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
			expect(unguardCell(guardCell(each))).toBe(each);
		})
	);
});
