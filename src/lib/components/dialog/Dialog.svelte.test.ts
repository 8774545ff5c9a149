import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults, words } from '../testing/accessible.ts';
import Dialog from './Dialog.svelte';

async function given(onclose = vi.fn()) {
	const screen = await render(Dialog, {
		open: true,
		title: 'Ring the bell now?',
		text: '147 travellers move to round 3.',
		children: words('You can take it back.'),
		onclose
	});
	return { screen, onclose, dialog: screen.getByRole('dialog', { name: 'Ring the bell now?' }) };
}

test('its title is its name, its text its description', async () => {
	const { screen, dialog } = await given();
	await expect.element(dialog).toBeVisible();
	await expect.element(dialog).toHaveAccessibleDescription('147 travellers move to round 3.');
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('Esc shuts it and says so once', async () => {
	const { screen, onclose } = await given();
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => onclose).toHaveBeenCalledTimes(1);
	expect(screen.container.querySelector('dialog')!.open).toBe(false);
});

test('a press beside it shuts it, a press on it does not', async () => {
	const { screen, onclose } = await given();
	await screen.getByText(/147 travellers/).click();
	expect(onclose).not.toHaveBeenCalled();
	screen.container.querySelector('dialog')!.click();
	await expect.poll(() => onclose).toHaveBeenCalledTimes(1);
});

test('shut from outside, it closes without calling back, and gives the focus back', async () => {
	const before = document.createElement('button');
	document.body.append(before);
	before.focus();
	const { screen, onclose } = await given();
	expect(document.activeElement).not.toBe(before);
	const closed = new Promise((resolve) => screen.container.querySelector('dialog')!.addEventListener('close', resolve));
	await screen.rerender({ open: false });
	await closed;
	await expect.poll(() => document.activeElement).toBe(before);
	expect(onclose).not.toHaveBeenCalled();
	before.remove();
});
