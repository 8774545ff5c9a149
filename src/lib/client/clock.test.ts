import { expect, test } from 'vitest';
import { ServerClock } from './clock.ts';

const HOUR = 3_600_000;
const SERVER = 1_800_000_000_000;

/** A world with one true time; the device's wall clock may be anything. */
function world({ device = 0 } = {}) {
	const w = { t: 1_000, device };
	const clock = new ServerClock({ monotonic: () => w.t, device: () => SERVER + w.t + w.device });
	const serverNow = () => SERVER + w.t;
	/** Asks once: `up` and `down` milliseconds on the way. */
	const ask =
		(...trips: [up: number, down: number][]) =>
		async () => {
			const trip = trips.shift();
			if (!trip) return null;
			w.t += trip[0];
			const answer = serverNow();
			w.t += trip[1];
			return answer;
		};
	return { w, clock, serverNow, ask };
}

test('[REL-7] a device clock an hour wrong does not matter', async () => {
	const { clock, ask, serverNow } = world({ device: HOUR });
	expect(clock.now() - serverNow()).toBe(HOUR);
	await clock.measure(ask([10, 10]));
	expect(clock.now() - serverNow()).toBe(0);
});

test('[REL-7] a device clock that jumps later does not matter', async () => {
	const { w, clock, ask, serverNow } = world();
	await clock.measure(ask([10, 10]));
	w.device = -HOUR;
	w.t += 5_000;
	expect(clock.now() - serverNow()).toBe(0);
});

test('of several answers the quickest counts', async () => {
	const { clock, ask, serverNow } = world();
	await clock.measure(ask([400, 20], [5, 5], [900, 100]));
	expect(clock.now() - serverNow()).toBe(0);
	expect(clock.uncertaintyMs).toBeGreaterThan(5);
	expect(clock.uncertaintyMs).toBeLessThan(6);
});

test('it is never further off than it says', async () => {
	const { clock, ask, serverNow } = world();
	await clock.measure(ask([300, 0]));
	expect(Math.abs(clock.now() - serverNow())).toBeLessThanOrEqual(clock.uncertaintyMs!);
});

test('a slow answer does not spoil a good one, but a contradiction is believed', async () => {
	const { w, clock, ask, serverNow } = world();
	await clock.measure(ask([5, 5]));
	await clock.measure(ask([600, 0]));
	expect(clock.now() - serverNow()).toBe(0);
	// The device slept for a minute and its monotonic clock with it.
	const asleep = 60_000;
	const late = async () => {
		w.t += 200;
		return serverNow() + asleep;
	};
	await clock.measure(late, 1);
	expect(Math.abs(clock.now() - serverNow() - asleep)).toBeLessThanOrEqual(100);
});

test('after a reconnect the first answer counts, and until then the old offset', async () => {
	const { clock, ask, serverNow } = world({ device: HOUR });
	await clock.measure(ask([5, 5]));
	clock.forget();
	clock.hint(serverNow() - 2_000);
	expect(clock.now() - serverNow()).toBe(0);
	await clock.measure(ask([50, 40]));
	expect(clock.uncertaintyMs).toBeGreaterThanOrEqual(45);
});

test('before the first answer the welcome is a better guess than the device', () => {
	const { clock, serverNow } = world({ device: HOUR });
	clock.hint(serverNow());
	expect(clock.now() - serverNow()).toBe(0);
});

test('an answer that does not come ends the measurement', async () => {
	const { clock, ask } = world();
	await clock.measure(ask());
	expect(clock.uncertaintyMs).toBeNull();
});
