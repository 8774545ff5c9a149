import '#lib/styles/index.css';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { DEFAULT_SETTINGS, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { contextOf } from '#lib/live/testing/live-double.svelte.ts';
import Settings from './Settings.svelte';
import { button, plannerPage, show } from './testing/planner-double.svelte.ts';

let { live, part } = plannerPage();
beforeEach(() => {
	({ live, part } = plannerPage());
});

describe('Settings', () => {
	it('is one line while nothing is chosen, and a form on demand', async () => {
		const onchange = vi.fn();
		const screen = await show(live, Settings, { settings: DEFAULT_SETTINGS, onchange });
		await expect.element(page.getByText('The usual:', { exact: false })).toBeVisible();
		expect(page.getByRole('radio').query()).toBeNull();
		await button('Change settings').click();
		await page.getByRole('radio', { name: /In groups/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, policy: 'group' });
		await page.getByRole('checkbox', { name: /As planned for each table/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, smallest: 3, largest: 4 });
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('offers the tags that people carry, and asks for somebody with them at every table', async () => {
		const onchange = vi.fn();
		const people = Object.fromEntries(
			[...'abcdef'].map((id, at) => [
				id,
				{ ...(part.people[id as never] as object), tags: at < 4 ? ['starting'] : ['advanced'] }
			])
		);
		Object.assign(live, { desk: { ...part, people } });
		const screen = await show(live, Settings, { settings: DEFAULT_SETTINGS, onchange });
		await button('Change settings').click();
		await expect.element(page.getByRole('group', { name: /At every table, somebody with/ })).toBeVisible();
		await page.getByRole('checkbox', { name: /starting/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, atEveryTable: ['starting'] });
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('keeps first what is moved up; the focus goes along, and the new place is told', async () => {
		// As the page does: what is chosen is there at once.
		const onchange = vi.fn((settings: PlanSettings) => {
			void shown.rerender({ live: contextOf(live), part: Settings as never, given: { settings, onchange } as never });
		});
		const shown = await show(live, Settings, { settings: DEFAULT_SETTINGS, onchange });
		const chosen = () => onchange.mock.lastCall![0];
		const order = () => page.getByRole('list', { name: 'When not all is possible, keep first' });
		const texts = () =>
			order()
				.getByRole('listitem')
				.elements()
				.map((item) => item.textContent.trim());
		await button('Change settings').click();
		// Tables without topics: no topic and no wish can be kept.
		await expect
			.poll(texts)
			.toEqual(['1 New people each round', '2 No table twice', '3 Countries and organisations mixed']);
		expect(button('Move “New people each round” up').query()).toBeNull();
		expect(button('Move “Countries and organisations mixed” down').query()).toBeNull();
		for (const arrow of order().getByRole('button').elements()) {
			const { width, height } = arrow.getBoundingClientRect();
			expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
		}
		await button('Move “Countries and organisations mixed” up').click();
		expect(chosen().order?.indexOf('mix')).toBe(1);
		await expect
			.poll(texts)
			.toEqual(['1 New people each round', '2 Countries and organisations mixed', '3 No table twice']);
		await expect.element(button('Move “Countries and organisations mixed” up')).toHaveFocus();
		await expect.element(page.getByText('Countries and organisations mixed: place 2 of 3')).toBeInTheDocument();
		await expect.element(page.getByText('Kept earlier than usual: Countries and organisations mixed')).toBeVisible();
		expect(await accessFaults(shown.container)).toEqual([]);
		await userEvent.keyboard('{Enter}');
		// At the top there is no way up: the focus is on the way back.
		await expect.element(button('Move “Countries and organisations mixed” down')).toHaveFocus();
		await button('As usual').click();
		expect(chosen()).toEqual(DEFAULT_SETTINGS);
	});

	it('says what was chosen, and goes back to the usual', async () => {
		const onchange = vi.fn();
		await show(live, Settings, { settings: { ...DEFAULT_SETTINGS, policy: 'fixed', seed: 7 }, onchange });
		await expect.element(page.getByText('Nobody moves')).toBeVisible();
		await button('Back to the usual').click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, seed: 7 });
	});
});
