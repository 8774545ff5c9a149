import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import InsightCard from './InsightCard.svelte';
import { INSIGHT_DRAG } from './place.ts';
import ThemeColumn from './ThemeColumn.svelte';
import type { Insight } from './types.ts';

const insight: Insight = { id: 'i1', text: 'Begin with the bill.', topic: 6, tableNumber: 27, round: 2, themeId: null };
const themes = [
	{ id: 't1', title: 'Show what happens' },
	{ id: 't2', title: 'People teach people' }
];
const theme = { id: 't1', title: 'Show what happens', heardAtTables: 11, state: 'open' as const };

test('an insight is placed by the menu: a theme, a new theme, or back', async () => {
	const onplace = vi.fn();
	const screen = await render(InsightCard, { insight: { ...insight, themeId: 't2' }, themes, onplace });
	const open = screen.getByRole('button', { name: 'Place in a theme: “Begin with the bill.”' });
	for (const name of ['Show what happens', 'New theme', 'Back to “to place”']) {
		await open.click();
		await screen.getByText(name, { exact: true }).click();
	}
	expect(onplace.mock.calls).toEqual([
		['i1', { kind: 'theme', id: 't1' }],
		['i1', { kind: 'new_theme' }],
		['i1', { kind: 'unplaced' }]
	]);
	await open.click();
	await expect.element(screen.getByRole('menuitemradio', { name: 'People teach people' })).toHaveFocus();
	expect(await accessFaults(screen.container)).toEqual([]);
});

function drag(type: string, target: Element, dataTransfer: DataTransfer) {
	const fired = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
	target.dispatchEvent(fired);
	return fired;
}

test('an insight dragged onto a theme is placed there; anything else is let fall', async () => {
	const onplace = vi.fn();
	const screen = await render(ThemeColumn, { theme, insights: [], themes, onplace });
	const card = await render(InsightCard, { insight, themes, onplace: vi.fn() });
	const column = screen.container.querySelector('.theme')!;

	const carried = new DataTransfer();
	drag('dragstart', card.container.querySelector('.insight')!, carried);
	expect(drag('dragover', column, carried).defaultPrevented).toBe(true);
	drag('drop', column, carried);
	expect(onplace.mock.calls).toEqual([['i1', { kind: 'theme', id: 't1' }]]);

	const foreign = new DataTransfer();
	foreign.setData('text/plain', 'i1');
	expect(drag('dragover', column, foreign).defaultPrevented).toBe(false);
	drag('drop', column, foreign);
	expect(onplace).toHaveBeenCalledTimes(1);
});

test('a theme that may only be read takes nothing', async () => {
	const onplace = vi.fn();
	const screen = await render(ThemeColumn, {
		theme,
		insights: [insight],
		themes,
		readOnly: true,
		placing: insight,
		onplace
	});
	const carried = new DataTransfer();
	carried.setData(INSIGHT_DRAG, 'i1');
	drag('drop', screen.container.querySelector('.theme')!, carried);
	expect(onplace).not.toHaveBeenCalled();
	expect(screen.container.querySelector('button')).toBeNull();
});

test('select, then place: the theme offers a place for the chosen insight', async () => {
	const onplace = vi.fn();
	const screen = await render(ThemeColumn, {
		theme,
		insights: [],
		themes,
		placing: insight,
		actions: ['rename'],
		onplace
	});
	await screen.getByRole('button', { name: 'Place the chosen insight here' }).click();
	expect(onplace.mock.calls).toEqual([['i1', { kind: 'theme', id: 't1' }]]);
	await expect.element(screen.getByText('Heard at 11 tables')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});
