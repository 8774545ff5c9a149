import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import ToastHost from './ToastHost.svelte';
import { Toasts } from './toasts.svelte.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

async function given() {
	const toasts = new Toasts();
	const screen = await render(ToastHost, { toasts });
	const texts = () => [...screen.container.querySelectorAll('li > span')].map((text) => text.textContent);
	return { toasts, screen, texts };
}

test('a toast leaves after 8 seconds', async () => {
	const { toasts, texts } = await given();
	toasts.show({ text: 'Idea added' });
	await vi.advanceTimersByTimeAsync(7_900);
	expect(texts()).toEqual(['Idea added']);
	await vi.advanceTimersByTimeAsync(200);
	expect(texts()).toEqual([]);
});

test('pointing at it or focusing it holds the time, and it never leaves at once afterwards', async () => {
	const { toasts, screen, texts } = await given();
	toasts.show({ text: 'Idea added', ontakeback: () => {} });
	await vi.advanceTimersByTimeAsync(7_900);
	screen.container.querySelector<HTMLElement>('button')!.focus();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(texts()).toEqual(['Idea added']);
	screen.container.querySelector<HTMLElement>('button')!.blur();
	await vi.advanceTimersByTimeAsync(1_900);
	expect(texts()).toEqual(['Idea added']);
	await vi.advanceTimersByTimeAsync(200);
	expect(texts()).toEqual([]);
});

test('“Take back” takes back once and closes; a toast without it has no such button', async () => {
	const { toasts, screen, texts } = await given();
	const ontakeback = vi.fn();
	toasts.show({ text: 'Ingrid joined your table' });
	toasts.show({ text: 'Idea added', ontakeback });
	await vi.advanceTimersByTimeAsync(0);
	const buttons = [...screen.container.querySelectorAll<HTMLElement>('.back')];
	expect(buttons).toHaveLength(1);
	buttons[0]!.click();
	await vi.advanceTimersByTimeAsync(0);
	expect(ontakeback).toHaveBeenCalledTimes(1);
	expect(texts()).toEqual(['Ingrid joined your table']);
});

test('there are never more than three, and the oldest leaves', async () => {
	const { toasts, texts } = await given();
	for (const text of ['1', '2', '3', '4']) toasts.show({ text });
	await vi.advanceTimersByTimeAsync(0);
	expect(texts()).toEqual(['2', '3', '4']);
});

test('it is spoken politely and clean for axe', async () => {
	vi.useRealTimers();
	const { toasts, screen } = await given();
	toasts.show({ text: 'Idea added', ontakeback: () => {} });
	await expect.element(screen.getByText('Idea added')).toBeVisible();
	expect(screen.container.querySelector('[aria-live]')!.getAttribute('aria-live')).toBe('polite');
	expect(await accessFaults(screen.container)).toEqual([]);
});
