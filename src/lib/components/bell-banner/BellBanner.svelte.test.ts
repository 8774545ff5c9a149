import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import BellBanner from './BellBanner.svelte';
import type { BellNotice } from './types.ts';

test.each<[BellNotice, string]>([
	// The ring has said that the bell rings.
	[{ kind: 'bell' }, 'Finish your sentence.'],
	[
		{ kind: 'moving', toTable: 27, name: 'Skills', hostName: 'Elena' },
		'You move to table 27 · Skills. Elena is your host.'
	],
	[{ kind: 'arrived', table: 27, hostName: 'Elena' }, 'Welcome to table 27. Elena tells you what was said before.'],
	[
		{ kind: 'late', round: 2, table: 8, minutesLeft: 9 },
		'Round 2 is running. Table 8 has a seat for you. You have 9 minutes.'
	],
	[{ kind: 'taken_back', table: 12 }, 'The move was taken back. You are at table 12 again. Nothing was lost.'],
	[{ kind: 'paused', minutesKept: 12 }, 'The event is paused. Your 12 minutes are kept. You can go on talking.']
])('%o is said in words', async (notice, words) => {
	const screen = await render(BellBanner, { notice });
	const said = screen.getByRole('status').element().textContent;
	expect(said.replaceAll('\u00a0', ' ').trim()).toBe(words);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test.each<[BellNotice, string]>([
	[{ kind: 'five_minutes', leftMs: 300_000, keyInsights: 3 }, '5 minutes left. Pick up to 3 key insights.'],
	[{ kind: 'two_minutes', leftMs: 120_000 }, '2 minutes left. Write down what is still missing.'],
	[{ kind: 'half_minute', leftMs: 30_000 }, '30 seconds left. Come to the end of your thought.'],
	[{ kind: 'five_minutes', leftMs: 75_000 }, '75 seconds left.']
])('%o is read, and spoken by the ring only', async (notice, words) => {
	const screen = await render(BellBanner, { notice });
	const read = screen.container.querySelector('.banner-words')?.textContent ?? '';
	expect(read.replaceAll('\u00a0', ' ').trim()).toBe(words);
	expect(screen.container.querySelector('[role=status], [role=alert], [aria-live]')).toBeNull();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('the seconds before a move are read, not spoken one by one', async () => {
	const screen = await render(BellBanner, { notice: { kind: 'bell', toTable: 27, inSeconds: 20 } });
	await expect.element(screen.getByText(/in 20 seconds/)).toBeVisible();
	const spoken = screen.getByRole('status').element().textContent;
	await screen.rerender({ notice: { kind: 'bell', toTable: 27, inSeconds: 19 } });
	await expect.element(screen.getByText(/in 19 seconds/)).toBeVisible();
	expect(screen.getByRole('status').element().textContent).toBe(spoken);
});
