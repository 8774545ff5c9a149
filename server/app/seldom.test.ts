import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Seldom } from './seldom.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const WORK_MS = 100;
function counted() {
	let begun = 0;
	const seldom = new Seldom(async () => {
		begun++;
		await new Promise((done) => setTimeout(done, WORK_MS));
	});
	return { seldom, begun: () => begun };
}

test('the first is done at once, all who come meanwhile share the next', async () => {
	const { seldom, begun } = counted();
	const first = seldom.do();
	await vi.advanceTimersByTimeAsync(1);
	const later = [seldom.do(), seldom.do(), seldom.do()];
	await vi.advanceTimersByTimeAsync(WORK_MS);
	await first;
	expect(begun()).toBe(1);
	let done = 0;
	for (const one of later) void one.then(() => done++);
	await vi.advanceTimersByTimeAsync(10 * WORK_MS + WORK_MS + 10);
	expect([begun(), done]).toEqual([2, 3]);
});

test('who asks again and again has it done a small part of the time', async () => {
	const { seldom, begun } = counted();
	const ask = setInterval(() => void seldom.do(), 7);
	await vi.advanceTimersByTimeAsync(60_000);
	clearInterval(ask);
	expect(begun()).toBeGreaterThan(30);
	expect(begun()).toBeLessThan(60);
});

test('one that failed is told to who waited for it, and the next is tried', async () => {
	let fails = true;
	const seldom = new Seldom(async () => {
		if (fails) throw new Error('the disk is full');
	});
	await expect(seldom.do()).rejects.toThrow('the disk is full');
	fails = false;
	await expect(seldom.do()).resolves.toBeUndefined();
});

test('a long one is not put off for ever', async () => {
	let begun = 0;
	const seldom = new Seldom(async () => {
		begun++;
		await new Promise((done) => setTimeout(done, 3_600_000));
	});
	void seldom.do();
	await vi.advanceTimersByTimeAsync(3_600_001);
	void seldom.do();
	await vi.advanceTimersByTimeAsync(60_001);
	expect(begun).toBe(2);
});
