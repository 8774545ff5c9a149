import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyIdOf, open, seal, SealingError } from './sealing.ts';

const key = { keyId: 'k-1_x', key: randomBytes(32) };

test.each(['', 'text', 'ünïcödé 🜁 \u0000', 'x'.repeat(100_000)])('what is sealed opens as it was', (text) => {
	const sealed = seal(key, 'place', text);
	expect(sealed).toMatch(/^k-1_x\.[\w-]+$/);
	expect(keyIdOf(sealed)).toBe('k-1_x');
	expect(open(key.key, 'place', sealed)).toBe(text);
});

test('the same text is never sealed the same way twice', () => {
	const sealed = Array.from({ length: 2_000 }, () => seal(key, 'place', 'text'));
	// 12 bytes of iv are the first 16 letters after the dot.
	expect(new Set(sealed.map((one) => one.slice(6, 22))).size).toBe(2_000);
});

test('another place, another key, any changed letter, a shortened tag: it does not open', () => {
	const sealed = seal(key, 'place', 'text');
	expect(() => open(key.key, 'elsewhere', sealed)).toThrow(SealingError);
	expect(() => open(randomBytes(32), 'place', sealed)).toThrow(SealingError);
	for (let at = 6; at < sealed.length - 1; at++) {
		const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
		expect(() => open(key.key, 'place', changed), `letter ${at}`).toThrow(SealingError);
	}
	for (const cut of [1, 4, 20, 40]) expect(() => open(key.key, 'place', sealed.slice(0, -cut))).toThrow(SealingError);
	expect(() => open(key.key, 'place', 'k-1_x.')).toThrow(SealingError);
});
