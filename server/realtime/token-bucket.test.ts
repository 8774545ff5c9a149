import { expect, test } from 'vitest';
import { TokenBuckets } from './token-bucket.ts';

test('each key has a bucket of its own, and gets its tokens back with time', () => {
	const buckets = new TokenBuckets(1, 2);
	expect([1, 2, 3].map(() => buckets.take('a', 0))).toEqual([true, true, false]);
	expect(buckets.take('b', 0)).toBe(true);
	expect([buckets.take('a', 1_000), buckets.take('a', 1_000)]).toEqual([true, false]);
});

test('what costs more takes more, and takes nothing when there is not enough', () => {
	const buckets = new TokenBuckets(1, 10);
	expect(buckets.take('a', 0, 7)).toBe(true);
	expect(buckets.take('a', 0, 4)).toBe(false);
	expect(buckets.take('a', 0, 3)).toBe(true);
	expect(buckets.take('a', 0)).toBe(false);
});

test('however many keys come by, one that was used up is not forgotten before its time', () => {
	const buckets = new TokenBuckets(1, 1);
	expect(buckets.take('spent', 0)).toBe(true);
	for (let n = 0; n < 12_000; n++) buckets.take(`key ${n}`, 500);
	expect(buckets.take('spent', 900)).toBe(false);
	expect(buckets.take('spent', 1_000)).toBe(true);
});
