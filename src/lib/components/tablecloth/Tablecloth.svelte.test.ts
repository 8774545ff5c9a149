import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Idea } from '../idea-card/types.ts';
import { accessFaults } from '../testing/accessible.ts';
import Tablecloth from './Tablecloth.svelte';

const idea = (id: string, key = false): Idea => ({ id, text: `Idea ${id}`, by: 'Table 12', state: 'saved', key });
const rounds = [
	{ round: 1, ideas: [idea('a', true)] },
	{ round: 3, ideas: [idea('b', true), idea('c')], writers: ['Lukas'] },
	{ round: 2, ideas: [idea('d')] }
];
const given = (more: object = {}) =>
	render(Tablecloth, { number: 12, topic: 3, rounds, currentRound: 3, keyLimit: 3, ...more });

test('newest round first, older rounds folded but one press away', async () => {
	const screen = await given();
	const heads = () =>
		screen
			.getByRole('heading', { level: 3 })
			.elements()
			.filter((head) => head.checkVisibility())
			.map((head) => head.textContent);
	expect(heads()).toEqual(['Round 3', 'Round 2']);
	screen.container.querySelector('summary')!.focus();
	await userEvent.keyboard('{Enter}');
	expect(heads()).toEqual(['Round 3', 'Round 2', 'Round 1']);
});

test('counts all ideas, and the key insights of this round only', async () => {
	const screen = await given();
	await expect.element(screen.getByText('4 ideas · 1 of 3 key insights marked this round')).toBeVisible();
	await expect.element(screen.getByText('Lukas is writing…')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('an empty cloth invites; for readers it only says so', async () => {
	const screen = await given({ rounds: [] });
	await expect.element(screen.getByText('A clean cloth')).toBeVisible();
	await expect.element(screen.getByText('Be the first to write. One thought is enough.')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
	await screen.rerender({ readOnly: true });
	expect(screen.container.textContent).not.toContain('Be the first');
});

test('somebody who writes on a clean cloth is seen', async () => {
	const screen = await given({ rounds: [{ round: 1, ideas: [], writers: ['Theo'] }], currentRound: 1 });
	await expect.element(screen.getByText('Theo is writing…')).toBeVisible();
});

test('paused saving is counted, in words', async () => {
	const screen = await given({ waiting: 2 });
	await expect.element(screen.getByRole('status')).toHaveTextContent('Saving paused · 2 ideas wait here');
});

test('a reader has no menus', async () => {
	const screen = await given({ readOnly: true, actionsOf: () => ['mark_key'] });
	expect(screen.container.querySelector('[aria-haspopup]')).toBeNull();
});
