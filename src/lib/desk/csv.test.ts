import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it.each([
	['=1+1', "'=1+1"],
	['  @cmd', "'  @cmd"],
	['+49 1', "'+49 1"],
	['-x', "'-x"],
	['\t=1', "'\t=1"],
	['a,b', '"a,b"'],
	['say "hi"', '"say ""hi"""'],
	['=a,"b"', '"\'=a,""b"""'],
	['two\nlines', '"two\nlines"'],
	[-5, '-5'],
	[null, '']
])('%j becomes %j', (value, cell) => expect(csvOf([[value]], ',')).toBe(`\uFEFF${cell}\r\n`));

it('ends every row, and keeps empty cells', () =>
	expect(
		csvOf(
			[
				['a', 1],
				[null, 'b;c']
			],
			';'
		)
	).toBe('\uFEFFa;1\r\n;"b;c"\r\n'));
