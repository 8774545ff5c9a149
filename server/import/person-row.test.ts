import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brief, listOf, scenario } from './files.test-kit.ts';
import { readPeople } from './people-csv.ts';
import { likenessKey } from './plain-text.ts';
import { rightsOf } from './roles.ts';

type Expected = { record: number; id: string; expect: 'accept' | 'notice' | 'reject' | 'ignore'; why: string };
const { rows: expected } = JSON.parse(
	readFileSync(new URL('../../tests/scenarios/hostile.expected.json', import.meta.url), 'utf8')
) as { rows: Expected[] };

describe('hostile.csv, row by row', () => {
	const read = readPeople(scenario('hostile.csv'), { topics: ['city-data'] });
	const corrected = new Map([
		['../../x', 'x'],
		['a b c', 'a-b-c']
	]);
	const idOf = (id: string) => corrected.get(id) ?? id;

	test.each(expected)('record $record ($why): $expect', ({ record, id, expect: outcome }) => {
		const faults = read.faults.filter((fault) => fault.record === record);
		const rejected = faults.some(({ severity }) => severity === 'reject');
		const imported = read.people.filter((person) => person.id === idOf(id)).length;
		if (outcome === 'accept') expect([faults, imported]).toEqual([[], 1]);
		if (outcome === 'notice') expect([faults.length > 0, rejected, imported]).toEqual([true, false, 1]);
		if (outcome === 'reject') expect(rejected).toBe(true);
		if (outcome === 'ignore') expect(faults).toEqual([]);
	});
	test('every record is expected, and every good one is imported', () => {
		expect(expected.map(({ record }) => record)).toEqual(Array.from({ length: 66 }, (_, index) => index + 1));
		expect(read.rows).toBe(65);
		const good = expected.filter((row) => row.expect === 'accept' || row.expect === 'notice');
		expect(read.people.map(({ id }) => id)).toEqual(good.map(({ id }) => idOf(id)));
	});
	test('faults name the line of an editor: a quoted line break and a blank line count', () => {
		const lineOf = (record: number) => read.faults.find((fault) => fault.record === record)?.line;
		expect([15, 38, 64, 66].map(lineOf)).toEqual([17, 41, 67, 69]);
	});
	test('what was imported is plain text, one line, in one spelling', () => {
		const nameOf = (id: string) => read.people.find((person) => person.id === id)?.name;
		expect(nameOf('h-001')).toBe('=HYPERLINK("https://example.org";"click")');
		expect(nameOf('h-006')).toBe('=1+1');
		expect(nameOf('h-007')).toBe('=1+1');
		expect(nameOf('h-010')).toBe('Anna gnp.exe');
		expect(nameOf('h-011')).toBe('Bo Unclosed');
		expect(nameOf('h-012')).toBe('ليلى (Leila) 123 الحداد');
		expect(nameOf('h-020')).toBe('<script>alert(1)</script>');
		expect(nameOf('h-028')).toBe('Anna Fake log line');
		expect(nameOf('h-029')).toHaveLength(119); // 120, and the space at the cut is gone
		expect(nameOf('h-031')).toBe('👩🏽‍🦽 Zoë 👨‍👩‍👧‍👦');
		expect(nameOf('h-035')).toBe('Spaced Out');
		expect(nameOf('h-036')).toBe('Two Lines');
		expect(nameOf('h-037')).toBe('Ann "Nan", the 2nd');
	});
	test('names with and without hidden characters are the same name', () => {
		const [hidden, plain] = ['h-013', 'h-014'].map((id) => read.people.find((person) => person.id === id)!.name);
		expect(hidden).toBe(plain);
		expect(likenessKey('An\u200Bna B\u200Derg')).toBe(likenessKey('Anna Berg'));
	});
	test('what was corrected, and into what', () => {
		const person = (id: string) => read.people.find((each) => each.id === id);
		expect(person('h-044')).toMatchObject({ languages: ['en-GB'] });
		expect(person('h-045')).toMatchObject({ languages: ['en'] });
		expect(person('h-046')).toMatchObject({ languages: ['zz', 'en'] });
		expect(person('h-048')).toMatchObject({ languages: ['sr-Latn-RS', 'zh-Hant'] });
		expect(person('h-049')).toMatchObject({ languages: ['en'] });
		expect(person('h-050')).toMatchObject({ languages: ['en', 'de', 'fr'] });
		expect(person('h-051')).toMatchObject({ role: 'participant' });
		expect(person('h-053')).toMatchObject({ attendance: 'remote' });
		expect(person('h-055')).toMatchObject({ device: 'own' });
		expect(person('h-056')).toMatchObject({ country: 'DE' });
		expect(person('h-057')).toMatchObject({ country: null });
		expect(person('h-058')).toMatchObject({ topics: [] });
		expect(person('h-059')).toMatchObject({ needs: [] });
		expect(person('h-061')).toMatchObject({ needs: ['needs a <b>chair</b>'] });
		expect(person('h-062')?.tags).toHaveLength(20);
		expect(person('h-many')).toMatchObject({ attendance: 'hall', organisation: 'Org' });
	});
	test('ids that are names of properties reach nothing that objects share', () => {
		expect(read.people.filter(({ id }) => id === '__proto__' || id === 'constructor')).toHaveLength(2);
		expect(({} as Record<string, unknown>)['name']).toBeUndefined();
	});
});

describe('roles', () => {
	const row = (role: string) => `1,Anna,${role},hall,own,en,,,,,`;
	test('spellings of one role are one role', () => {
		for (const role of ['table-host', 'Table Host', 'TABLE_HOST'])
			expect(readPeople(listOf(row(role)))).toMatchObject({ people: [{ role: 'table_host' }], faults: [] });
	});
	test('a list of participants makes facilitators only when the organiser confirms', () => {
		expect(readPeople(listOf(row('facilitator'))).people).toEqual([]);
		expect(readPeople(listOf(row('facilitator')), { acceptCrew: true }).people).toMatchObject([
			{ role: 'facilitator' }
		]);
	});
	test('a list of crew takes nobody who would sit at a table', () => {
		const read = readPeople(listOf(row('traveller'), row('wizard'), row('hotline')), { kind: 'crew' });
		expect(brief(read.faults)).toEqual(['2 role role_not_crew reject', '3 role role_not_crew reject']);
		expect(read.people).toMatchObject([{ role: 'hotline' }]);
	});
	test('no imported role has more rights than its name says', () => {
		expect(rightsOf('traveller')).toBe('participant');
		expect(rightsOf('co_facilitator')).toBe('facilitator');
		expect(rightsOf('organiser')).toBe('organiser');
		for (const role of [
			'stream_viewer',
			'interpreter',
			'captioner',
			'recorder',
			'recording_operator',
			'forum_curator'
		] as const)
			expect(rightsOf(role)).toBe('observer');
	});
});

describe('whom somebody sits with', () => {
	const row = (id: string, needs: string) => `${id},Name ${id},traveller,remote,own,en,,,,,${needs}`;
	test('people further down, and of the other list, are known', () => {
		const read = readPeople(listOf(row('1', 'assistant:2|keep-apart:c'), row('2', '')), { otherIds: ['c'] });
		expect(read.faults).toEqual([]);
		expect(read.people[0]!.needs).toEqual(['assistant:2', 'keep-apart:c']);
	});
	test('nobody sits with a person whose row was rejected', () => {
		const read = readPeople(listOf(row('1', 'assistant:2'), '2,,traveller,remote,own,en,,,,,'));
		expect(brief(read.faults)).toEqual(['2 needs need_person_unknown notice', '3 name name_empty reject']);
	});
	test('an id that was corrected is still found', () => {
		const read = readPeople(listOf(row('a b', ''), row('2', 'assistant:a b')));
		expect(read.people[1]!.needs).toEqual(['assistant:a-b']);
	});
	test('together and apart at once: apart stays, whoever said which', () => {
		const read = readPeople(listOf(row('1', 'assistant:2|step-free'), row('2', 'keep-apart:1')));
		expect(read.people.map(({ needs }) => needs)).toEqual([['step-free'], ['keep-apart:1']]);
		expect(brief(read.faults)).toEqual(['2 needs need_contradicts notice']);
	});
});

describe('rows', () => {
	test('every fault of a row is told, not only the first', () => {
		const read = readPeople(listOf(',,wizard,maybe,fax,,Atlantis,,,,'));
		expect(read.people).toEqual([]);
		expect(read.faults.map(({ rule }) => rule)).toEqual([
			'attendance_unknown',
			'id_empty',
			'name_empty',
			'role_unknown',
			'device_unknown',
			'country_unknown'
		]);
	});
	test('the id of a rejected row is free for the next', () => {
		const read = readPeople(listOf('1,,,hall,own,en,,,,,', '1,Anna,traveller,hall,own,en,,,,,'));
		expect(read.people).toMatchObject([{ id: '1', name: 'Anna' }]);
	});
	test('two ids that become one are two people with one id', () => {
		const read = readPeople(listOf('a/b,Anna,traveller,hall,own,en,,,,,', 'a b,Bo,traveller,hall,own,en,,,,,'));
		expect(read.people).toHaveLength(1);
		expect(read.faults.at(-1)).toMatchObject({ rule: 'id_twice', record: 2 });
	});
	test('an id of letters of any script is good, one of 65 is too long', () => {
		const read = readPeople(
			listOf('Łódź-1,A,traveller,hall,own,en,,,,,', `${'x'.repeat(65)},B,traveller,hall,own,en,,,,,`)
		);
		expect(read.people.map(({ id }) => id)).toEqual(['Łódź-1']);
		expect(brief(read.faults)).toEqual(['3 id id_long reject']);
	});
	test('room is hall, and cells that an export has guarded give their text back', () => {
		const read = readPeople(listOf(`1,"'=1+1",traveller,room,none,en,,"'+49",,,`));
		expect(read).toMatchObject({ people: [{ name: '=1+1', attendance: 'hall', organisation: '+49' }], faults: [] });
	});
	test('empty surplus cells are no fault: some programs end every line with a delimiter', () => {
		expect(readPeople(listOf('1,A,traveller,hall,own,en,,,,,,,')).faults).toEqual([]);
	});
});

test('what registration forms call being there, and a table without stairs, is understood', () => {
	const rows = [
		['a', 'On site', 'Wheelchair'],
		['b', 'vor Ort', 'Rollstuhl|captions'],
		['c', 'en ligne', 'fauteuil roulant'],
		['d', 'hall', 'a quiet corner']
	];
	const text = ['id,name,role,attendance,device,languages,needs'].concat(
		rows.map(([id, attendance, needs]) => `${id},${id},participant,${attendance},own,en,${needs}`)
	);
	const { people, faults } = readPeople(new TextEncoder().encode(text.join('\n')));
	expect(people.map(({ attendance, needs }) => [attendance, needs])).toEqual([
		['hall', ['step-free']],
		['hall', ['step-free', 'captions']],
		['remote', ['step-free']],
		['hall', ['a quiet corner']]
	]);
	expect(faults.filter(({ column }) => column === 'needs' || column === 'attendance').map(({ rule }) => rule)).toEqual(
		expect.arrayContaining(['need_respelled', 'need_respelled', 'need_respelled', 'need_unknown'])
	);
	expect(faults.map(({ rule }) => rule)).not.toContain('attendance_unknown');
});
