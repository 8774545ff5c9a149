import '#lib/styles/index.css';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import type { ThemeId, VoteId } from '#lib/domain/ids.ts';
import type { PublicVote } from '#lib/domain/parts.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import Ballot from './Ballot.svelte';

const vote: PublicVote = {
	id: 'v1' as VoteId,
	dots: 2,
	options: [
		{ theme: 'a' as ThemeId, name: 'Libraries' },
		{ theme: 'b' as ThemeId, name: 'Letterboxes' }
	],
	openedAt: 0,
	result: null
};
const shown = (live: LiveDouble) => render(WithLive, { live: contextOf(live), part: Ballot as never, given: { vote } });
const give = (name: string) => page.getByRole('button', { name: `Give a dot to ${name}` });
const dotsOn = (name: string) => page.getByRole('group', { name: `Dots for ${name}` });

describe('Ballot', () => {
	it('shows a dot at once, and sends the whole ballot each time', async () => {
		const live = new LiveDouble();
		await shown(live);
		await give('Libraries').click();
		await expect.element(dotsOn('Libraries').getByText('1 dot from you')).toBeInTheDocument();
		await give('Libraries').click();
		expect(live.sent).toEqual([
			{ type: 'cast_ballot', vote: 'v1', dots: { a: 1 } },
			{ type: 'cast_ballot', vote: 'v1', dots: { a: 2 } }
		]);
		await expect.element(page.getByText('You gave all 2 dots.', { exact: false }).first()).toBeVisible();
		await expect.element(give('Letterboxes')).toHaveAttribute('aria-disabled', 'true');
	});

	it('an answer to an older press does not take the newer dot away', async () => {
		const live = new LiveDouble();
		await shown(live);
		await give('Libraries').click();
		await give('Libraries').click();
		live.answer({ ok: true });
		await expect.element(dotsOn('Libraries').getByText('2 dots from you')).toBeInTheDocument();
	});

	it('takes back a dot that was refused, and says why', async () => {
		const live = new LiveDouble();
		await shown(live);
		await give('Libraries').click();
		live.answer({ ok: false, code: 'vote_closed' });
		await expect.element(page.getByText('The vote is closed.', { exact: false })).toBeVisible();
		await expect.element(dotsOn('Libraries').getByText('0 dots from you')).toBeInTheDocument();
	});

	it('cannot be filled in twice: a paper ballot counts already', async () => {
		const live = new LiveDouble();
		live.me = { ...live.me, ballots: { [vote.id]: { dots: {}, paper: true } } };
		await shown(live);
		await expect
			.element(page.getByText('A paper ballot with your card counts already.', { exact: false }))
			.toBeVisible();
		await expect.element(give('Libraries')).not.toBeInTheDocument();
	});
});
