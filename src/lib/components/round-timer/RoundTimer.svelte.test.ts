import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import { momentPassed } from './round-timer.svelte.ts';
import RoundTimer from './RoundTimer.svelte';
import type { RoundTimerProps } from './types.ts';

const MIN = 60_000;
const START = 1_780_132_800_000;
let now = START;

beforeEach(() => {
	now = START;
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => void vi.useRealTimers());

async function given(more: Partial<RoundTimerProps> = {}) {
	const props: RoundTimerProps = {
		phase: 'running',
		endsAtMs: START + 12 * MIN,
		lengthMs: 20 * MIN,
		clock: () => now,
		timeZone: 'Europe/Berlin',
		...more
	};
	const screen = await render(RoundTimer, props);
	/** Lets the server's clock walk, one tick a second. */
	const walk = async (ms: number) => {
		for (let gone = 0; gone < ms; gone += 1_000) {
			now += 1_000;
			await vi.advanceTimersByTimeAsync(1_000);
		}
	};
	const text = (selector: string) => screen.container.querySelector(selector)?.textContent?.trim() ?? '';
	return { screen, walk, minutes: () => text('.ring-n'), spoken: () => text('[role=status]'), text };
}

test.each([
	[999_999, 300_001, null],
	[300_001, 300_000, 'five'],
	[300_000, 299_000, null],
	[30_001, 29_000, 'half'],
	[1, 0, 'bell'],
	// A phone that slept wakes up: only what is true now is told.
	[900_000, 20_000, 'half'],
	[900_000, 0, 'bell'],
	[0, 0, null]
])('from %i ms to %i ms left the moment is %s', (before, after, moment) => {
	expect(momentPassed(before, after)).toBe(moment);
});

describe('what is seen', () => {
	test('whole minutes, rounded up, and never seconds', async () => {
		const { minutes, walk, text } = await given();
		expect(minutes()).toBe('12');
		await walk(1_000);
		expect(minutes()).toBe('12');
		await walk(59_000);
		expect(minutes()).toBe('11');
		expect(text('[role=timer] .sr')).toBe('11 minutes left');
	});

	test('brass from five minutes on', async () => {
		const { screen, walk } = await given({ endsAtMs: START + 5 * MIN + 2_000 });
		const ring = screen.container.querySelector('.ring')!;
		expect(ring.classList.contains('soon')).toBe(false);
		await walk(2_000);
		expect(ring.classList.contains('soon')).toBe(true);
	});

	test('it follows the server’s clock, not the device’s', async () => {
		const { minutes, walk } = await given();
		now += 5 * MIN;
		await walk(1_000);
		expect(minutes()).toBe('7');
	});

	test('a pause keeps the time and stops the ring', async () => {
		const { minutes, walk, text, spoken } = await given({ phase: 'paused', pausedLeftMs: 12 * MIN, endsAtMs: null });
		await walk(10 * MIN);
		expect(minutes()).toBe('12');
		expect(text('.ring-u')).toBe('pause');
		expect(spoken()).toBe('');
	});

	test('after the bell: 0, finish', async () => {
		const { minutes, text } = await given({ phase: 'finish' });
		expect([minutes(), text('.ring-u')]).toEqual(['0', 'finish']);
	});

	test('the bell’s clock time is that of the event’s place', async () => {
		const { screen } = await given({ showBell: true });
		await expect.element(screen.getByText('The bell rings at 11:32')).toBeVisible();
	});
});

describe('what is said', () => {
	test('5:00, 0:30 and the bell, once each, and nothing between', async () => {
		const { spoken, walk } = await given({ endsAtMs: START + 5 * MIN + 2_000 });
		const said: string[] = [];
		for (let second = 0; second < 5 * 60 + 5; second++) {
			await walk(1_000);
			if (spoken() !== '' && said.at(-1) !== spoken()) said.push(spoken());
		}
		expect(said).toEqual(['5 minutes left.', '30 seconds left.', 'The bell rings.']);
	});

	test('in an event that runs four times as fast the moments come as late, in true words', async () => {
		const { screen, spoken, walk } = await given({ endsAtMs: START + 77_000, lengthMs: 5 * MIN, timeScale: 4 });
		const ring = screen.container.querySelector('.ring')!;
		const said: string[] = [];
		for (let second = 0; second < 80; second++) {
			expect(ring.classList.contains('soon')).toBe(second >= 2);
			await walk(1_000);
			if (spoken() !== '' && said.at(-1) !== spoken()) said.push(spoken());
		}
		expect(said).toEqual(['75 seconds left.', '8 seconds left.', 'The bell rings.']);
	});

	test('somebody who comes late is not told of moments that are over', async () => {
		const { spoken, walk } = await given({ endsAtMs: START + 3 * MIN });
		await walk(2_000);
		expect(spoken()).toBe('');
	});

	test('added time makes five minutes come again', async () => {
		const { screen, spoken, walk } = await given({ endsAtMs: START + 5 * MIN + 1_000 });
		await walk(2_000);
		expect(spoken()).toBe('5 minutes left.');
		await screen.rerender({ endsAtMs: START + 5 * MIN + 10_000 });
		await walk(1_000);
		expect(spoken()).toBe('');
		await walk(8_000);
		expect(spoken()).toBe('5 minutes left.');
	});

	test('the number stands in no live region, and a second timer says nothing', async () => {
		const { screen } = await given();
		const number = screen.container.querySelector('.ring-n')!;
		expect(number.closest('[aria-live], [role=status], [role=alert]')).toBeNull();
		await screen.rerender({ announces: false });
		expect(screen.container.querySelector('[role=status]')).toBeNull();
	});
});

test('clean for axe', async () => {
	vi.useRealTimers();
	const { screen } = await given({ showBell: true });
	expect(await accessFaults(screen.container)).toEqual([]);
});
