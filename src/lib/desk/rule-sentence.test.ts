import { expect, it } from 'vitest';
import { IMPORT_RULES } from '#server/import/fault.ts';
import { ruleSentence } from './rule-sentence.ts';

it('every rule has a sentence', () => {
	const silent = Object.keys(IMPORT_RULES).filter((rule) => ruleSentence({ rule, params: {} }) === rule);
	expect(silent).toEqual([]);
});

it('says the limit, and survives a rule it does not know', () => {
	expect(ruleSentence({ rule: 'file_large', params: { limit: 5, unit: 'MB' } })).toContain('5');
	expect(ruleSentence({ rule: 'nobody_knows', params: {} })).toBe('nobody_knows');
});
