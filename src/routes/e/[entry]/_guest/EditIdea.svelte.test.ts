import '#lib/styles/index.css';
import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import type { IdeaId, TableId } from '#lib/domain/ids.ts';
import { INITIAL_TABLE } from '#lib/domain/initial.ts';
import type { Idea } from '#lib/domain/parts.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import EditIdea from './EditIdea.svelte';

const table = 't12' as TableId;
const idea: Idea = {
	id: 'i1' as IdeaId,
	round: 1,
	text: 'First words',
	language: 'en',
	rev: 3,
	at: 0,
	stars: 0,
	key: false,
	hidden: false,
	onBehalf: false,
	signedBy: null
};
async function shown() {
	const live = new LiveDouble();
	live.table = { ...INITIAL_TABLE, round: 1, ideas: [{ ...idea, rev: 4, text: 'Words of the other device' }] };
	const guest = { add: vi.fn() };
	await render(WithLive, {
		live: contextOf(live),
		part: EditIdea as never,
		given: { guest, table, idea, current: idea }
	});
	return { live, guest };
}
const box = () => page.getByRole('textbox', { name: 'Your words' });
const save = () => page.getByRole('button', { name: 'Save' });

describe('EditIdea', () => {
	it('names the revision it changes, and shuts at once', async () => {
		const { live } = await shown();
		await box().fill('Better words');
		await save().click();
		expect(live.sent).toEqual([{ type: 'edit_idea', table, idea: 'i1', baseRev: 3, text: 'Better words' }]);
		await expect.element(box()).not.toBeInTheDocument();
	});

	it('sends nothing for the same words, and says what is wrong with none', async () => {
		const { live } = await shown();
		await box().fill('   ');
		await save().click();
		await expect.element(box()).toHaveAttribute('aria-invalid', 'true');
		await box().fill('First words');
		await save().click();
		expect(live.sent).toEqual([]);
	});

	it('somebody was faster: both wordings stand there, and mine can become a second card', async () => {
		const { live, guest } = await shown();
		await box().fill('Better words');
		await save().click();
		live.answer({ ok: false, code: 'idea_changed', params: { rev: 4 } });
		await expect.element(page.getByText('Words of the other device')).toBeVisible();
		await expect.element(page.getByText('Better words')).toBeVisible();
		await page.getByRole('button', { name: 'Keep mine as a second card' }).click();
		expect(guest.add).toHaveBeenCalledWith(table, 'Better words', null);
		await expect.element(page.getByText('Words of the other device')).not.toBeInTheDocument();
	});
});
