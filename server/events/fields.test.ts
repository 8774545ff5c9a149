import { expect, test } from 'vitest';
import type { Fact } from '#lib/domain/facts.ts';
import { fieldsOf, withFields } from './fields.ts';

const fact = { type: 'x', person: { id: 'p', country: 'FR', tags: null }, text: '' } as unknown as Fact;
const PATHS = ['person.country', 'person.tags', 'text', 'person.missing', 'missing.deep'];

test('fields are taken by path; null and empty ones are there, missing ones are not', () => {
	expect(fieldsOf(fact, PATHS)).toEqual({ 'person.country': 'FR', 'person.tags': null, text: '' });
});

test('taken out, put back, made null; the fact itself is not touched', () => {
	const before = structuredClone(fact);
	const taken = withFields(fact, PATHS.slice(0, 3), undefined);
	expect(taken).toEqual({ type: 'x', person: { id: 'p' } });
	expect(withFields(taken, PATHS.slice(0, 3), fieldsOf(fact, PATHS))).toEqual(fact);
	expect(withFields(taken, ['person.country', 'text'], null)).toEqual({
		type: 'x',
		person: { id: 'p', country: null },
		text: null
	});
	expect(fact).toEqual(before);
});
