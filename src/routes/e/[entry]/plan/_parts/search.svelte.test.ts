import '#lib/styles/index.css';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import { AMINA } from '#lib/live/testing/live-double.svelte.ts';
import Searching from './Searching.svelte';
import PlanTop from './PlanTop.svelte';
import Notices from './Notices.svelte';
import Candidates from './Candidates.svelte';
import { button, plannerPage, run, sheet, show } from './testing/planner-double.svelte.ts';

let { live, planning, part, asking, planner } = plannerPage();
beforeEach(() => {
	({ live, planning, part, asking, planner } = plannerPage());
});

describe('Searching', () => {
	it('says who looks for a plan, how far it is, and keeps the best when it is good enough', async () => {
		const screen = await show(live, Searching, { run: run(), planner, asking });
		await expect.element(page.getByRole('heading', { name: 'Petra is looking for a plan' })).toBeVisible();
		const share = () => Number(page.getByRole('progressbar').element().getAttribute('value'));
		expect(share()).toBeGreaterThanOrEqual(0.25);
		// Nothing more is heard of it: the time goes on all the same.
		await expect.poll(share).toBeGreaterThan(0.3);
		await expect.element(page.getByText('Petra started this search.', { exact: false })).toBeVisible();
		await expect.element(page.getByText('1 cannot be avoided')).toBeVisible();
		await button('Good enough').click();
		expect(planning.asked).toContainEqual(['stop', 'r1']);
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('tells honestly that the connection is lost, and that the planner goes on', async () => {
		live.state = 'offline';
		await show(live, Searching, { run: run({ by: AMINA, sheet: null }), planner, asking });
		await expect.element(page.getByText('You are looking for a plan')).toBeVisible();
		expect(page.getByText('started this search', { exact: false }).query()).toBeNull();
		await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.25');
		await expect.element(page.getByText('The planner goes on at the server', { exact: false })).toBeVisible();
		await expect.element(button('Good enough')).toHaveAttribute('aria-disabled', 'true');
	});

	it('says that the time is up while the last plan is looked over', async () => {
		await show(live, Searching, { run: run({ elapsedMs: 10_000 }), planner, asking });
		await expect.element(page.getByText('Time is up', { exact: false })).toBeVisible();
	});
});

describe('PlanTop', () => {
	const given = () => ({ planner, asking, onprint: () => {}, onsave: () => {} });
	it('says whose search stands in the way of another one', async () => {
		planning.picture = { ...planning.picture, runs: [run()] };
		await show(live, PlanTop, given());
		await expect.element(button('Look for another plan')).toHaveAttribute('aria-disabled', 'true');
		await expect.element(page.getByText('Petra is looking for a plan already', { exact: false })).toBeInTheDocument();
	});

	it('names who else did the last step, and has no button beside an own search', async () => {
		planning.picture = { ...planning.picture, runs: [run({ by: AMINA })] };
		const step = { kind: 'planned', moved: 0, by: 'petra', at: 1 };
		Object.assign(live, { desk: { ...part, plan: { ...part.plan, step } } });
		await show(live, PlanTop, given());
		await expect.element(page.getByText('Last step: new plan, by Petra.', { exact: false })).toBeVisible();
		expect(button('Look for another plan').query()).toBeNull();
	});
});

describe('Notices', () => {
	it('says that a search came to nothing, that nothing was changed, and is closed', async () => {
		planning.picture = { ...planning.picture, runs: [run({ state: 'failed', sheet: null })] };
		await show(live, Notices, { planner, asking });
		await expect.element(page.getByText('The planner stopped unexpectedly', { exact: false })).toBeVisible();
		await button('Close').click();
		expect(planning.asked).toContainEqual(['cancel', 'r1']);
	});

	it('says who else ended the search that was seen here, until it is read', async () => {
		planning.picture = { ...planning.picture, runs: [run()] };
		planner.keepSeen();
		planning.picture = { ...planning.picture, runs: [], ended: { run: 'r1', by: 'petra' as never, kept: false } };
		const screen = await show(live, Notices, { planner, asking });
		await expect.element(page.getByText('Petra cancelled the search.')).toBeVisible();
		expect(await accessFaults(screen.container)).toEqual([]);
		await button('Close').click();
		await expect.poll(() => page.getByText('Petra cancelled the search.').query()).toBeNull();
	});

	it('tells nobody of an own end, nor of a search that was not seen here', async () => {
		planning.picture = { ...planning.picture, ended: { run: 'r1', by: 'petra' as never, kept: true } };
		expect(planner.endedByOther(AMINA)).toBeNull();
		planning.picture = { ...planning.picture, runs: [run()] };
		planner.keepSeen();
		expect(planner.endedByOther(AMINA)).toMatchObject({ kept: true });
		expect(planner.endedByOther('petra' as never)).toBeNull();
	});

	it('does what helps where no plan can exist, and forgets the refusal', async () => {
		const refused = { rule: 'seats', persons: ['a', 'b'], tables: [], change: { code: 'raise_largest', to: 4 } };
		planning.picture = {
			...planning.picture,
			runs: [run({ state: 'refused', sheet: null, refused: refused as never })]
		};
		planner.settings = { ...DEFAULT_SETTINGS, largest: 3 };
		await show(live, Notices, { planner, asking });
		await expect.element(page.getByText('It concerns Anna and Bo.', { exact: false })).toBeVisible();
		await button('Allow 4 people at a table').click();
		expect(planner.settings.largest).toBe(4);
		expect(planning.asked).toContainEqual(['cancel', 'r1']);
	});
});

describe('Candidates', () => {
	it('stands beside the plan in force with the better marked, and is taken on the version that is shown', async () => {
		planning.picture = {
			...planning.picture,
			runs: [run({ state: 'done', sheet: { ...sheet, pairsMeetingAgain: 1 } })]
		};
		const ontaken = vi.fn();
		const screen = await show(live, Candidates, { planner, asking, ontaken });
		await expect.element(page.getByRole('columnheader', { name: 'In force' })).toBeVisible();
		await expect.element(page.getByRole('cell', { name: '1 better' })).toBeVisible();
		await button('Take plan A').click();
		expect(planning.asked).toContainEqual(['take', 'r1', 1]);
		expect(ontaken).toHaveBeenCalledWith(expect.objectContaining({ run: 'r1' }), 2, true);
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('names the table that has lost chairs since', async () => {
		planning.picture = { ...planning.picture, runs: [run({ state: 'done', tooFull: ['B' as never] })] };
		await show(live, Candidates, { planner, asking, ontaken: vi.fn() });
		await expect.element(button('Take plan A')).toHaveAttribute('aria-disabled', 'true');
		await expect
			.element(page.getByText('Table 2 has fewer seats now than plan A gives it people.', { exact: false }))
			.toBeVisible();
	});

	it('says why a stale one cannot be taken', async () => {
		planning.picture = { ...planning.picture, runs: [run({ state: 'done', stale: true })] };
		await show(live, Candidates, { planner, asking, ontaken: () => {} });
		await expect.element(page.getByText('can no longer be taken', { exact: false })).toBeVisible();
	});
});
