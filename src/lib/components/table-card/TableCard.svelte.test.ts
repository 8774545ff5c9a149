import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import { statusLook } from './status-look.ts';
import TableCard from './TableCard.svelte';
import type { TableCardProps, TableStatus } from './types.ts';

const props: TableCardProps = {
	number: 22,
	topic: 5,
	hostName: 'Vera',
	place: 'blend',
	seats: [{ shape: 'host' }, { shape: 'remote' }, { shape: 'remote', state: 'missing' }],
	status: { word: 'small', people: 2 },
	ideas: 5,
	keyInsights: 1,
	onchoose: () => {}
};

test('its text is its name: number, host, word, counts', async () => {
	const screen = await render(TableCard, props);
	await expect
		.element(screen.getByRole('button'))
		.toHaveAccessibleName('Table 22, hall and online, Vera 2 people 5 ideas 1 key insight');
});

test('chosen with the keyboard, and the chosen one says so', async () => {
	const onchoose = vi.fn();
	const screen = await render(TableCard, { ...props, onchoose });
	screen.getByRole('button').element().focus();
	await userEvent.keyboard('{Enter}');
	expect(onchoose.mock.calls).toEqual([[22]]);
	await screen.rerender({ chosen: true });
	await expect.element(screen.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
});

test.each<[TableStatus, string, string]>([
	[{ word: 'talking' }, 'Talking', 'plain'],
	[{ word: 'quiet', minutes: 3 }, 'Quiet 3 min', 'wait'],
	[{ word: 'more_time' }, 'More time?', 'wait'],
	[{ word: 'help' }, 'Needs help', 'help'],
	[{ word: 'no_host' }, 'No host', 'help'],
	[{ word: 'alone' }, 'Alone', 'help'],
	[{ word: 'small', people: 1 }, '1 person', 'help'],
	[{ word: 'forming', here: 2, of: 4 }, '2 of 4 here', 'plain'],
	[{ word: 'ready' }, 'Ready to move', 'plain'],
	[{ word: 'closed' }, 'Closed', 'gone'],
	[{ word: 'merged', into: 25 }, 'Now at 25', 'gone']
])('%o says “%s” and has contrast', async (status, text, tone) => {
	expect(statusLook(status)).toMatchObject({ text, tone });
	const screen = await render(TableCard, { ...props, status, hostName: null, keyInsights: 0 });
	await expect.element(screen.getByText(text)).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});
