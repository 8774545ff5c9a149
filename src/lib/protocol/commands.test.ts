import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
	DraftSchema,
	faultOf,
	FindPeopleSchema,
	KnockAnswerSchema,
	MediaSeatSchema,
	MediaStateSchema,
	PlanForPresentSchema
} from './commands.ts';

const NONSENSE = [null, undefined, 7, 'stage', [], {}];

test.each([
	['media_seat', MediaSeatSchema, { kind: 'stage', broken: 'st_key' }, { kind: 'next' }],
	['media_seat', MediaSeatSchema, { kind: 'table' }, { kind: 'table', person: 'ada' }],
	['media_seat', MediaSeatSchema, { kind: 'table' }, { kind: 'table', broken: 'x'.repeat(201) }],
	['media_state', MediaStateSchema, { key: null, connected: false }, { key: null }],
	['media_state', MediaStateSchema, { key: 'tb_key', connected: true }, { key: {}, connected: true }],
	['plan_for_present', PlanForPresentSchema, { seed: 0 }, { seed: -1 }],
	['plan_for_present', PlanForPresentSchema, { seed: 2 ** 40 }, { seed: 0.5 }],
	['find_people', FindPeopleSchema, { query: '' }, { query: 'x'.repeat(1_001) }],
	['answer_knock', KnockAnswerSchema, { id: 'k', letIn: false }, { id: 'k', letIn: 'yes' }]
] as const)('%s: %#', (_name, schema: v.GenericSchema, good, bad) => {
	expect(v.safeParse(schema, good)).toMatchObject({ success: true, output: good });
	for (const said of [bad, ...NONSENSE, { ...good, more: 1 }]) {
		const parsed = v.safeParse(schema, said);
		expect(parsed.success).toBe(false);
		expect(faultOf(parsed.issues!)).toMatch(/\S/);
	}
});

test('find_people looks at one short line', () => {
	expect(v.parse(FindPeopleSchema, { query: `  Ada ${'x'.repeat(100)}` }).query).toBe(`Ada ${'x'.repeat(56)}`);
});

test('marks piled on one letter are cut off; those that languages have are kept', () => {
	const text = (said: string) => v.parse(DraftSchema, { table: 't1', text: said }).text;
	expect(text(`a${'\u0301'.repeat(500)}b`)).toHaveLength(1 + 8 + 1);
	for (const word of ['Nguyễn Thị', 'שָׁלוֹם', 'ไม่ที่', 'བསྒྲུབས']) expect(text(word)).toBe(word.normalize('NFC'));
});
