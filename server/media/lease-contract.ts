import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lease } from './ports.ts';

export interface LeasesUnderTest {
	/** A further node that wants the same leases. */
	node(): Lease;
	close(): Promise<void>;
}

const LONG_MS = 60_000;
const SHORT_MS = 150;

/** Every adapter of {@link Lease} must pass this suite unchanged. */
export function leaseContract(name: string, open: () => Promise<LeasesUnderTest>): void {
	describe(`Lease contract: ${name}`, () => {
		let under: LeasesUnderTest;
		let names = 0;
		beforeAll(async () => {
			under = await open();
		});
		afterAll(() => under?.close());
		const fresh = () => ({ name: `lease-${++names}`, one: under.node(), two: under.node() });

		test('of 20 nodes that ask at once exactly one gets it', async () => {
			const { name } = fresh();
			const got = await Promise.all(Array.from({ length: 20 }, () => under.node().acquire(name, LONG_MS)));
			expect(got.filter(Boolean)).toHaveLength(1);
		});

		test('the holder may ask again; another one may neither have, nor renew, nor free it', async () => {
			const { name, one, two } = fresh();
			expect(await one.acquire(name, LONG_MS)).toBe(true);
			expect(await one.acquire(name, LONG_MS)).toBe(true);
			expect(await one.renew(name, LONG_MS)).toBe(true);
			expect(await two.acquire(name, LONG_MS)).toBe(false);
			expect(await two.renew(name, LONG_MS)).toBe(false);
			await two.release(name);
			expect(await two.acquire(name, LONG_MS)).toBe(false);
		});

		test('given back, it is free at once', async () => {
			const { name, one, two } = fresh();
			await one.acquire(name, LONG_MS);
			await one.release(name);
			expect(await one.renew(name, LONG_MS)).toBe(false);
			expect(await two.acquire(name, LONG_MS)).toBe(true);
		});

		test('a holder that falls silent loses it, and cannot renew what another one has', async () => {
			const { name, one, two } = fresh();
			const from = performance.now();
			await one.acquire(name, SHORT_MS);
			expect(await two.acquire(name, LONG_MS)).toBe(false);
			await expect.poll(() => two.acquire(name, LONG_MS), { interval: 10 }).toBe(true);
			expect(performance.now() - from).toBeGreaterThanOrEqual(SHORT_MS - 5);
			expect(await one.renew(name, LONG_MS)).toBe(false);
			await one.release(name);
			expect(await one.acquire(name, LONG_MS)).toBe(false);
		});

		test('renewing and asking again make it last longer', async () => {
			const { name, one, two } = fresh();
			await one.acquire(name, SHORT_MS);
			await one.renew(name, LONG_MS);
			const other = fresh();
			await other.one.acquire(other.name, SHORT_MS);
			await other.one.acquire(other.name, LONG_MS);
			const third = fresh();
			await third.one.acquire(third.name, SHORT_MS);
			// When the third has run out, the time of the first two would have been over as well.
			await expect.poll(() => third.two.acquire(third.name, LONG_MS), { interval: 10 }).toBe(true);
			expect(await two.acquire(name, LONG_MS)).toBe(false);
			expect(await other.two.acquire(other.name, LONG_MS)).toBe(false);
		});
	});
}
