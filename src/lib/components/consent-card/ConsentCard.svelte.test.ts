import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import ConsentCard from './ConsentCard.svelte';

const detail = 'The stage is recorded and stays until 30 June 2027.';

test('three equal answers, nothing chosen beforehand', async () => {
	const onanswer = vi.fn();
	const screen = await render(ConsentCard, { state: 'asked', detail, onanswer });
	const answers = screen.getByRole('button').elements();
	expect(answers.map((answer) => answer.textContent.trim())).toEqual([
		'Yes, I speak',
		'Let the moderator read it',
		'Cancel'
	]);
	expect(new Set(answers.map((answer) => answer.className)).size).toBe(1);
	expect(new Set(answers.map((answer) => Math.round(answer.getBoundingClientRect().width))).size).toBe(1);
	for (const answer of screen.getByRole('button').all()) await answer.click();
	expect(onanswer.mock.calls).toEqual([['yes'], ['moderator'], ['cancel']]);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('after yes: withdraw at any time, or answer again', async () => {
	const onanswer = vi.fn();
	const onwithdraw = vi.fn();
	const screen = await render(ConsentCard, { state: 'yes', detail, onanswer, onwithdraw });
	await expect.element(screen.getByText(/^You said yes\./)).toBeVisible();
	await screen.getByRole('button', { name: 'Withdraw' }).click();
	expect(onwithdraw).toHaveBeenCalledTimes(1);
	await screen.getByRole('button', { name: 'Answer again' }).click();
	await screen.getByRole('button', { name: 'Let the moderator read it' }).click();
	expect(onanswer.mock.calls).toEqual([['moderator']]);
	await screen.rerender({ state: 'withdrawn' });
	await expect.element(screen.getByText(/^You withdrew\./)).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});
