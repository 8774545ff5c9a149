import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, EXAMPLES, example, exampleText } from './files.test-kit.ts';
import { readEvent } from './event-json.ts';
import { shown } from './fault.ts';

type Json = Record<string, unknown>;
const leipzig = () => JSON.parse(exampleText('leipzig-world-cafe', 'event.json')) as Json;

/** Faults of the Leipzig event after `change`, as `path rule came params`. */
function faultsAfter(change: (event: Json) => void): string[] {
	const event = leipzig();
	change(event);
	const read = readEvent(JSON.stringify(event, null, '\t'));
	if (read.ok) return [];
	return read.error.map(({ column, rule, came, params }) => `${column} ${rule} ${came} ${JSON.stringify(params)}`);
}

/** Sets the value at a path such as `tables.3.seats`; undefined removes it. */
const set = (path: string, value: unknown) => (event: Json) => {
	const steps = path.split('.');
	const last = steps.pop()!;
	const target = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, event);
	if (value === undefined) delete target[last];
	else target[last] = value;
};

describe('the five scenarios', () => {
	test.each(EXAMPLES)('%s is read from bytes and from text', (name) => {
		const read = readEvent(example(name, 'event.json'));
		expect(read).toMatchObject({ ok: true, value: { id: name } });
		expect(readEvent(exampleText(name, 'event.json'))).toEqual(read);
	});
	test.each(EXAMPLES)('%s loses nothing: every text of the file is in what was read', (name) => {
		const texts = (value: unknown): string[] =>
			typeof value === 'string'
				? [value]
				: typeof value === 'object' && value !== null
					? Object.values(value).flatMap(texts)
					: [];
		const read = readEvent(example(name, 'event.json'));
		if (!read.ok) throw new Error('not read');
		const kept = new Set(texts(read.value));
		expect(texts(JSON.parse(exampleText(name, 'event.json'))).filter((text) => !kept.has(text))).toEqual([]);
	});
	test('Leipzig has what its page says', () => {
		const read = readEvent(example('leipzig-world-cafe', 'event.json'));
		if (!read.ok) throw new Error('not read');
		const { tables, rounds, topics, pins, cafe } = read.value;
		expect([tables.length, rounds.length, topics.length, cafe?.insightsPerRound]).toEqual([40, 3, 8, 3]);
		expect(tables.filter(({ mode }) => mode === 'online')).toHaveLength(8);
		expect(pins).toEqual([
			{
				participant: 'le-044',
				source: 'card',
				assignments: [
					{ round: 1, table: 'T12' },
					{ round: 2, table: 'T27' },
					{ round: 3, table: 'T03' }
				]
			}
		]);
	});
	test('questions by round come as a list', () => {
		const read = readEvent(example('invited-session', 'event.json'));
		if (!read.ok) throw new Error('not read');
		expect(read.value.topics[0]!.questionByRound.map(({ round }) => round)).toEqual([1, 2]);
		expect(read.value.topics[0]!.questionByRound[1]!.question['en']).toMatch(/^What must state, region and town/);
	});
});

describe('a fault names the path, the rule with its unit, and what came', () => {
	test.each<[string, unknown, string]>([
		['format', 'rondo-scenario/2', 'format not_allowed rondo-scenario/2 {"allowed":"rondo-scenario/1"}'],
		['title', {}, 'title texts_empty {} {}'],
		['title', 'Café', 'title wrong_type Café {"expected":"record"}'],
		[
			'title',
			Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`x${index}`, 'x'])),
			'title too_long {x0, x1, x2, x3, x4} {"limit":100,"unit":"entries"}'
		],
		['title.en', '\u200B', 'title.en too_short  {"limit":1,"unit":"characters"}'],
		['title.english', 'x', 'title.english not_a_language english {}'],
		['title.en', 'x'.repeat(301), `title.en too_long ${shown('x'.repeat(301))} {"limit":300,"unit":"characters"}`],
		['purpose', undefined, 'purpose key_missing purpose {}'],
		['colour', 'red', 'colour key_unknown colour {}'],
		['date', '2018-02-30', 'date not_a_date 2018-02-30 {}'],
		['timezone', 'Europe/Leipzig', 'timezone not_a_timezone Europe/Leipzig {}'],
		['timezone', '+02:00', 'timezone not_a_timezone +02:00 {}'],
		['venue.country', 'Germany', 'venue.country not_a_country Germany {}'],
		['languages.working', [], 'languages.working too_short [… 0] {"limit":1,"unit":"entries"}'],
		['languages.ui.1', 'deutsch', 'languages.ui[1] not_a_language deutsch {}'],
		['programme.1.start', '25:00', 'programme[1].start not_a_time 25:00 {}'],
		['programme.1.minutes', '10', 'programme[1].minutes wrong_type 10 {"expected":"number"}'],
		['programme.1.minutes', 0, 'programme[1].minutes too_small 0 {"limit":1,"unit":"minutes"}'],
		['programme.1.minutes', 9.5, 'programme[1].minutes not_whole 9.5 {"unit":"minutes"}'],
		['programme.1.minutes', 99, 'programme[1].minutes minutes_order 8 ≤ 99 ≤ 15 {}'],
		['programme.1.block', 'talks', 'programme[1].block unknown_reference talks {"among":"blocks"}'],
		['cafe.item', 'nowhere', 'cafe.item unknown_reference nowhere {"among":"items"}'],
		['rounds.1.number', 3, 'rounds[1].number round_order 3 {"expected":2}'],
		['rounds.1.minutes', 121, 'rounds[1].minutes too_large 121 {"limit":120,"unit":"minutes"}'],
		['tables.0.seats', 2, 'tables[0].seats too_small 2 {"limit":3,"unit":"seats"}'],
		['tables.0.seatsRemote', 1, 'tables[0].seatsRemote remote_seats 1 {"mode":"hall","expected":"0"}'],
		['tables.39.seatsRemote', 2, 'tables[39].seatsRemote remote_seats 2 {"mode":"online","expected":"5"}'],
		['tables.0.mode', 'hybrid', 'tables[0].mode not_allowed hybrid {"allowed":"hall, online, linked"}'],
		['tables.0.topic', 'no-topic', 'tables[0].topic unknown_reference no-topic {"among":"topics"}'],
		['tables.1.id', 'T01', 'tables[1].id twice T01 {}'],
		['tables.1.number', 1, 'tables[1].number twice 1 {}'],
		['tables.1.id', '../x', 'tables[1].id not_an_id ../x {}'],
		['recording.classes.table', 'allowed', 'recording.classes.table not_allowed allowed {"allowed":"never"}'],
		['consents.0.default', true, 'consents[0].default not_allowed true {"allowed":"false"}'],
		['retention.participantsDays', -1, 'retention.participantsDays too_small -1 {"limit":0,"unit":"days"}'],
		['pins.0.assignments.4', 'T01', 'pins[0].assignments["4"] unknown_reference 4 {"among":"rounds"}'],
		['pins.0.assignments.1', 'T99', 'pins[0].assignments["1"] unknown_reference T99 {"among":"tables"}'],
		['pins.0.assignments.first', 'T01', 'pins[0].assignments.first not_a_round first {}'],
		['cafe', null, 'cafe cafe_missing null {}'],
		['rounds', [], 'rounds cafe_incomplete [… 0] {}']
	])('%s = %j', (path, value, expected) => {
		expect(faultsAfter(set(path, value))).toContain(expected);
	});
	test('all faults come at once, each with its line, in the order of the text', () => {
		const text = exampleText('leipzig-world-cafe', 'event.json')
			.replace('"timezone": "Europe/Berlin"', '"timezone": "Mars"')
			.replace('"date": "2018-05-30"', '"date": "soon"')
			.replace('"dotsPerPerson": 5', '"dotsPerPerson": 500');
		const lineOf = (needle: string) => text.split('\n').findIndex((line) => line.includes(needle)) + 1;
		const read = readEvent(text);
		expect(read.ok ? [] : read.error.map(({ line, rule }) => [line, rule])).toEqual([
			[lineOf('"Mars"'), 'not_a_timezone'],
			[lineOf('"soon"'), 'not_a_date'],
			[lineOf('500'), 'too_large']
		]);
	});
	test('the order is that of the text, whatever the order of the keys', () => {
		const event = leipzig();
		set('date', 'soon')(event);
		set('vote.dotsPerPerson', 500)(event);
		const read = readEvent(JSON.stringify(Object.fromEntries(Object.entries(event).reverse()), null, '\t'));
		expect(read.ok ? [] : read.error.map(({ rule }) => rule)).toEqual(['too_large', 'not_a_date']);
	});
	test('an older file may call the hall a room', () => {
		const event = leipzig();
		set('tables.0.mode', 'room')(event);
		const read = readEvent(JSON.stringify(event));
		expect(read.ok && read.value.tables[0]!.mode).toBe('hall');
	});
});

describe('whole files', () => {
	const only = (source: string | Uint8Array) => {
		const read = readEvent(source);
		return read.ok ? [] : read.error.map(({ line, column, rule }) => `${line} ${column} ${rule}`);
	};
	test.each<[string, string | Uint8Array, string]>([
		['nothing', '', '0  file_empty'],
		['no JSON', '{\n"a": 1,\n}', '3  json_syntax'],
		['JSON that ends too early', '{\n"a": [1,', '2  json_syntax'],
		['another shape', '[]', '1  wrong_type'],
		['null', 'null', '1  wrong_type'],
		['too many levels', '['.repeat(50_000) + ']'.repeat(50_000), `1 ${shown('[0]'.repeat(32))} json_deep`],
		['over 2 MB', ' '.repeat(2_000_001), '0  file_large'],
		['Latin-1', Uint8Array.of(0x7b, 0xe9, 0x7d), '1  not_utf8']
	])('%s', (_, source, expected) => {
		expect(only(source)).toEqual([expected]);
	});
	test('a byte order mark and UTF-16 are read', () => {
		const text = exampleText('parliament-panel', 'event.json');
		expect(readEvent(`\uFEFF${text}`).ok).toBe(true);
		expect(readEvent(bytesOf(`\uFEFF${text}`)).ok).toBe(true);
	});
	test.each(['__proto__', 'constructor', 'prototype'])(
		'a key %s is refused wherever it stands, with its line',
		(key) => {
			const text = exampleText('leipzig-world-cafe', 'event.json').replace(
				'"venue": {',
				`"venue": {\n"${key}": {"polluted": 1},`
			);
			const read = readEvent(text);
			expect(read.ok ? [] : read.error).toMatchObject([{ rule: 'json_key_forbidden', column: `venue.${key}` }]);
			expect(read.ok ? 0 : read.error[0]!.line).toBeGreaterThan(10);
			expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
		}
	);
	test('limits: 1,000 tables, 50 rounds, 100 programme items', () => {
		const fill = (key: string, count: number, make: (index: number) => object) => (event: Json) =>
			set(
				key,
				Array.from({ length: count }, (_, index) => ({ ...(event[key] as object[])[0], ...make(index) }))
			)(event);
		const tables = (count: number) => fill('tables', count, (index) => ({ id: `T${index}`, number: index + 1 }));
		const rounds = (count: number) => fill('rounds', count, (index) => ({ number: index + 1 }));
		const rules = (change: (event: Json) => void) => faultsAfter(change).filter((each) => each.includes('too_'));
		expect(rules(tables(1_000))).toEqual([]);
		expect(rules(tables(1_001))).toEqual(['tables too_long [… 1001] {"limit":1000,"unit":"tables"}']);
		expect(rules(rounds(50))).toEqual([]);
		expect(rules(rounds(51))).toContain('rounds too_long [… 51] {"limit":50,"unit":"rounds"}');
		expect(rules(fill('programme', 101, (index) => ({ id: `i${index}` })))).toEqual([
			'programme too_long [… 101] {"limit":100,"unit":"items"}'
		]);
	});
	test('at most 200 faults are told, then that there are more', () => {
		const faults = faultsAfter(set('languages.ui', Array(50).fill('x'.repeat(9)))).length;
		expect(faults).toBe(50);
		const many = leipzig();
		set(
			'tables',
			Array.from({ length: 300 }, () => 7)
		)(many);
		const read = readEvent(JSON.stringify(many));
		expect(read.ok ? 0 : read.error.length).toBe(201);
		expect(read.ok ? null : read.error.at(-1)).toMatchObject({ rule: 'faults_many', came: '300' });
	});
});

describe('nothing in a file makes it throw', () => {
	test('random bytes, random JSON', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readEvent(bytes)));
		fc.assert(fc.property(fc.json(), (text) => void readEvent(text)));
	});
	test('a random value anywhere in a real event: read, or refused with a path that leads there or past it', () => {
		const event = leipzig();
		const places: (string | number)[][] = [];
		const collect = (value: unknown, path: (string | number)[]) => {
			if (path.length > 0) places.push(path);
			if (typeof value === 'object' && value !== null)
				for (const [key, each] of Object.entries(value))
					collect(each, [...path, Array.isArray(value) ? Number(key) : key]);
		};
		collect(event, []);
		fc.assert(
			fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
				const changed = structuredClone(event);
				set(path.join('.'), value)(changed);
				const read = readEvent(JSON.stringify(changed));
				if (!read.ok) expect(read.error.length).toBeGreaterThan(0);
			}),
			{ numRuns: 300 }
		);
	});
});
