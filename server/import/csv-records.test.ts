import { describe, expect, test } from 'vitest';
import { isColumn } from './columns.ts';
import { detectDelimiter, readRecords } from './csv-records.ts';

describe('delimiter', () => {
	test.each([
		['id,name', ','],
		['id;name;role', ';'],
		['id\tname', '\t'],
		['\n\n"id";"name"', ';'],
		['id;name,role;device', ';'],
		['name', ','],
		['nothing;known', ',']
	])('of %j is %j', (text, expected) => {
		expect(detectDelimiter(text, isColumn)).toBe(expected);
	});
});

describe('records', () => {
	const lines = (text: string) => {
		const read = readRecords(text, ',', 100);
		return read.ok ? read.value.map(({ line, cells }) => `${line}: ${cells.join('/')}`) : read.error;
	};
	test('carry the line on which they begin, through quoted line breaks and every line end', () => {
		expect(lines('a,b\r\n\r\n1,"x\ny\r\nz"\n\n3,4\r5,6')).toEqual([
			'1: a/b',
			'2: ',
			'3: 1/x\ny\r\nz',
			'6: ',
			'7: 3/4',
			'8: 5/6'
		]);
	});
	test.each([
		['never closed', 'a,b\n1,2\n3,"x\n4,5\n', 3],
		['closed before the end of its cell', 'a,b\n1,"x"y\n', 2],
		['opened inside a cell', 'a,b\n1,Ann "Nan" X\n', 2]
	])('a quote %s is refused with its line', (_, text, line) => {
		expect(lines(text)).toMatchObject({ rule: 'quote_open', line });
	});
	test('a record without end is refused with its line, long before it fills the memory', () => {
		expect(lines(`a,b\n1,${'x'.repeat(200_000)}\n`)).toMatchObject({ rule: 'record_large', line: 2 });
		expect(readRecords(`a,b\n1,${','.repeat(2_000)}\n`, ',', 9)).toMatchObject({
			error: { rule: 'cells_many', line: 2 }
		});
	});
	test('too many records are refused', () => {
		expect(readRecords('a\n'.repeat(11), ',', 10)).toMatchObject({ ok: false, error: { rule: 'rows_many' } });
		expect(readRecords('a\n'.repeat(10), ',', 10).ok).toBe(true);
	});
});
