import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { accessFaults } from '../testing/accessible.ts';
import IdeaCard from './IdeaCard.svelte';
import type { Idea, IdeaAction } from './types.ts';

const idea: Idea = { id: 'i1', text: 'Begin with the bus.', by: 'Table 12', state: 'saved' };
const given = (more: Partial<Idea> = {}, actions: readonly IdeaAction[] = [], translated = false) => {
	const onaction = vi.fn();
	return render(IdeaCard, { idea: { ...idea, ...more }, actions, translated, onaction }).then((screen) => ({
		screen,
		onaction
	}));
};

test('a key insight is one for the ear too', async () => {
	const { screen } = await given({ key: true });
	await expect.element(screen.getByText(/^Key insight: Begin with the bus\./)).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a hidden idea does not carry its words to the screen', async () => {
	const { screen, onaction } = await given({ state: 'hidden', key: true, because: 'Hidden by a moderator at 11:09.' }, [
		'why'
	]);
	expect(screen.container.textContent).not.toContain('bus');
	expect(screen.container.textContent).not.toContain('Table 12');
	await screen.getByRole('button', { name: 'Why?' }).click();
	expect(onaction.mock.calls).toEqual([['why', 'i1']]);
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('what may not be done is not in the menu; without acts there is no menu', async () => {
	const { screen, onaction } = await given({}, ['mark_key', 'bring']);
	await screen.getByRole('button', { name: 'More for this idea' }).click();
	expect(
		screen
			.getByRole('menuitem')
			.elements()
			.map((item) => item.textContent.trim())
	).toEqual(['Mark as key insight', 'Bring it to my next table']);
	await screen.getByRole('menuitem', { name: 'Mark as key insight' }).click();
	expect(onaction.mock.calls).toEqual([['mark_key', 'i1']]);
	await screen.rerender({ actions: [] });
	expect(screen.container.querySelector('[aria-haspopup]')).toBeNull();
});

test('not sent yet, refused: words, not only colour', async () => {
	const { screen } = await given({ state: 'not_sent', mine: true });
	await expect.element(screen.getByText('not sent yet')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
	await screen.rerender({ idea: { ...idea, state: 'refused', because: 'The table is full' }, actions: ['try_again'] });
	await expect.element(screen.getByText('The table is full')).toBeVisible();
	await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a translation is a marked layer in its own language, the original stays one press away', async () => {
	const translation = { text: 'One clear agreement.', lang: 'en', by: 'machine' as const };
	const { screen } = await given({ text: 'Un seul accord, clair.', lang: 'fr', translation }, ['original'], true);
	await expect.element(screen.getByText('One clear agreement.')).toHaveAttribute('lang', 'en');
	await expect.element(screen.getByText('machine translation')).toBeVisible();
	await screen.rerender({ translated: false });
	await expect.element(screen.getByText('Un seul accord, clair.')).toHaveAttribute('lang', 'fr');
});

test('provenance: written for somebody, carried from elsewhere', async () => {
	const { screen } = await given({ by: 'Jonas', writtenBy: 'Chiara' });
	await expect.element(screen.getByText('Chiara for Jonas')).toBeVisible();
	await screen.rerender({ idea: { ...idea, carriedFrom: { number: 27, topic: 6, round: 1, by: 'Amina' } } });
	await expect.element(screen.getByText('Table 27 · round 1')).toBeVisible();
	await expect.element(screen.getByText('brought by Amina')).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});

test('a star is given on the card itself, with its count; a key insight carries another sign', async () => {
	const { screen, onaction } = await given({ stars: 2, key: true }, ['mark_key', 'star']);
	await screen.getByRole('button', { name: 'Give a star, 2 stars' }).click();
	expect(onaction.mock.calls).toEqual([['star', 'i1']]);
	expect(screen.container.querySelectorAll('.lucide-star')).toHaveLength(1);
	expect(screen.container.querySelector('.idea > .lucide-lightbulb')).not.toBeNull();
	await screen.getByRole('button', { name: 'More for this idea' }).click();
	expect(screen.getByRole('menuitem').elements()).toHaveLength(1);
	expect(await accessFaults(screen.container)).toEqual([]);
	await screen.rerender({ idea: { ...idea, stars: 3, starredByMe: true }, actions: ['unstar'] });
	await expect.element(screen.getByRole('button', { name: 'Take my star back, 3 stars' })).toBeVisible();
});
