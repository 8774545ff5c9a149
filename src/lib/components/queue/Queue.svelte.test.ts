import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import HandQueue from './HandQueue.svelte';
import HelpQueue from './HelpQueue.svelte';
import type { Hand, HelpCall } from './types.ts';

const calls: HelpCall[] = [
	{ id: 'c1', tableNumber: 16, about: '“We hear an echo”', detail: 'Ivan, host · 40 seconds', state: 'waiting' },
	{ id: 'c2', tableNumber: 35, about: '“Greek, please”', detail: '', state: 'taken', takenBy: 'Malik' },
	{ id: 'c3', tableNumber: null, about: 'Cannot come in', detail: 'at the door', state: 'solved' }
];

test('calls are answered, opened, solved; the button says for whom', async () => {
	const on = { onanswer: vi.fn(), onopen: vi.fn(), onsolve: vi.fn() };
	const screen = await render(HelpQueue, { calls, ...on });
	const go = screen.getByRole('button', { name: 'I’ll go' });
	await expect.element(go).toHaveAccessibleDescription('“We hear an echo”');
	await go.click();
	await screen.getByRole('button', { name: 'Open table 16' }).click();
	await screen.getByRole('button', { name: 'Solved' }).click();
	expect([on.onanswer.mock.calls, on.onopen.mock.calls, on.onsolve.mock.calls]).toEqual([[['c1']], [[16]], [['c2']]]);
	await expect.element(screen.getByText('Malik is on the way')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
	await screen.rerender({ calls: [] });
	await expect.element(screen.getByText('Nobody needs you now')).toBeVisible();
});

const hands: Hand[] = [
	{ id: 'h1', name: 'Rosa', takesPart: 'remote', state: 'speaking' },
	{ id: 'h2', name: 'Milos', takesPart: 'hall', state: 'next' },
	{ id: 'h3', name: 'Amina', takesPart: 'remote', you: true, state: 'waiting' }
];

test('one line for hall and remote, told by words; your own place is marked by a word', async () => {
	const screen = await render(HandQueue, { hands });
	expect(
		screen
			.getByRole('listitem')
			.elements()
			.map((hand) => hand.textContent.replace(/\s+/g, ' ').trim())
	).toEqual(['1Rosa Remote speaking', '2Milos Hall next', '3You Remote']);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a moderator calls and lowers; somebody who speaks is not called again', async () => {
	const oncall = vi.fn();
	const onlower = vi.fn();
	const screen = await render(HandQueue, { hands, layout: 'list', oncall, onlower });
	expect(screen.getByRole('button', { name: 'Call Rosa' }).elements()).toEqual([]);
	await screen.getByRole('button', { name: 'Call Milos' }).click();
	await screen.getByRole('button', { name: 'Lower my hand' }).click();
	expect([oncall.mock.calls, onlower.mock.calls]).toEqual([[['h2']], [['h3']]]);
	expect(await accessFaults(screen.container)).toEqual([]);
});
