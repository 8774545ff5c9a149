import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PersonId } from '../domain/ids.ts';
import { m } from '../paraglide/messages.js';
import { refusalText } from './refusal-text.ts';

const petra = 'petra' as PersonId;

describe('refusalText', () => {
	it('has a sentence of its own for every code that any layer refuses with', () => {
		const roots = ['src/lib/domain', 'src/lib/client', 'server/realtime', 'server/media', 'server/planning'];
		const files = roots.flatMap((root) =>
			readdirSync(root, { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith('.ts') && !name.includes('test'))
				.map((name) => join(root, name))
		);
		const codes = new Set(
			files.flatMap((file) =>
				[...readFileSync(file, 'utf8').matchAll(/(?:refuse\(|ok: false,|error:)\s*\{?\s*code: '([a-z_]+)'/g)].map(
					([, code]) => code!
				)
			)
		);
		expect(codes.size).toBeGreaterThan(40);
		expect([...codes].filter((code) => refusalText({ code }) === m.refusal_unknown())).toEqual([]);
	});
	it('names who was faster when the name is known', () => {
		expect(refusalText({ code: 'already_done', params: { by: petra } }, { [petra]: 'Petra' })).toContain('Petra');
		expect(refusalText({ code: 'already_done', params: { by: petra } })).toBe(m.refusal_already_done());
	});
	it('counts in words', () => {
		expect(refusalText({ code: 'too_many_insights', params: { most: 3 } })).toContain('3 key insights');
		expect(refusalText({ code: 'too_many_insights', params: { most: 1 } })).toContain('1 key insight.');
	});
	it('answers a code of a newer server, and names that every object has, with a sentence', () => {
		expect(refusalText({ code: 'brand_new' })).toBe(m.refusal_unknown());
		expect(refusalText({ code: 'constructor' })).toBe(m.refusal_unknown());
	});
});
