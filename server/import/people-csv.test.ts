import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief, bytesOf, EXAMPLES, example, HEADER, listOf, scenario, writePeople } from './files.test-kit.ts';
import { isNameId, nameId } from './name-id.ts';
import { PEOPLE_LIMITS, readPeople } from './people-csv.ts';

const names = ['Anke Böttcher', 'Göran Sjögren', 'Éloïse Guérin', 'Núria Muñoz', 'Søren Højlund'];

describe('whole files', () => {
	test.each([
		['bom-crlf.csv', 'utf-8-bom', ','],
		['semicolon.csv', 'utf-8', ';'],
		['tabs.csv', 'utf-8', '\t'],
		['utf16le.csv', 'utf-16le', ',']
	])('%s is read as %s with %j', (file, encoding, delimiter) => {
		const read = readPeople(scenario(file));
		expect(read).toMatchObject({ encoding, delimiter, rows: 5, faults: [] });
		expect(read.people.map(({ name }) => name)).toEqual(names);
		expect(read.people[0]).toEqual({
			id: 'b-1',
			name: 'Anke Böttcher',
			role: 'traveller',
			attendance: 'remote',
			device: 'own',
			languages: ['de', 'en'],
			country: 'DE',
			organisation: 'Größe, Straße & Söhne',
			tags: [],
			topics: [],
			needs: []
		});
	});
	test('latin1.csv is refused with the reason: no name is guessed', () => {
		const read = readPeople(scenario('latin1.csv'));
		expect(read.people).toEqual([]);
		expect(brief(read.faults)).toEqual(['2  not_utf8 reject']);
	});
	test('unclosed-quote.csv is refused with the line', () => {
		const read = readPeople(scenario('unclosed-quote.csv'));
		expect(read.people).toEqual([]);
		expect(brief(read.faults)).toEqual(['3  quote_open reject']);
	});
	test('nul.csv: the NUL becomes a space, with a notice', () => {
		const read = readPeople(scenario('nul.csv'));
		expect(read.people.map(({ name }) => name)).toEqual(names);
		expect(brief(read.faults)).toEqual(['2 name text_controls notice']);
		expect(read.faults[0]).toMatchObject({ came: 'Anke\\u{0}Böttcher', params: { became: 'Anke Böttcher' } });
	});
	test('shuffled-columns.csv is read, and the unknown column is named', () => {
		const read = readPeople(scenario('shuffled-columns.csv'));
		expect(read.people.map(({ id, name }) => `${id} ${name}`)).toContain('b-1 Anke Böttcher');
		expect(read.columns.unknown).toEqual(['Shoe size']);
		expect(brief(read.faults)).toEqual(['1 Shoe size column_unknown notice']);
	});
	test('header-only.csv has nobody in it, and says so', () => {
		expect(readPeople(scenario('header-only.csv'))).toMatchObject({ rows: 0, people: [], columns: { missing: [] } });
		expect(brief(readPeople(scenario('header-only.csv')).faults)).toEqual(['1  nobody notice']);
	});
	test.each([
		['empty.csv', scenario('empty.csv')],
		['blank lines', bytesOf('\n \r\n\n')],
		['a quoted nothing', bytesOf('""')],
		['only a mark', Uint8Array.of(0xef, 0xbb, 0xbf)]
	])('%s is empty, and says so', (_, bytes) => {
		expect(brief(readPeople(bytes).faults)).toEqual(['0  file_empty reject']);
	});
	test('a file without a header imports nobody', () => {
		const read = readPeople(bytesOf('h-1,Anna,traveller,remote,own,en,DE,,,,\n'));
		expect(read.people).toEqual([]);
		expect(read.faults.at(-1)).toMatchObject({ rule: 'header_missing', severity: 'reject', line: 1 });
	});
	test('one column under two spellings is refused', () => {
		const read = readPeople(bytesOf(`${HEADER}, NAME\n`));
		expect(brief(read.faults)).toEqual(['1 name column_twice reject']);
	});
	test('limits: 5 MB, 20,000 rows', () => {
		expect(brief(readPeople(new Uint8Array(PEOPLE_LIMITS.bytes + 1)).faults)).toEqual(['0  file_large reject']);
		const rows = Array.from({ length: PEOPLE_LIMITS.rows + 1 }, (_, index) => `${index},A,,hall,own,en,,,,,`);
		expect(readPeople(listOf(...rows)).faults.map(({ rule }) => rule)).toEqual(['rows_many']);
		expect(readPeople(listOf(...rows.slice(1))).people).toHaveLength(PEOPLE_LIMITS.rows);
	});
});

describe('missing columns', () => {
	test('broken.csv names all of them, offers values and imports nobody silently', () => {
		const read = readPeople(scenario('broken.csv'), { language: 'de' });
		expect(read.people).toEqual([]);
		expect(read.columns).toMatchObject({
			missing: ['attendance', 'languages', 'organisation', 'tags', 'topics', 'needs'],
			offered: { attendance: 'remote', languages: 'de' }
		});
		expect(brief(read.faults)).toEqual([
			'1 attendance column_missing reject',
			'1 languages column_missing reject',
			'1 organisation column_optional notice',
			'1 tags column_optional notice',
			'1 topics column_optional notice',
			'1 needs column_optional notice'
		]);
	});
	test('broken.csv is read once the organiser has accepted the offers', () => {
		const read = readPeople(scenario('broken.csv'), { language: 'de', acceptOffers: true });
		expect(read.people.map(({ name }) => name)).toEqual(names);
		expect(read.people[0]).toMatchObject({ attendance: 'remote', languages: ['de'], organisation: null, tags: [] });
		expect(read.faults.every(({ severity }) => severity === 'notice')).toBe(true);
	});
	test('ids are counted where the file has none; a name cannot be offered', () => {
		const read = readPeople(bytesOf('name\nAnna\n\nBo\n'), { acceptOffers: true });
		expect(read.people.map(({ id, name }) => `${id} ${name}`)).toEqual(['p-1 Anna', 'p-3 Bo']);
		expect(brief(readPeople(bytesOf('id\n1\n'), { acceptOffers: true }).faults)[0]).toBe('1 name column_needed reject');
	});
	test('or people are told apart by their names, which needs nobody to accept anything', () => {
		const given = 'role,attendance,device,languages';
		const list = `name,${given}\nAnna Weber,participant,hall,own,en\n"'=Bo",participant,hall,own,en\n`;
		const read = readPeople(bytesOf(list), { idsByName: true });
		expect(read.faults[0]).toMatchObject({ rule: 'ids_by_name', severity: 'notice', column: 'id', line: 1 });
		expect(read.columns).toMatchObject({ offered: {} });
		expect(read.people.map(({ id }) => id)).toEqual([nameId('anna  WEBER'), nameId('=Bo')]);
		expect(read.people.every(({ id }) => isNameId(id))).toBe(true);
		const numbered = readPeople(bytesOf(`id,name,${given}\n7,Anna,participant,hall,own,en\n`), { idsByName: true });
		expect(numbered.people.map(({ id }) => id)).toEqual(['7']);
		expect(isNameId('name-anna')).toBe(false);
	});
	test('without ids the second of one name is left out; a row without a name is told as that alone', () => {
		const read = readPeople(bytesOf('name\nAnna\n \nANNA\n\u200B,\n'), { idsByName: true, acceptOffers: true });
		expect(read.people.map(({ name }) => name)).toEqual(['Anna']);
		expect(brief(read.faults.filter(({ severity }) => severity === 'reject'))).toEqual([
			'4 name name_again reject',
			'5 name name_empty reject'
		]);
	});
	test('how people take part may be offered otherwise', () => {
		const read = readPeople(bytesOf('id,name\n1,Anna\n'), { attendance: 'hall', acceptOffers: true });
		expect(read.people).toMatchObject([{ attendance: 'hall', device: 'own' }]);
	});
	test('a list of crew gets no role by default', () => {
		const read = readPeople(bytesOf('id,name\n1,Anna\n'), { kind: 'crew', acceptOffers: true });
		expect(brief(read.faults)[0]).toBe('1 role column_needed reject');
	});
});

describe('every row of the five scenarios is clean', () => {
	test.each(EXAMPLES)('%s', (event) => {
		for (const kind of ['participants', 'crew'] as const) {
			const read = readPeople(example(event, `${kind}.csv`), { kind });
			expect(read.faults).toEqual([]);
			expect(read.people).toHaveLength(read.rows);
			expect(read.rows).toBeGreaterThan(4);
		}
	});
});

describe('what is written is read back', () => {
	const id = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}[A-Za-z0-9_]$/);
	const word = fc
		.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 })
		.map((text) => text.replace(/[|\s]+/g, ' ').trim())
		.filter((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text));
	const name = fc.oneof(
		word,
		fc.constantFrom('José Núñez', 'ليلى الحداد', '𠮷田', '=1+1', "'=1", '-2+3', "'t Hof", 'Ann "Nan", 2nd')
	);
	const values = (value: fc.Arbitrary<string>) => fc.uniqueArray(value, { maxLength: 5 });
	const person = fc.record({
		id,
		name,
		role: fc.constantFrom(
			'participant' as const,
			'traveller' as const,
			'table_host' as const,
			'stream_viewer' as const
		),
		attendance: fc.constant('hall' as const),
		device: fc.constantFrom('own' as const, 'table' as const, 'none' as const),
		languages: fc.uniqueArray(fc.constantFrom('en', 'de', 'pt-BR', 'sr-Latn-RS', 'el'), { minLength: 1, maxLength: 4 }),
		country: fc.constantFrom('DE', 'FR', 'CL', null),
		organisation: fc.option(word),
		tags: values(word),
		topics: values(id),
		needs: values(fc.constantFrom('step-free', 'captions', 'needs a <b>chair</b>'))
	});
	const people = fc.uniqueArray(person, { selector: ({ id: each }) => each, minLength: 1, maxLength: 8 });

	test('with every delimiter, also after a second round', () => {
		fc.assert(
			fc.property(people, fc.constantFrom(',', ';', '\t'), (all, delimiter) => {
				const once = readPeople(writePeople(all, delimiter));
				expect(once.people).toEqual(all);
				expect(once.faults.filter(({ rule }) => rule !== 'need_unknown')).toEqual([]);
				expect(readPeople(writePeople(once.people)).people).toEqual(all);
			})
		);
	});
});

describe('nothing in a file makes it throw', () => {
	test('random bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void readPeople(bytes)),
			{ numRuns: 500 }
		);
	});
	test('random cells under a real header', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 20 }),
			fc.constantFrom(
				'"',
				'""',
				',',
				'\n',
				'|',
				'assistant:',
				'keep-apart:a',
				'__proto__',
				'constructor',
				"'=",
				'\0',
				'toString'
			)
		);
		fc.assert(
			fc.property(fc.array(fc.array(cell, { maxLength: 13 }), { maxLength: 6 }), (rows) => {
				const read = readPeople(listOf(...rows.map((cells) => cells.join(','))), { topics: ['a'] });
				expect(read.people.every(({ languages }) => languages.length > 0)).toBe(true);
				expect(read.faults.every(({ came }) => came.length <= 80)).toBe(true);
				const ids = read.people.map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
			}),
			{ numRuns: 500 }
		);
	});
});
