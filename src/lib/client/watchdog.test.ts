import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { arrived, QUIET_MS, SILENT_MS, Watchdog, type Received } from './watchdog.ts';

let received: Received | null;
let silent: number;
let watchdog: Watchdog;

beforeEach(() => {
	vi.useFakeTimers();
	[received, silent] = [{ count: 1, soundExpected: true }, 0];
	watchdog = new Watchdog(
		async () => received && { ...received },
		() => (silent += 1)
	);
	watchdog.start();
});
afterEach(() => {
	watchdog.stop();
	vi.useRealTimers();
});

/** Looks once a second; `grow` packets arrive before each look. */
async function seconds(n: number, grow = 0) {
	for (let i = 0; i < n; i++) {
		if (received) received.count += grow;
		await vi.advanceTimersByTimeAsync(1_000);
	}
}

describe('watchdog', () => {
	test('says once that nothing arrives, within about 3 s of an open microphone', async () => {
		await seconds(5, 50);
		await seconds(SILENT_MS / 1_000 - 1);
		expect(silent).toBe(0);
		await seconds(1);
		expect(silent).toBe(1);
		await seconds(60);
		expect(silent).toBe(1);
	});

	test('everybody muted: only the connection’s own checks, every two seconds or so', async () => {
		received!.soundExpected = false;
		for (let i = 0; i < 20; i++) {
			await seconds(2);
			await seconds(1, 1);
		}
		expect(silent).toBe(0);
		await seconds(QUIET_MS / 1_000);
		expect(silent).toBe(1);
	});

	test('nothing flows that could be watched: no alarm', async () => {
		received = null;
		await seconds(60);
		expect(silent).toBe(0);
	});

	test('an answer that comes after the end counts no more', async () => {
		await seconds(1, 1);
		await seconds(2);
		vi.advanceTimersByTime(1_000);
		watchdog.stop();
		await vi.advanceTimersByTimeAsync(0);
		expect(silent).toBe(0);
	});
});

test('what arrived: packets of voices, bytes and checks of the connection, nothing that is sent', () => {
	const report = (...entries: object[]) =>
		new Map(entries.map((entry, i) => [`${i}`, entry])) as unknown as RTCStatsReport;
	expect(
		arrived([
			report(
				{ type: 'inbound-rtp', packetsReceived: 7 },
				{ type: 'outbound-rtp', packetsSent: 100 },
				{ type: 'candidate-pair', bytesReceived: 1_000, responsesReceived: 3, requestsReceived: 2 }
			),
			report({ type: 'candidate-pair' })
		])
	).toBe(1_012);
});
