import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import LoadingBars from './LoadingBars.svelte';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test('nothing flashes by: bars and words come after 300 ms', async () => {
	const screen = await render(LoadingBars, { text: 'Fetching the tablecloth. You can already talk.' });
	await vi.advanceTimersByTimeAsync(290);
	expect(screen.container.textContent?.trim()).toBe('');
	await vi.advanceTimersByTimeAsync(20);
	expect(screen.container.querySelectorAll('i')).toHaveLength(3);
	await expect.element(screen.getByText(/You can already talk\./)).toBeVisible();
});
