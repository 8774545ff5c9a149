import '#lib/styles/index.css';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { Asking } from '#lib/desk/asking.svelte.ts';
import { PlannerPage } from '#lib/desk/planner-page.svelte.ts';
import { planView } from '#lib/desk/plan-moves.ts';
import { DEFAULT_SETTINGS, type PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { INITIAL_DESK } from '#lib/domain/initial.ts';
import type { DeskPart, PlanSheet } from '#lib/domain/parts.ts';
import { AMINA, contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import type { PlanningState, PlanRun } from '#lib/protocol/planning.ts';
import Candidates from './Candidates.svelte';
import MoveDialog from './MoveDialog.svelte';
import Notices from './Notices.svelte';
import PlanTop from './PlanTop.svelte';
import Repair from './Repair.svelte';
import Searching from './Searching.svelte';
import Settings from './Settings.svelte';
import UndoBar from './UndoBar.svelte';

const sheet: PlanSheet = {
	pairsMeetingAgain: 3,
	pairsMeetingAgainBound: 1,
	tableAgain: 0,
	topicAgain: 0,
	withoutLanguage: 0,
	sameCountryPairs: 0,
	sameCountryPairsBound: 0,
	sameOrganisationPairs: 0,
	people: 6,
	tables: 2,
	smallest: 3,
	largest: 3,
	elapsedMs: 1,
	seed: 1
};
const run = (more: Partial<PlanRun> = {}) =>
	({
		run: 'r1',
		letter: 'A',
		by: 'petra',
		settings: DEFAULT_SETTINGS,
		state: 'running',
		sheet,
		elapsedMs: 2_500,
		moves: 1,
		refused: null,
		basis: 1,
		stale: false,
		...more
	}) as PlanRun;
const table = (id: string, number: number) => ({
	...{ id, number, name: { en: `Table ${id}` }, mode: 'hall', seats: 4, topic: null, languages: [], stepFree: true }
});
const rounds = [
	{ a: 'A', b: 'A', c: 'A', d: 'B', e: 'B', f: 'B' },
	{ a: 'A', d: 'A', e: 'A', b: 'B', c: 'B', f: 'B' }
];

/** The planner of a server that says yes to everything and remembers what it was asked. */
class PlanningDouble {
	picture = $state.raw<PlanningState>({ runs: [], undo: null, redo: null, waiting: null });
	progress = null;
	readonly asked: unknown[] = [];
	#yes = (what: string, more: object = {}) =>
		vi.fn(async (...wish: unknown[]) => {
			this.asked.push([what, ...wish]);
			return { ok: true as const, ...more };
		});
	look = this.#yes('look');
	outlook = this.#yes('outlook');
	start = this.#yes('start');
	stop = this.#yes('stop');
	cancel = this.#yes('cancel');
	seats = this.#yes('seats');
	take = this.#yes('take', { version: 2 });
	move = this.#yes('move', { version: 2 });
	undo = this.#yes('undo');
	redo = this.#yes('redo');
	weigh = this.#yes('weigh', { cost: { before: sheet, after: { ...sheet, topicAgain: 2 }, changes: [] } });
}

let live: LiveDouble;
let planning: PlanningDouble;
let planner: PlannerPage;
let asking: Asking;
let part: DeskPart;

beforeEach(() => {
	live = new LiveDouble();
	planning = new PlanningDouble();
	const card = {
		tables: [table('A', 1), table('B', 2)],
		topics: [],
		cafe: { rounds: [{ minutes: 20 }, { minutes: 20 }] }
	};
	Object.assign(live, { ask: { planning }, care: { needs: {} } });
	live.everyone = { ...live.everyone, card: card as never };
	live.names = { petra: 'Petra', a: 'Anna', b: 'Bo', d: 'Dora' } as never;
	const people = Object.fromEntries(
		[...'abcdef'].map((id) => [id, { id, attendance: 'hall', device: 'own', hosts: null, languages: [], tags: [] }])
	);
	part = { ...INITIAL_DESK, people, plan: { version: 1, rounds, sheet } } as unknown as DeskPart;
	Object.assign(live, { desk: part });
	const { live: asLive } = contextOf(live);
	asking = new Asking(asLive);
	planner = new PlannerPage(asLive, asking);
});
const show = (part: unknown, given: object) =>
	render(WithLive, { live: contextOf(live), part: part as never, given: given as never });
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe('Settings', () => {
	it('is one line while nothing is chosen, and a form on demand', async () => {
		const onchange = vi.fn();
		const screen = await show(Settings, { settings: DEFAULT_SETTINGS, onchange });
		await expect.element(page.getByText('The usual:', { exact: false })).toBeVisible();
		expect(page.getByRole('radio').query()).toBeNull();
		await button('Change settings').click();
		await page.getByRole('radio', { name: /In groups/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, policy: 'group' });
		await page.getByRole('checkbox', { name: /As planned for each table/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, smallest: 3, largest: 4 });
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('offers the tags that people carry, and asks for somebody with them at every table', async () => {
		const onchange = vi.fn();
		const people = Object.fromEntries(
			[...'abcdef'].map((id, at) => [
				id,
				{ ...(part.people[id as never] as object), tags: at < 4 ? ['starting'] : ['advanced'] }
			])
		);
		Object.assign(live, { desk: { ...part, people } });
		const screen = await show(Settings, { settings: DEFAULT_SETTINGS, onchange });
		await button('Change settings').click();
		await expect.element(page.getByRole('group', { name: /At every table, somebody with/ })).toBeVisible();
		await page.getByRole('checkbox', { name: /starting/ }).click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, atEveryTable: ['starting'] });
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('keeps first what is moved up; the focus goes along, and the new place is told', async () => {
		// As the page does: what is chosen is there at once.
		const onchange = vi.fn((settings: PlanSettings) => {
			void shown.rerender({ live: contextOf(live), part: Settings as never, given: { settings, onchange } as never });
		});
		const shown = await show(Settings, { settings: DEFAULT_SETTINGS, onchange });
		const chosen = () => onchange.mock.lastCall![0];
		const order = () => page.getByRole('list', { name: 'When not all is possible, keep first' });
		const texts = () =>
			order()
				.getByRole('listitem')
				.elements()
				.map((item) => item.textContent.trim());
		await button('Change settings').click();
		// Tables without topics: no topic and no wish can be kept.
		await expect
			.poll(texts)
			.toEqual(['1 New people each round', '2 No table twice', '3 Countries and organisations mixed']);
		expect(button('Move “New people each round” up').query()).toBeNull();
		expect(button('Move “Countries and organisations mixed” down').query()).toBeNull();
		for (const arrow of order().getByRole('button').elements()) {
			const { width, height } = arrow.getBoundingClientRect();
			expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
		}
		await button('Move “Countries and organisations mixed” up').click();
		expect(chosen().order?.indexOf('mix')).toBe(1);
		await expect
			.poll(texts)
			.toEqual(['1 New people each round', '2 Countries and organisations mixed', '3 No table twice']);
		await expect.element(button('Move “Countries and organisations mixed” up')).toHaveFocus();
		await expect.element(page.getByText('Countries and organisations mixed: place 2 of 3')).toBeInTheDocument();
		await expect.element(page.getByText('Kept earlier than usual: Countries and organisations mixed')).toBeVisible();
		expect(await accessFaults(shown.container)).toEqual([]);
		await userEvent.keyboard('{Enter}');
		// At the top there is no way up: the focus is on the way back.
		await expect.element(button('Move “Countries and organisations mixed” down')).toHaveFocus();
		await button('As usual').click();
		expect(chosen()).toEqual(DEFAULT_SETTINGS);
	});

	it('says what was chosen, and goes back to the usual', async () => {
		const onchange = vi.fn();
		await show(Settings, { settings: { ...DEFAULT_SETTINGS, policy: 'fixed', seed: 7 }, onchange });
		await expect.element(page.getByText('Nobody moves')).toBeVisible();
		await button('Back to the usual').click();
		expect(onchange).toHaveBeenLastCalledWith({ ...DEFAULT_SETTINGS, seed: 7 });
	});
});

describe('Searching', () => {
	it('says who looks for a plan, how far it is, and keeps the best when it is good enough', async () => {
		const screen = await show(Searching, { run: run(), planner, asking });
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
		await show(Searching, { run: run({ by: AMINA, sheet: null }), planner, asking });
		await expect.element(page.getByText('You are looking for a plan')).toBeVisible();
		expect(page.getByText('started this search', { exact: false }).query()).toBeNull();
		await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.25');
		await expect.element(page.getByText('The planner goes on at the server', { exact: false })).toBeVisible();
		await expect.element(button('Good enough')).toHaveAttribute('aria-disabled', 'true');
	});

	it('says that the time is up while the last plan is looked over', async () => {
		await show(Searching, { run: run({ elapsedMs: 10_000 }), planner, asking });
		await expect.element(page.getByText('Time is up', { exact: false })).toBeVisible();
	});
});

describe('PlanTop', () => {
	const given = () => ({ planner, asking, onprint: () => {}, onsave: () => {} });
	it('says whose search stands in the way of another one', async () => {
		planning.picture = { ...planning.picture, runs: [run()] };
		await show(PlanTop, given());
		await expect.element(button('Look for another plan')).toHaveAttribute('aria-disabled', 'true');
		await expect.element(page.getByText('Petra is looking for a plan already', { exact: false })).toBeInTheDocument();
	});

	it('names who else did the last step, and has no button beside an own search', async () => {
		planning.picture = { ...planning.picture, runs: [run({ by: AMINA })] };
		const step = { kind: 'planned', moved: 0, by: 'petra', at: 1 };
		Object.assign(live, { desk: { ...part, plan: { ...part.plan, step } } });
		await show(PlanTop, given());
		await expect.element(page.getByText('Last step: new plan, by Petra.', { exact: false })).toBeVisible();
		expect(button('Look for another plan').query()).toBeNull();
	});
});

describe('Notices', () => {
	it('says that a search came to nothing, that nothing was changed, and is closed', async () => {
		planning.picture = { ...planning.picture, runs: [run({ state: 'failed', sheet: null })] };
		await show(Notices, { planner, asking });
		await expect.element(page.getByText('The planner stopped unexpectedly', { exact: false })).toBeVisible();
		await button('Close').click();
		expect(planning.asked).toContainEqual(['cancel', 'r1']);
	});

	it('does what helps where no plan can exist, and forgets the refusal', async () => {
		const refused = { rule: 'seats', persons: ['a', 'b'], tables: [], change: { code: 'raise_largest', to: 4 } };
		planning.picture = {
			...planning.picture,
			runs: [run({ state: 'refused', sheet: null, refused: refused as never })]
		};
		planner.settings = { ...DEFAULT_SETTINGS, largest: 3 };
		await show(Notices, { planner, asking });
		await expect.element(page.getByText('It concerns Anna and Bo.', { exact: false })).toBeVisible();
		await button('Allow 4 people at a table').click();
		expect(planner.settings.largest).toBe(4);
		expect(planning.asked).toContainEqual(['cancel', 'r1']);
	});
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
		const screen = await show(Repair, { planner, asking });
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

	it('closes when somebody else has repaired the plan', async () => {
		planning.picture = { ...planning.picture, waiting };
		Object.assign(planning, { repair: vi.fn(async () => ({ ok: true, repair })) });
		await show(Repair, { planner, asking });
		await button('See the repair').click();
		await expect.element(page.getByRole('dialog')).toBeVisible();
		planning.picture = { ...planning.picture, waiting: null };
		await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
	});
});

describe('Candidates', () => {
	it('stands beside the plan in force with the better marked, and is taken on the version that is shown', async () => {
		planning.picture = {
			...planning.picture,
			runs: [run({ state: 'done', sheet: { ...sheet, pairsMeetingAgain: 1 } })]
		};
		const ontaken = vi.fn();
		const screen = await show(Candidates, { planner, asking, ontaken });
		await expect.element(page.getByRole('columnheader', { name: 'In force' })).toBeVisible();
		await expect.element(page.getByRole('cell', { name: '1 better' })).toBeVisible();
		await button('Take plan A').click();
		expect(planning.asked).toContainEqual(['take', 'r1', 1]);
		expect(ontaken).toHaveBeenCalledWith(expect.objectContaining({ run: 'r1' }), 2, true);
		expect(await accessFaults(screen.container)).toEqual([]);
	});

	it('says why a stale one cannot be taken', async () => {
		planning.picture = { ...planning.picture, runs: [run({ state: 'done', stale: true })] };
		await show(Candidates, { planner, asking, ontaken: () => {} });
		await expect.element(page.getByText('can no longer be taken', { exact: false })).toBeVisible();
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
		const screen = await show(MoveDialog, props);
		await expect.element(page.getByRole('heading', { name: 'Where shall Dora sit in round 1?' })).toBeVisible();
		await expect.element(page.getByText(/1 person is met again.*: Anna/)).toBeVisible();
		await expect.element(page.getByText('A topic twice: 0 → 2')).toBeVisible();
		expect(await accessFaults(screen.container)).toEqual([]);
		await button('Move to table 1').click();
		expect(props.onchange).toHaveBeenCalledWith({ person: 'd', round: 1, table: 'A', swapWith: null });
	});

	it('starts with the two who were dropped on each other', async () => {
		const props = given({ moving: { person: 'd', round: 1, table: 'A', other: 'b' } });
		await show(MoveDialog, props);
		await button('Change places with Bo').click();
		expect(props.onchange).toHaveBeenCalledWith({ person: 'd', round: 1, table: 'A', swapWith: 'b' });
	});

	it('[I7] names the printed card that would no longer be true', async () => {
		const pins = [{ person: 'd', round: 1, table: 'B', source: 'card' }];
		Object.assign(live, { desk: { ...part, pins } });
		await show(MoveDialog, given());
		await expect.element(page.getByText('Dora has a printed card with table 2', { exact: false })).toBeVisible();
	});
});

describe('UndoBar', () => {
	it('says what is taken back, and obeys the keys, but not while somebody writes', async () => {
		planning.picture = {
			...planning.picture,
			undo: { version: 1, kind: 'moved', moved: 2, by: 'petra' as never, at: 0 as never }
		};
		const screen = await show(UndoBar, { planner, asking });
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
