import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import ServiceBanner from './ServiceBanner.svelte';
import type { ServiceNotice } from './types.ts';

async function given(notice: ServiceNotice) {
	const screen = await render(ServiceBanner, { notice });
	return { screen, said: () => screen.getByRole('status').element().textContent.replace(/\s+/g, ' ').trim() };
}

describe('saving is paused', () => {
	test.each([
		[0, 'We keep your words here.'],
		[1, 'We keep your words here. 1 idea waits on this device and goes out by itself.'],
		[3, 'We keep your words here. 3 ideas wait on this device and go out by themselves.']
	])('with %i waiting ideas the page says so, and what becomes of them', async (waiting, text) => {
		const { screen, said } = await given({ kind: 'saving_paused', waiting });
		expect(said()).toBe(`Saving paused. ${text}`);
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	test('the number goes down while it is shown, without another banner', async () => {
		const { screen, said } = await given({ kind: 'saving_paused', waiting: 2 });
		const banner = screen.getByRole('status').element();
		await screen.rerender({ notice: { kind: 'saving_paused', waiting: 1 } });
		expect(said()).toContain('1 idea waits');
		expect(screen.getByRole('status').element()).toBe(banner);
	});

	test('there is nothing to press: it goes on by itself', async () => {
		const { screen } = await given({ kind: 'saving_paused', waiting: 1 });
		expect(screen.getByRole('button').elements()).toEqual([]);
	});
});
