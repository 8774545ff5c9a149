import { expect, test } from 'vitest';
import { clothOf, iconOf } from './topic.ts';

test('topics 1 to 8 have their own cloth, and topic 9 wears the first again', () => {
	expect([1, 2, 3, 4, 5, 6, 7, 8].map(clothOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	expect([9, 16, 17, 40].map(clothOf)).toEqual([1, 8, 1, 8]);
});

test('two topics with the same cloth never share an icon among the first 16', () => {
	const signs = Array.from({ length: 16 }, (_, index) => iconOf(index + 1));
	expect(new Set(signs).size).toBe(16);
});

test('a topic out of range still has a cloth and an icon', () => {
	expect(clothOf(0)).toBe(8);
	expect(clothOf(-3)).toBe(5);
	expect(iconOf(0)).toBeDefined();
});
