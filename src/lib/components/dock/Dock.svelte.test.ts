import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults, pressAnyway } from '../testing/accessible.ts';
import Dock from './Dock.svelte';
import type { DockProps } from './types.ts';

async function given(more: Partial<DockProps> = {}) {
	const calls = { onmic: vi.fn(), oncamera: vi.fn(), onhand: vi.fn(), onhelp: vi.fn() };
	const screen = await render(Dock, { mic: 'on', camera: 'off', hand: { up: false }, help: 'none', ...calls, ...more });
	return { screen, ...calls };
}

test('one order for ever, always words, and what is on is pressed', async () => {
	const { screen } = await given();
	const controls = screen.getByRole('button').elements();
	expect(controls.map((control) => control.textContent.trim())).toEqual(['Mic on', 'Camera off', 'Hand', 'Help']);
	expect(controls.map((control) => control.getAttribute('aria-pressed'))).toEqual(['true', 'false', 'false', null]);
	for (const control of controls) expect(control.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('each control does its own thing, with the keyboard', async () => {
	const { screen, onmic, oncamera, onhand, onhelp } = await given();
	screen.getByRole('button', { name: 'Mic on' }).element().focus();
	await userEvent.keyboard(' {Tab}{Enter}{Tab} {Tab}{Enter}');
	for (const call of [onmic, oncamera, onhand, onhelp]) expect(call).toHaveBeenCalledTimes(1);
});

test('the hand tells its place in the line, help tells that it comes', async () => {
	const { screen } = await given({ hand: { up: true, place: 3 }, help: 'coming' });
	await expect.element(screen.getByRole('button', { name: 'Hand up: 3' })).toHaveAttribute('aria-pressed', 'true');
	await expect.element(screen.getByRole('button', { name: 'Help comes' })).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a device that is not offered says why and does nothing', async () => {
	const { screen, onmic } = await given({
		mic: 'none',
		camera: 'none',
		noneBecause: 'In the hall the sound stays off.'
	});
	const mic = screen.getByRole('button', { name: 'Mic off' });
	await expect.element(mic).toHaveAccessibleDescription('In the hall the sound stays off.');
	pressAnyway(mic);
	expect(onmic).not.toHaveBeenCalled();
});
