import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults, pressAnyway } from '../testing/accessible.ts';
import ChoiceGroup from './ChoiceGroup.svelte';
import Stepper from './Stepper.svelte';
import ToggleRow from './ToggleRow.svelte';

const languages = [
	{ value: 'fr', title: 'Français', lang: 'fr' },
	{ value: 'en', title: 'English', lang: 'en' },
	{ value: 'el', title: 'Ελληνικά', lang: 'el' }
];

test('one of several: arrows choose', async () => {
	const onchange = vi.fn();
	const screen = await render(ChoiceGroup, {
		kind: 'radio',
		legend: 'Where are you?',
		name: 'where',
		value: 'fr',
		options: languages,
		onchange
	});
	screen.getByRole('radio', { name: 'Français' }).element().focus();
	await userEvent.keyboard('{ArrowDown}');
	expect(onchange.mock.calls).toEqual([['en']]);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('some of several, in the order they were chosen: the best language first', async () => {
	const onchange = vi.fn();
	const screen = await render(ChoiceGroup, {
		kind: 'checkbox',
		legend: 'Languages you can talk in',
		hint: 'Best one first.',
		name: 'languages',
		values: ['el'],
		options: languages,
		onchange
	});
	await screen.getByRole('checkbox', { name: 'Français' }).click();
	expect(onchange).toHaveBeenLastCalledWith(['el', 'fr']);
	await screen.getByRole('checkbox', { name: 'Ελληνικά' }).click();
	expect(onchange).toHaveBeenLastCalledWith([]);
	await expect.element(screen.getByRole('group')).toHaveAccessibleDescription('Best one first.');
});

test('a setting: the whole row is its target', async () => {
	const onchange = vi.fn();
	const screen = await render(ToggleRow, { label: 'Captions', hint: 'Spoken words as text.', onchange });
	await screen.getByText('Spoken words as text.').click();
	expect(onchange.mock.calls).toEqual([[true]]);
	await expect.element(screen.getByRole('checkbox', { name: 'Captions' })).toBeChecked();
});

test('a number stops at its ends and says its unit', async () => {
	const onchange = vi.fn();
	const screen = await render(Stepper, { label: 'Rounds', value: 2, min: 1, max: 3, unit: 'min', onchange });
	const more = screen.getByRole('button', { name: 'More: Rounds' });
	await more.click();
	await expect.element(more).toHaveAttribute('aria-disabled', 'true');
	pressAnyway(more);
	expect(onchange.mock.calls).toEqual([[3]]);
	expect(screen.container.querySelector('output')!.textContent).toBe('3 min');
	expect(await accessFaults(screen.container)).toEqual([]);
});
