import { describe, expect, test } from 'vitest';
import { EXAMPLES, example, exampleText } from './files.test-kit.ts';
import { readEvent } from './event-json.ts';
import type { ImportedEvent } from './event-schema.ts';
import { readPeople } from './people-csv.ts';
import type { ImportedPerson } from './person-row.ts';
import { checkTogether } from './together.ts';

function read(name: string): { event: ImportedEvent; people: ImportedPerson[]; crew: ImportedPerson[] } {
	const event = readEvent(example(name, 'event.json'));
	if (!event.ok) throw new Error('not read');
	const list = (kind: 'participants' | 'crew') => [...readPeople(example(name, `${kind}.csv`), { kind }).people];
	return { event: event.value, people: list('participants'), crew: list('crew') };
}

const leipzig = read('leipzig-world-cafe');
const brief = (event: ImportedEvent, people = leipzig.people, crew = leipzig.crew) =>
	checkTogether(event, people, crew).map(({ column, rule, severity, came }) => `${column} ${rule} ${severity} ${came}`);
const without = (id: string) => leipzig.people.filter((person) => person.id !== id);
const changed = (id: string, change: Partial<ImportedPerson>) =>
	leipzig.people.map((person) => (person.id === id ? { ...person, ...change } : person));

describe('the files of one event together', () => {
	test.each(EXAMPLES)('%s fits, counts included', (name) => {
		const { event, people, crew } = read(name);
		expect(checkTogether(event, people, crew)).toEqual([]);
	});
	test('a host who is not there is named with table and line', () => {
		const eventText = exampleText('leipzig-world-cafe', 'event.json');
		const faults = checkTogether(leipzig.event, without('le-002'), leipzig.crew, { eventText });
		const line = eventText.split('\n').findIndex((each) => each.includes('"host": "le-002"')) + 1;
		expect(faults.find(({ rule }) => rule === 'host_unknown')).toMatchObject({
			column: 'tables[1].host',
			line,
			came: 'le-002'
		});
	});
	test('crew host no table: they take no seat', () => {
		const tables = leipzig.event.tables.map((table, index) => (index === 0 ? { ...table, host: 'le-c01' } : table));
		expect(brief({ ...leipzig.event, tables })).toContain('tables[0].host host_unknown reject le-c01');
	});
	test('one host of two tables', () => {
		const tables = leipzig.event.tables.map((table, index) => (index === 1 ? { ...table, host: 'le-001' } : table));
		expect(brief({ ...leipzig.event, tables })).toContain('tables[1].host host_twice reject le-001');
	});
	test('a host in the hall cannot host online, nor the other way round: told, the plan decides', () => {
		expect(brief(leipzig.event, changed('le-001', { attendance: 'remote' }))).toContain(
			'tables[0].host host_attendance notice le-001: remote'
		);
		expect(brief(leipzig.event, changed('le-040', { attendance: 'hall' }))).toContain(
			'tables[39].host host_attendance notice le-040: hall'
		);
		expect(brief(leipzig.event, changed('le-001', { role: 'traveller' }))).toContain(
			'tables[0].host host_role notice le-001: traveller'
		);
	});
	test('pins and personas of people who are not there', () => {
		const faults = brief(leipzig.event, without('le-044'));
		expect(faults).toContain('pins[0].participant person_unknown reject le-044');
		expect(faults).toContain('personas[1].participant persona_unknown notice le-044');
	});
	test('counts that differ are told with both figures, and refuse nothing', () => {
		const faults = checkTogether(leipzig.event, changed('le-044', { device: 'own' }), leipzig.crew.slice(1));
		expect(faults.map(({ column, came, params }) => [column, came, params])).toEqual([
			['personas[3].participant', 'le-c01', {}],
			['population.withoutDevice', '25', { expected: 24 }],
			['population.crew', '10', { expected: 9 }]
		]);
		expect(faults.every(({ severity }) => severity === 'notice')).toBe(true);
	});
	test('somebody in both lists', () => {
		expect(brief(leipzig.event, leipzig.people, [...leipzig.crew, leipzig.people[0]!])).toContain(
			'id id_in_both_files reject le-001'
		);
	});
	test('wishes for topics that there are not', () => {
		expect(brief(leipzig.event, changed('le-050', { topics: ['citizens', 'nothing'] }))).toEqual([
			'topics topic_unknown notice le-050: nothing'
		]);
	});
	test('bridges and interpreters of the mayors must be there', () => {
		const { event, people, crew } = read('mayors-assembly');
		const rules = checkTogether(
			event,
			people.filter(({ id }) => id !== 'ma-008'),
			crew.filter(({ id }) => id !== 'ma-c17')
		);
		const unknown = rules
			.filter(({ rule }) => rule === 'person_unknown')
			.map(({ column, came }) => `${column} ${came}`);
		expect(unknown).toEqual(['tables[5].interpreters[0] ma-c17', 'tables[7].bridge ma-008']);
	});
});
