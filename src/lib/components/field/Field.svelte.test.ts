import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import Field from './Field.svelte';

test('hint and error belong to the box', async () => {
	const screen = await render(Field, {
		label: 'Your code',
		hint: 'Six letters and numbers.',
		error: 'One sign is missing.',
		kind: 'code',
		value: 'RND4K'
	});
	const box = screen.getByRole('textbox', { name: 'Your code' });
	await expect.element(box).toHaveAccessibleDescription('Six letters and numbers. One sign is missing.');
	await expect.element(box).toHaveAttribute('aria-invalid', 'true');
	await screen.rerender({ error: undefined });
	await expect.element(box).toHaveAccessibleDescription('Six letters and numbers.');
	await expect.element(box).not.toHaveAttribute('aria-invalid');
});

test.each(['text', 'textarea', 'number', 'date', 'select'] as const)('%s has its label as its name', async (kind) => {
	const screen = await render(Field, {
		label: 'Minutes',
		optional: true,
		kind,
		value: kind === 'number' ? '5' : '',
		options: [{ value: '', text: 'None' }]
	});
	expect(screen.getByLabelText('Minutes (if you like)').elements()).toHaveLength(1);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('typing is told letter by letter, leaving the box once', async () => {
	const oninput = vi.fn();
	const onchange = vi.fn();
	const screen = await render(Field, { label: 'Your name', oninput, onchange });
	await userEvent.type(screen.getByRole('textbox'), 'Am');
	expect(oninput.mock.calls).toEqual([['A'], ['Am']]);
	await userEvent.tab();
	expect(onchange.mock.calls).toEqual([['Am']]);
});

test('the first field with an error can be given the focus', async () => {
	const screen = await render(Field, { label: 'Your name', error: 'What should people call you?' });
	(screen.component as unknown as { focus(): void }).focus();
	await expect.element(screen.getByRole('textbox')).toHaveFocus();
});
