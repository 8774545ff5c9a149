import { expect, test } from 'vitest';
import { RedisClock } from './clock.ts';

function clockAt(start: number) {
	let monotonic = start;
	const clock = new RedisClock(() => monotonic);
	return { clock, pass: (ms: number) => (monotonic += ms) };
}

test("[LOG-10] now is Redis's time, whatever this machine's clock says", () => {
	const { clock, pass } = clockAt(1_000);
	clock.estimate(990, 1_010, 5_000_000);
	expect(clock.now()).toBe(5_000_000);
	pass(250);
	expect(clock.now()).toBe(5_000_250);
});

test('[LOG-10] a small correction backwards holds the time, a forward one is taken', () => {
	const { clock, pass } = clockAt(0);
	clock.estimate(0, 0, 5_000_000);
	pass(100);
	expect(clock.now()).toBe(5_000_100);
	clock.estimate(100, 100, 5_000_060);
	expect(clock.now()).toBe(5_000_100);
	pass(50);
	expect(clock.now()).toBe(5_000_110);
	clock.estimate(150, 150, 5_000_400);
	expect(clock.now()).toBe(5_000_400);
	expect(clock.jumped).toBe(false);
});

test('[LOG-10] an answer that took long does not spoil a good estimate', () => {
	const { clock } = clockAt(0);
	clock.estimate(0, 2, 5_000_000);
	const before = clock.now();
	for (const redisMs of [5_000_000, 5_000_700]) {
		clock.estimate(0, 800, redisMs);
		expect(clock.now()).toBe(before);
	}
});

test.each([-3_600_000, 5_000])('[LOG-10] a jump by %d ms is followed and told for ten minutes', (jump) => {
	const { clock, pass } = clockAt(0);
	clock.estimate(0, 0, 5_000_000);
	pass(100);
	clock.now();
	clock.estimate(100, 100, 5_000_100 + jump);
	expect(clock.now()).toBe(5_000_100 + jump);
	expect(clock.jumped).toBe(true);
	pass(10 * 60_000);
	expect(clock.jumped).toBe(false);
});
