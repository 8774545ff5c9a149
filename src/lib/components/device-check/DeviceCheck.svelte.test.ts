import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import DeviceCheck from './DeviceCheck.svelte';
import type { DeviceCheckProps } from './types.ts';

async function given(more: Partial<DeviceCheckProps> = {}) {
	const on = { onmic: vi.fn(), oncamera: vi.fn(), onsound: vi.fn(async () => true), onmicchoice: vi.fn() };
	const screen = await render(DeviceCheck, {
		mic: { state: 'off' },
		camera: 'off',
		connection: 'good',
		...on,
		...more
	});
	return { screen, ...on };
}

test('microphone, sound and camera are tried one by one', async () => {
	const { screen, onmic, oncamera, onsound } = await given();
	await screen.getByRole('button', { name: 'Try the microphone' }).click();
	await screen.getByRole('button', { name: 'Ring it' }).click();
	await screen.getByRole('button', { name: 'Try the camera' }).click();
	for (const call of [onmic, oncamera, onsound]) expect(call).toHaveBeenCalledTimes(1);
	await expect.element(screen.getByRole('button', { name: 'Again' })).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('an open microphone shows its level beside words, and can be changed', async () => {
	const mics = [
		{ id: 'a', name: 'Built-in' },
		{ id: 'b', name: 'Headset' }
	];
	const { screen, onmicchoice } = await given({ mic: { state: 'open', level: 0.5, heard: false }, mics, micId: 'a' });
	await expect.element(screen.getByText('Say a few words')).toBeVisible();
	expect(screen.container.querySelectorAll('.levels .on')).toHaveLength(7);
	await screen.getByRole('combobox', { name: 'Which microphone' }).selectOptions('Headset');
	expect(onmicchoice.mock.calls).toEqual([['b']]);
	await screen.rerender({ mic: { state: 'open', level: 3, heard: true } });
	await expect.element(screen.getByText('We can hear you')).toBeVisible();
	expect(screen.container.querySelectorAll('.levels .on')).toHaveLength(13);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a blocked device tells the way out and that one can take part without', async () => {
	const { screen } = await given({ mic: { state: 'blocked' }, camera: 'blocked', connection: 'lost' });
	expect(screen.getByText(/You can take part without/).elements()).toHaveLength(2);
	await expect.element(screen.getByText('No connection')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});
