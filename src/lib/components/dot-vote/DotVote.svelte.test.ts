import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { accessFaults, pressAnyway } from '../testing/accessible.ts';
import DotVote from './DotVote.svelte';
import type { DotVoteProps, VoteTheme } from './types.ts';
import VoteResult from './VoteResult.svelte';

const theme = (id: string, title: string, dots: number, concern: string | null = null): VoteTheme => ({
	id,
	title,
	topic: 3,
	heardAtTables: 9,
	dots,
	concern
});
async function given(more: Partial<DotVoteProps> = {}) {
	const calls = { ongive: vi.fn(), ontake: vi.fn(), onconcern: vi.fn() };
	const themes = [theme('a', 'Doors', 2), theme('b', 'People', 0)];
	const screen = await render(DotVote, {
		themes,
		dots: 5,
		state: 'open',
		concerns: true,
		closesAt: '12:05',
		...calls,
		...more
	});
	return { screen, ...calls, button: (name: string) => screen.getByRole('button', { name }) };
}

test('dots are given and taken with the keyboard, and counted in words', async () => {
	const { screen, ongive, ontake, button } = await given();
	button('Give a dot to People').element().focus();
	await userEvent.keyboard('{Enter}');
	expect(ongive.mock.calls).toEqual([['b']]);
	button('Take a dot from Doors').element().focus();
	await userEvent.keyboard(' ');
	expect(ontake.mock.calls).toEqual([['a']]);
	await expect.element(screen.getByText('2 given, 3 left')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('no dot to take where there is none', async () => {
	const { ontake, button } = await given();
	await expect.element(button('Take a dot from People')).toHaveAttribute('aria-disabled', 'true');
	pressAnyway(button('Take a dot from People'));
	expect(ontake).not.toHaveBeenCalled();
});

test('all dots given: the way out is said, and no further dot goes', async () => {
	const { screen, ongive, button } = await given({ themes: [theme('a', 'Doors', 5), theme('b', 'People', 0)] });
	await expect.element(screen.getByText('5 given, none left')).toBeVisible();
	await expect
		.element(button('Give a dot to People'))
		.toHaveAccessibleDescription('You gave all 5 dots. Take one back to use it here.');
	pressAnyway(button('Give a dot to People'));
	expect(ongive).not.toHaveBeenCalled();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a concern is told, explained, and taken back', async () => {
	const { screen, onconcern, button } = await given();
	await button('I have a concern: People').click();
	expect(onconcern).toHaveBeenLastCalledWith('b', '');
	await screen.rerender({ themes: [theme('b', 'People', 0, '')] });
	await screen.getByRole('textbox', { name: /Say why/ }).fill('Small towns cannot pay.');
	await userEvent.tab();
	expect(onconcern).toHaveBeenLastCalledWith('b', 'Small towns cannot pay.');
	await button('You have a concern: People').click();
	expect(onconcern).toHaveBeenLastCalledWith('b', null);
});

test.each(['not_open', 'closed'] as const)('%s: themes can be read, dots cannot be moved', async (state) => {
	const { screen } = await given({ state });
	await expect.element(screen.getByRole('heading', { name: 'Doors' })).toBeVisible();
	expect(screen.container.querySelector('button')).toBeNull();
});

test('the result says hall and remote in words, not by colour alone', async () => {
	const results = [
		{ id: 'a', title: 'Doors', hall: 128, remote: 36, mine: 2, concerns: 4 },
		{ id: 'b', title: 'People', hall: 0, remote: 0 }
	];
	const screen = await render(VoteResult, { results, voters: { hall: 131, paper: 24, remote: 37 } });
	await expect.element(screen.getByText('128 hall · 36 remote')).toBeVisible();
	await expect.element(screen.getByText('131 in the hall, 24 on paper')).toBeVisible();
	await expect.element(screen.getByText('4 concerns')).toBeVisible();
	expect(screen.container.querySelectorAll('.bars')[1]!.children).toHaveLength(0);
	expect(await accessFaults(screen.container)).toEqual([]);
});
