import '#lib/styles/index.css';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { planView } from '#lib/desk/plan-moves.ts';
import Repair from './Repair.svelte';
import MoveDialog from './MoveDialog.svelte';
import UndoBar from './UndoBar.svelte';
import { button, plannerPage, rounds, sheet, show } from './testing/planner-double.svelte.ts';

let { live, planning, part, asking, planner } = plannerPage();
beforeEach(() => {
	({ live, planning, part, asking, planner } = plannerPage());
});

describe('Repair', () => {
	const waiting = { joined: 0, left: 1, locks: 0, hostsLost: 0, asks: false };
	const repair = {
		before: sheet,
		after: sheet,
		changes: [{ person: 'd', round: 2, from: 'B', to: 'A', pinned: null }],
		causes: [{ code: 'left', people: 1 }],
		people: 1
	};

	it('says who moves and why, is made anew when somebody else comes or goes, and does what is shown', async () => {
		planning.picture = { ...planning.picture, waiting };
		Object.assign(planning, {
			repair: vi.fn(async (basis: number, preview: boolean) => {
				planning.asked.push(['repair', basis, preview]);
				return preview ? { ok: true, repair } : { ok: true, version: 2 };
			})
		});
		const screen = await show(live, Repair, { planner, asking });
		await button('See the repair').click();
		await expect.element(page.getByText('Dora, round 2: 2 → 1')).toBeVisible();
		await expect.element(page.getByText('Why: 1 person left.')).toBeVisible();
		expect(page.getByText('Something changed meanwhile', { exact: false }).query()).toBeNull();
		planning.picture = { ...planning.picture, waiting: { ...waiting, left: 2 } };
		await expect.element(page.getByText('Something changed meanwhile', { exact: false })).toBeVisible();
		expect(await accessFaults(screen.container)).toEqual([]);
		await button('Repair the plan').click();
		await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
		expect(planning.asked.filter((asked) => (asked as unknown[])[0] === 'repair')).toEqual([
			['repair', 1, true],
			['repair', 1, true],
			['repair', 1, false]
		]);
	});

	it('names in the banner who moved, also when the program or somebody else repaired', async () => {
		planner.keepChanges();
		const step = { kind: 'repaired', moved: 2, by: null, causes: [{ code: 'left', people: 1 }] };
		const moved = rounds.map((seats, index) => (index === 1 ? { ...seats, d: 'B', h: 'A' } : seats));
		Object.assign(live, { desk: { ...part, plan: { ...part.plan, version: 2, rounds: moved, step } } });
		planner.keepChanges();
		await show(live, Repair, { planner, asking });
		// Who only got a seat was told no other one before.
		await expect.element(page.getByText('Why: 1 person left. Dora, round 2: 1 → 2.', { exact: false })).toBeVisible();
		// A page that did not see the version before names nobody wrongly.
		Object.assign(live, { desk: { ...part, plan: { ...part.plan, version: 9, step } } });
		planner.keepChanges();
		expect(planner.lastChanges).toEqual([]);
	});

	it('closes when somebody else has repaired the plan', async () => {
		planning.picture = { ...planning.picture, waiting };
		Object.assign(planning, { repair: vi.fn(async () => ({ ok: true, repair })) });
		await show(live, Repair, { planner, asking });
		await button('See the repair').click();
		await expect.element(page.getByRole('dialog')).toBeVisible();
		planning.picture = { ...planning.picture, waiting: null };
		await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
	});
});

describe('MoveDialog', () => {
	const given = (more: object = {}) => ({
		...{ view: planView({ card: live.everyone.card!, rounds: rounds as never, people: part.people, needs: {} }) },
		...{ moving: { person: 'd', round: 1 }, planner, busy: false, onchange: vi.fn(), onclose: vi.fn() },
		...more
	});

	it('says before and after, names whom one meets again, and what the verifier counts', async () => {
		const props = given();
		const screen = await show(live, MoveDialog, props);
		await expect.element(page.getByRole('heading', { name: 'Where shall Dora sit in round 1?' })).toBeVisible();
		await expect.element(page.getByText(/1 person is met again.*: Anna/)).toBeVisible();
		await expect.element(page.getByText('A topic twice: 0 → 2')).toBeVisible();
		expect(await accessFaults(screen.container)).toEqual([]);
		await button('Move to table 1').click();
		expect(props.onchange).toHaveBeenCalledWith({ person: 'd', round: 1, table: 'A', swapWith: null });
	});

	it('starts with the two who were dropped on each other', async () => {
		const props = given({ moving: { person: 'd', round: 1, table: 'A', other: 'b' } });
		await show(live, MoveDialog, props);
		await button('Change places with Bo').click();
		expect(props.onchange).toHaveBeenCalledWith({ person: 'd', round: 1, table: 'A', swapWith: 'b' });
	});

	it('[I7] names the printed card that would no longer be true', async () => {
		const pins = [{ person: 'd', round: 1, table: 'B', source: 'card' }];
		Object.assign(live, { desk: { ...part, pins } });
		await show(live, MoveDialog, given());
		await expect.element(page.getByText('Dora has a printed card with table 2', { exact: false })).toBeVisible();
	});
});

describe('UndoBar', () => {
	it('says what is taken back, and obeys the keys, but not while somebody writes', async () => {
		planning.picture = {
			...planning.picture,
			undo: { version: 1, kind: 'moved', moved: 2, by: 'petra' as never, at: 0 as never }
		};
		const screen = await show(live, UndoBar, { planner, asking });
		await expect.element(button('Undo: 2 seats changed by hand, by Petra')).toBeVisible();
		await userEvent.keyboard('{Control>}z{/Control}');
		await expect.poll(() => planning.asked).toEqual([['undo', 1]]);
		const box = document.createElement('input');
		screen.container.append(box);
		box.focus();
		await userEvent.keyboard('{Control>}z{/Control}');
		expect(planning.asked).toHaveLength(1);
		box.remove();
		await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
		expect(planning.asked).toHaveLength(1);
	});
});
