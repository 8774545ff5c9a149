import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults, pressAnyway, words } from '../testing/accessible.ts';
import Button from './Button.svelte';

test.each(['{Enter}', ' '])('“%s” presses it', async (key) => {
	const onclick = vi.fn();
	const screen = await render(Button, { onclick, children: words('Continue') });
	screen.getByRole('button').element().focus();
	await userEvent.keyboard(key);
	expect(onclick).toHaveBeenCalledTimes(1);
});

test('what cannot be pressed keeps the focus, tells why, and does nothing', async () => {
	const onclick = vi.fn();
	const onsubmit = vi.fn();
	document.addEventListener('submit', onsubmit);
	const screen = await render(Button, {
		onclick,
		type: 'submit',
		disabledBecause: 'Nothing to take back yet.',
		children: words('Undo move')
	});
	const button = screen.getByRole('button', { name: 'Undo move' });
	button.element().focus();
	await expect.element(button).toHaveFocus();
	await userEvent.keyboard('{Enter}');
	document.removeEventListener('submit', onsubmit);
	expect(onclick).not.toHaveBeenCalled();
	expect(onsubmit).not.toHaveBeenCalled();
	await expect.element(button).toHaveAccessibleDescription('Nothing to take back yet.');
	await expect.element(screen.getByText('Nothing to take back yet.')).toBeVisible();
});

test('a busy button says so in words and takes no second press', async () => {
	const onclick = vi.fn();
	const screen = await render(Button, { onclick, busy: 'Placing 12 people…', children: words('Place') });
	pressAnyway(screen.getByRole('button', { name: 'Placing 12 people…' }));
	expect(onclick).not.toHaveBeenCalled();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a link that may not be followed is no link', async () => {
	const screen = await render(Button, { href: '/next', disabledBecause: 'Not yet.', children: words('Go on') });
	expect(screen.container.querySelector('a')).toBeNull();
	await screen.rerender({ disabledBecause: undefined });
	await expect.element(screen.getByRole('link', { name: 'Go on' })).toHaveAttribute('href', '/next');
});

test('every look has contrast in light and dark, and is 44 px high', async () => {
	for (const kind of ['primary', 'secondary', 'quiet', 'bell', 'danger'] as const) {
		const screen = await render(Button, { kind, children: words('Continue') });
		expect(await accessFaults(screen.container)).toEqual([]);
		expect(screen.getByRole('button').element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
		await screen.unmount();
	}
});
