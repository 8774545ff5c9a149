import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../domain/channel.ts';
import { evolve } from '../domain/evolve.ts';
import type { Fact } from '../domain/facts.ts';
import type { IdeaId, PersonId, TableId } from '../domain/ids.ts';
import { initialPart, INITIAL_DESK, INITIAL_PERSON, INITIAL_TABLE } from '../domain/initial.ts';
import type { PlanBack, Seated, TablePart } from '../domain/parts.ts';
import {
	readFact,
	readFrame,
	readPart,
	readSnapshot,
	ROWS,
	sendFact,
	sendFrame,
	sendPart,
	sendSnapshot
} from './frames.ts';

const TABLE = 'table:t1' as Channel;
const ADA = 'ada' as PersonId;

/** What really crosses: JSON, not our objects. */
const overWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Objects as the program makes them. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });

const seat = record({
	person: fc.string({ minLength: 1, maxLength: 16 }),
	attendance: fc.constantFrom('hall', 'remote'),
	device: fc.constantFrom('own', 'table', 'none'),
	placed: fc.boolean()
}) as fc.Arbitrary<Seated>;
const number = fc.nat(2_000_000_000_000);
const value: Record<string, fc.Arbitrary<unknown>> = {
	next: fc.option(number),
	host: fc.option(fc.string()),
	table: fc.string(),
	seated: fc.array(seat, { maxLength: 8 })
};
const rowFacts = fc.oneof(
	...Object.entries(ROWS).map(([type, fields]) =>
		record({
			type: fc.constant(type),
			...Object.fromEntries(fields.map((field) => [field, value[field] ?? number]))
		})
	)
) as unknown as fc.Arbitrary<Fact>;
const otherFacts = fc.oneof(
	record({ type: fc.constant('seat_taken'), seat }),
	record({ type: fc.constant('plan_published'), version: number }),
	record({ type: fc.constant('host_changed'), host: fc.option(fc.string()) }),
	// Of a version that is not known here.
	record({ type: fc.constant('constructor'), seat: fc.array(fc.string()), seated: fc.constant(null) })
) as unknown as fc.Arbitrary<Fact>;

describe('facts', () => {
	test('every fact that is sent is read as it was', () => {
		fc.assert(
			fc.property(fc.oneof(rowFacts, otherFacts), (fact) => {
				expect(readFact(overWire(sendFact(fact)))).toStrictEqual(fact);
			}),
			{ numRuns: 500 }
		);
	});

	test('a row of an unknown type, or with a field more, does no harm', () => {
		const part = { ...INITIAL_TABLE, round: 3 };
		for (const type of ['table_painted', 'toString', '__proto__'])
			expect(evolve(TABLE, part, readFact([type, 1, 2]))).toBe(part);
		expect(readFact(['seated', 't1', 2, 5, 'later'])).toEqual({ type: 'seated', table: 't1', round: 2, version: 5 });
	});

	test('sending leaves what is in memory alone', () => {
		const fact: Fact = { type: 'table_seated', version: 1, round: 1, seated: [usual], host: ADA };
		const before = structuredClone(fact);
		sendFact(fact);
		expect(fact).toEqual(before);
	});
});

const usual: Seated = { person: ADA, attendance: 'remote', device: 'own', placed: true };

describe('seats', () => {
	test.each<[Partial<Seated>, unknown[]]>([
		[{}, ['ada']],
		[{ attendance: 'hall' }, ['ada', 'hall']],
		[{ device: 'table' }, ['ada', 'remote', 'table']],
		[{ placed: false }, ['ada', 'remote', 'own', false]],
		[{ attendance: 'hall', device: 'none', placed: false }, ['ada', 'hall', 'none', false]]
	])('%j', (unusual, row) => {
		const fact: Fact = { type: 'seat_taken', seat: { ...usual, ...unusual } };
		expect(overWire(sendFact(fact))).toEqual({ type: 'seat_taken', seat: row });
	});
});

describe('parts', () => {
	const idea = { id: 'i' as IdeaId, round: 1, text: null, language: 'en', rev: 1, at: 0, stars: 0 };
	const tables = record({
		version: fc.nat(3),
		round: fc.nat(3),
		seated: fc.array(seat, { maxLength: 6 }),
		host: fc.option(fc.constant(ADA)),
		ideas: fc.constantFrom([], [{ ...idea, key: false, hidden: false, onBehalf: false, signedBy: null }]),
		hands: fc.constantFrom([], [ADA]),
		visitors: fc.constantFrom([], [ADA]),
		rekey: fc.nat(1),
		mergedInto: fc.option(fc.constant('t2' as TableId)),
		announcements: fc.constantFrom([], [{ id: 'a', at: 0, text: '' }])
	}) as fc.Arbitrary<TablePart>;

	test('a table is read as it was, and says nothing that is as before its first fact', () => {
		fc.assert(
			fc.property(tables, (part) => {
				const sent = overWire(sendPart(TABLE, part));
				expect(readPart(TABLE, sent)).toStrictEqual(part);
				for (const [field, said] of Object.entries(sent)) expect(said).not.toEqual(initialPart(TABLE)[field as never]);
			})
		);
	});

	test('what was emptied again is empty', () => {
		const person = 'person:ada' as Channel;
		const part = { ...INITIAL_PERSON, ballots: {}, stars: [], needs: ['ramp'] };
		expect(sendPart(person, part)).toEqual({ needs: ['ramp'] });
		expect(readPart(person, overWire(sendPart(person, part)))).toEqual(part);
	});

	test.each(['everyone', 'stage', 'desk', 'care', 'group:help', 'person:ada', 'table:t1'] as Channel[])(
		'%s before its first fact is empty on the wire',
		(channel) => {
			expect(sendPart(channel, initialPart(channel))).toEqual({});
			expect(readPart(channel, {})).toEqual(initialPart(channel));
		}
	);

	test('how plans are taken back stays with the server', () => {
		const way = { version: 2, kind: 'planned', by: null, at: 0, seats: [], sheet: {} } as unknown as PlanBack;
		const part = { ...INITIAL_DESK, planBack: [way], planForth: [way] };
		expect(sendPart('desk', part)).toEqual({});
	});

	test('a field of a later version is kept', () => {
		expect(readPart(TABLE, { colour: 'red' })).toEqual({ ...INITIAL_TABLE, colour: 'red' });
	});
});

test('frames and snapshots keep channels, counts, order, names and what is gone', () => {
	const frame = {
		parts: [
			{ channel: TABLE, n: 4, facts: [{ type: 'table_hand_raised', person: ADA }] satisfies Fact[] },
			{ channel: 'everyone' as const, n: 9, facts: [] }
		],
		names: { [ADA]: 'Ada' }
	};
	expect(readFrame(overWire(sendFrame(frame)))).toEqual(frame);
	const snapshot = { parts: [{ channel: TABLE, n: 2, part: { ...INITIAL_TABLE, seated: [usual] } }], gone: [TABLE] };
	expect(readSnapshot(overWire(sendSnapshot(snapshot)))).toEqual(snapshot);
});

test('docs/protocol.md shows each row as it is', () => {
	const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
	for (const [type, fields] of Object.entries(ROWS)) expect(text).toContain(`["${type}", ${fields.join(', ')}]`);
});
