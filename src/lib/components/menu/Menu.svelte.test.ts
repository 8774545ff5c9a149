import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import Menu from './Menu.svelte';

const items = [
	{ id: 'key', text: 'Mark as key insight' },
	{ id: 'bring', text: 'Bring it to my next table' },
	{ id: 'move', text: 'Move after…', disabled: true },
	{ id: 'host', text: 'Tell the host' }
];

async function given(more: object = {}) {
	const onchoose = vi.fn<(id: string) => void>();
	const screen = await render(Menu, { label: 'More for this idea', items, onchoose, ...more });
	const button = screen.getByRole('button', { name: 'More for this idea' });
	return { screen, button, onchoose, item: (name: string) => screen.getByRole('menuitem', { name }) };
}

describe('opening', () => {
	test.each(['{Enter}', ' ', '{ArrowDown}'])('“%s” opens with the focus on the first item', async (key) => {
		const { button, item } = await given();
		button.element().focus();
		await userEvent.keyboard(key);
		await expect.element(item('Mark as key insight')).toHaveFocus();
		await expect.element(button).toHaveAttribute('aria-expanded', 'true');
	});

	test('ArrowUp opens with the focus on the last item', async () => {
		const { button, item } = await given();
		button.element().focus();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(item('Tell the host')).toHaveFocus();
	});

	test('a choice among other things is not where the focus begins', async () => {
		const { button, item } = await given({
			items: items.map((one) => (one.id === 'host' ? { ...one, checked: true } : one))
		});
		await button.click();
		await expect.element(item('Mark as key insight')).toHaveFocus();
	});

	test('a menu of choices opens on the chosen one', async () => {
		const { screen, button } = await given({ items: items.map((one) => ({ ...one, checked: one.id === 'bring' })) });
		await button.click();
		await expect.element(screen.getByRole('menuitemradio', { name: /^Bring/ })).toHaveFocus();
		await expect.element(screen.getByRole('menuitemradio', { name: /^Bring/ })).toHaveAttribute('aria-checked', 'true');
	});
});

describe('inside', () => {
	test('arrows go round, Home and End jump', async () => {
		const { button, item } = await given();
		await button.click();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(item('Tell the host')).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}');
		await expect.element(item('Mark as key insight')).toHaveFocus();
		await userEvent.keyboard('{End}');
		await expect.element(item('Tell the host')).toHaveFocus();
		await userEvent.keyboard('{Home}');
		await expect.element(item('Mark as key insight')).toHaveFocus();
	});

	test('typing finds: one letter walks through its items, more letters narrow', async () => {
		const { button, item } = await given();
		await button.click();
		await userEvent.keyboard('m');
		await expect.element(item('Move after…')).toHaveFocus();
		await userEvent.keyboard('{Home}');
		await userEvent.keyboard('t');
		await userEvent.keyboard('e');
		await expect.element(item('Tell the host')).toHaveFocus();
	});

	test('Enter chooses, shuts, and gives the focus back', async () => {
		const { button, onchoose } = await given();
		await button.click();
		await userEvent.keyboard('{ArrowDown}{Enter}');
		expect(onchoose.mock.calls).toEqual([['bring']]);
		await expect.element(button).toHaveFocus();
		await expect.element(button).toHaveAttribute('aria-expanded', 'false');
	});

	test('an item that is not possible can be read but not chosen', async () => {
		const { button, item, onchoose } = await given();
		await button.click();
		await userEvent.keyboard('{ArrowDown}{ArrowDown}');
		await expect.element(item('Move after…')).toHaveFocus();
		await userEvent.keyboard('{Enter}');
		expect(onchoose).not.toHaveBeenCalled();
		await expect.element(item('Move after…')).toBeVisible();
	});
});

describe('shutting', () => {
	test('Esc gives the focus back and stays inside the menu, so a dialog around it stays open', async () => {
		const { button } = await given();
		const heard = vi.fn();
		document.addEventListener('keydown', heard);
		await button.click();
		await userEvent.keyboard('{Escape}');
		document.removeEventListener('keydown', heard);
		await expect.element(button).toHaveFocus();
		await expect.element(button).toHaveAttribute('aria-expanded', 'false');
		expect(heard.mock.calls.filter(([key]) => (key as KeyboardEvent).key === 'Escape')).toEqual([]);
	});

	test('a press outside shuts it and chooses nothing', async () => {
		const { button, onchoose } = await given();
		await button.click();
		document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		await expect.element(button).toHaveAttribute('aria-expanded', 'false');
		expect(onchoose).not.toHaveBeenCalled();
	});

	test('a button that says why not does not open', async () => {
		const { button, screen } = await given({ disabledBecause: 'Only the host can do this.' });
		button.element().focus();
		await userEvent.keyboard('{ArrowDown}');
		await userEvent.keyboard('{Enter}');
		expect(screen.container.querySelector('[role=menu]')!.matches(':popover-open')).toBe(false);
	});
});

test('the open menu stays on the screen and is clean for axe', async () => {
	const { screen, button } = await given();
	(screen.container as HTMLElement).style.cssText = 'position:absolute; inset-block-end:0; inset-inline-end:0';
	await button.click();
	const box = screen.container.querySelector('[role=menu]')!.getBoundingClientRect();
	expect(box.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
	expect(box.bottom).toBeLessThanOrEqual(window.innerHeight);
	expect(box.top).toBeGreaterThanOrEqual(0);
	expect(await accessFaults(screen.container)).toEqual([]);
});
