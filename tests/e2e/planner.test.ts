/**
 * Story P: a facilitator plans all rounds: settings, preview, good enough, take, change by keyboard, undo, compare, lock;
 * no plan that can exist, a second facilitator at the same page, and repairs after somebody leaves and comes back.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { missingBrowser } from './kit/app.ts';
import { DeskPage } from './kit/desk-page.ts';
import { englishLeftIn, faultsOf } from './kit/inspect.ts';
import { Keyboard } from './kit/keyboard.ts';
import { playChapters, QUIET, Story } from './kit/story.ts';
import { words, wordsLike } from './kit/words.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';

const IDA = 'Ida Hall';
const PETRA = 'Petra Feldhaus';

describe.skipIf(missingBrowser)(`story P: the planner (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let page: Page;
	let keys: Keyboard;
	const button = (key: string, params = {}) => page.getByRole('button', { name: wordsLike(key, params) });
	const panel = (key: string) => page.getByRole('heading', { level: 2, name: words(key), exact: true });
	/** Ida's tables, as the list of people shows them. */
	const tablesOfIda = async () => {
		const row = page.getByRole('row').filter({ hasText: IDA }).first();
		return (await row.locator('.tnum').allInnerTexts()).map((text) => text.replace(/\D/g, ''));
	};
	/** The planner looks until it is told that it is good enough, or until nothing can be better. */
	const search = async (key: string) => {
		const known = await button('plan_take').allInnerTexts();
		await button(key).click();
		const enough = button('plan_run_good');
		const isFound = async () => (await button('plan_take').allInnerTexts()).some((text) => !known.includes(text));
		// Another plan may stand there already: it is the new search that can be ended, or what it found.
		await expect.poll(async () => (await enough.isVisible()) || (await isFound())).toBe(true);
		// It may end by itself at the same time.
		if (await enough.isVisible()) await enough.click({ timeout: 10_000 }).catch(() => undefined);
		await expect.poll(isFound, { timeout: 90_000 }).toBe(true);
		await panel('plan_candidates').waitFor();
	};

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: [] } });
		await story.simulateTheOthers(QUIET);
		page = (await story.openDesk()).page;
		await story.desk.go('plan');
		keys = await Keyboard.of(page);
	});
	playChapters(() => story);

	test('before anything is planned: what is usual in one line, and what no plan can avoid', async () => {
		await story.desk.heading('plan_title_none').waitFor();
		await page.getByText(words('plan_set_untouched')).waitFor();
		const outlook = page.getByRole('region', { name: words('plan_outlook') });
		// Two tables in the hall: the lemma has something to say.
		await outlook
			.getByText(/must meet twice|meet again and again/)
			.first()
			.waitFor();
		await button('plan_set_change').click();
		await page.getByRole('radio', { name: new RegExp(words('plan_policy_fixed')) }).check();
		await page.getByLabel(words('plan_time'), { exact: true }).selectOption('60');
		await button('plan_set_close').click();
		await page.getByText(words('plan_seconds', { count: 60 })).waitFor();
		expect(await faultsOf(page, 'plan, before')).toEqual([]);
		await button('plan_set_usual').click();
		await page.getByText(words('plan_set_untouched')).waitFor();
	});

	test('no plan can exist: which rule, for whom, and the smallest change, which is one press away', async () => {
		await button('plan_set_change').click();
		await page.getByRole('checkbox', { name: wordsLike('plan_size_auto') }).uncheck();
		await page.getByRole('button', { name: words('ui_less_of', { label: words('plan_size_most') }) }).click();
		const outlook = page.getByRole('region', { name: words('plan_outlook') });
		// Two tables in the hall for seven people.
		await outlook.getByText(words('plan_refused')).waitFor();
		await button('plan_start').click();
		const said = page.getByRole('status').filter({ hasText: words('plan_refused') });
		await said.getByText(words('plan_refused_seats')).waitFor();
		await said.getByText(new RegExp(IDA)).waitFor();
		expect(await faultsOf(page, 'plan, none')).toEqual([]);
		await said.getByRole('button', { name: words('plan_helps_raise', { to: 4 }) }).click();
		await said.waitFor({ state: 'detached' });
		await outlook.getByText(words('plan_refused')).waitFor({ state: 'detached' });
		await button('plan_set_close').click();
		await button('plan_set_usual').click();
	});

	test('a plan is looked for, kept when it is good enough, looked at, and taken', async () => {
		await button('plan_set_change').click();
		await page.getByLabel(words('plan_time'), { exact: true }).selectOption('60');
		await button('plan_set_close').click();
		await search('plan_start');
		// Nobody was told anything: it is on the page, and not in force.
		await story.desk.heading('plan_title_none').waitFor();
		expect(await tablesOfIda()).toHaveLength(2);
		expect(await faultsOf(page, 'plan, a candidate')).toEqual([]);
		await keys.pressButton(wordsLike('plan_take'));
		await story.desk.heading('plan_title').waitFor();
		// What was pressed is gone; the focus is at what came instead.
		await expect.poll(async () => (await keys.here())?.name).toBe(words('plan_title'));
	});

	test('two people change places by keyboard alone; the cost is said before; Ctrl+Z takes it back', async () => {
		const before = await tablesOfIda();
		await keys.choose(words('plan_menu', { name: IDA }), words('plan_move_item', { round: 2 }));
		const dialog = page.getByRole('dialog', { name: words('plan_move_title', { name: IDA, round: 2 }) });
		await dialog.getByText(words('plan_after'), { exact: true }).or(dialog.locator('.no')).first().waitFor();
		await keys.goTo('combobox', words('plan_move_swap'));
		await keys.press('ArrowDown');
		expect(await faultsOf(page, 'plan, a change')).toEqual([]);
		await keys.pressButton(wordsLike('plan_swap_do'));
		await dialog.waitFor({ state: 'detached' });
		await expect.poll(async () => (await tablesOfIda())[1]).not.toBe(before[1]);
		await button('plan_undo_what').first().waitFor();
		await keys.press('Control+z');
		await expect.poll(tablesOfIda).toEqual(before);
		await page.getByText(wordsLike('plan_undone')).waitFor();
		await keys.press('Control+Shift+z');
		await expect.poll(async () => (await tablesOfIda())[1]).not.toBe(before[1]);
	});

	test('another plan stands beside the one in force, and can be looked at without being taken', async () => {
		await search('plan_start_again');
		await page.getByRole('columnheader', { name: words('plan_in_force') }).waitFor();
		await page.getByRole('rowheader', { name: words('plan_row_differ') }).waitFor();
		await button('plan_look_at').last().click();
		await page.getByText(wordsLike('plan_looking')).waitFor();
		await page.getByRole('button', { name: words('plan_look_force'), exact: true }).click();
		await page.getByText(wordsLike('plan_looking')).waitFor({ state: 'detached' });
		expect(await faultsOf(page, 'plan, compared')).toEqual([]);
	});

	test('what is kept first is put in order by keyboard; the plan that is looked for then is made with it', async () => {
		const what = words('plan_order_mix');
		const listed = page.getByRole('list', { name: words('plan_order') }).getByRole('listitem');
		await button('plan_set_change').click();
		const before = await listed.allInnerTexts();
		expect(before[0]).toContain(words('plan_order_person'));
		await keys.goTo('button', words('plan_order_up', { what }));
		// The focus goes along, up to the top, where only the way back is left.
		for (let step = before.findIndex((text) => text.includes(what)); step > 0; step--) {
			expect((await keys.here())?.name).toBe(words('plan_order_up', { what }));
			await keys.press('Enter');
			await page.getByText(words('plan_order_now', { what, place: step, of: before.length })).waitFor();
		}
		await expect.poll(async () => (await keys.here())?.name).toBe(words('plan_order_down', { what }));
		expect((await listed.allInnerTexts())[0]).toContain(what);
		const chosen = words('plan_order_chosen', { what });
		await page.getByText(chosen).first().waitFor();
		expect(await faultsOf(page, 'plan, another order')).toEqual([]);
		await button('plan_set_close').click();
		await search('plan_start_again');
		// The server tells with which settings each plan was made.
		await page.getByRole('columnheader').filter({ hasText: chosen }).waitFor();
		await button('plan_set_usual').click();
		expect(await page.locator('.made').getByText(chosen).count()).toBe(0);
	});

	test('a second facilitator sees who looks for a plan and what stands in the way, and disturbs nobody', async () => {
		await button('plan_set_change').click();
		await page.getByLabel(words('plan_time'), { exact: true }).selectOption('60');
		await button('plan_set_close').click();
		const other = await DeskPage.open(await story.browsers.device(), story.app.link('organiser'));
		await other.go('plan');
		await button('plan_start_again').click();
		const hers = page.getByRole('region', { name: words('plan_run_you') });
		await hers.waitFor();
		const seen = other.page.getByRole('region', { name: words('plan_run_by', { name: PETRA }) });
		await seen.getByText(words('plan_run_both', { name: PETRA })).waitFor();
		const again = other.button('plan_start_again');
		expect(await again.getAttribute('aria-disabled')).toBe('true');
		expect(await again.getAttribute('title')).toBe(words('plan_no_running', { name: PETRA }));
		await other.button('plan_set_change').click();
		await other.page.getByRole('radio', { name: new RegExp(words('plan_policy_fixed')) }).check();
		expect(await faultsOf(other.page, 'plan, of somebody else')).toEqual([]);
		// Her search, her settings and her page are as they were.
		await hers.waitFor();
		await page
			.getByText(words('plan_seconds', { count: 60 }))
			.first()
			.waitFor();
		expect(await page.getByText(words('plan_policy_fixed')).count()).toBe(0);
		await seen.getByRole('button', { name: words('plan_run_good') }).click();
		await hers.waitFor({ state: 'detached' });
		await other.page
			.getByText(words('plan_candidate_by', { name: PETRA }))
			.first()
			.waitFor();
		await button('plan_take').last().click();
		await other.page.getByText(words('plan_last_step', { what: words('plan_step_planned'), name: PETRA })).waitFor();
		expect(other.faults).toEqual([]);
		await other.page.context().close();
	});

	test('somebody leaves and comes back before the café: whose seats change and why; left, repaired, and taken back', async () => {
		const { desk, withoutDevice } = story.fleet;
		const { name, person } = withoutDevice[0]!;
		const repair = page.getByRole('dialog', { name: words('plan_repair_title') });
		const waits = (cause: string) => page.getByText(words('plan_waiting', { causes: words(cause, { people: 1 }) }));
		const why = (cause: string) =>
			repair.getByText(words('plan_repaired_why', { causes: words(cause, { people: 1 }) }));
		const before = desk.desk.plan!.version;
		await desk.send({ type: 'check_out_person', person });
		await waits('plan_cause_left').waitFor();
		await button('plan_repair_see').click();
		await why('plan_cause_left').waitFor();
		await repair.getByText(words('plan_repair_freed', { names: name })).waitFor();
		expect(await faultsOf(page, 'plan, a repair')).toEqual([]);
		await repair.getByRole('button', { name: words('plan_repair_leave') }).click();
		await repair.waitFor({ state: 'detached' });
		expect(desk.desk.plan!.version).toBe(before);
		await button('plan_repair_see').click();
		await repair.getByRole('button', { name: words('plan_repair_do') }).click();
		await page.getByText(wordsLike('plan_repaired')).waitFor();
		await waits('plan_cause_left').waitFor({ state: 'detached' });
		await desk.send({ type: 'check_in_person', person });
		await waits('plan_cause_joined').waitFor();
		await button('plan_repair_see').click();
		await why('plan_cause_joined').waitFor();
		await repair.getByText(wordsLike('plan_repair_line', { name })).waitFor();
		await repair.getByRole('button', { name: words('plan_repair_do') }).click();
		await waits('plan_cause_joined').waitFor({ state: 'detached' });
		await button('plan_undo_what').first().click();
		await page.getByText(wordsLike('plan_undone')).waitFor();
		await waits('plan_cause_joined').waitFor();
		await button('plan_redo_what').first().click();
		await waits('plan_cause_joined').waitFor({ state: 'detached' });
	});

	test('a seat is fixed from the menu, stands among the fixed seats, and is freed there', async () => {
		const [table] = await tablesOfIda();
		await keys.choose(words('plan_menu', { name: IDA }), words('plan_lock_here', { round: 1, table: table! }));
		const locks = page.getByRole('region', { name: words('plan_locks') });
		await locks.getByText(words('plan_lock_line', { name: IDA, round: 1, table: table! })).waitFor();
		await locks.getByRole('button', { name: words('plan_lock_free_of', { name: IDA, round: 1 }) }).click();
		await locks.getByText(words('plan_locks_none')).waitFor();
	});

	test('the tables of a round, a table with its people, and a walk with whom one meets', async () => {
		await page.getByRole('button', { name: new RegExp(`^${words('plan_view_tables')}`) }).click();
		await page.getByText(words('plan_drag_hint')).waitFor();
		const names = page.locator('.name[draggable="true"]');
		const [from, to] = [names.filter({ hasText: IDA }), names.filter({ hasNotText: IDA })];
		const table = page.locator('.one').filter({ has: from });
		await from.dragTo(page.locator('.one').filter({ hasNot: from }).first().locator(to).first());
		const dialog = page.getByRole('dialog', { name: words('plan_move_title', { name: IDA, round: 1 }) });
		await dialog.getByLabel(words('plan_move_table'), { exact: true }).waitFor();
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		expect(await table.count()).toBe(1);
		await page.getByRole('button', { name: words('table_number', { number: 1 }), exact: true }).click();
		await page
			.getByRole('heading', { level: 3, name: new RegExp(words('plan_seats_head', { table: 1, round: 1 })) })
			.waitFor();
		await page.getByRole('button', { name: words('plan_view_people'), exact: true }).click();
		await page
			.getByRole('button', { name: words('plan_show', { name: IDA }), exact: true })
			.last()
			.click();
		await page.getByText(words('plan_meets'), { exact: true }).first().waitFor();
		expect(await faultsOf(page, 'plan, a walk')).toEqual([]);
		expect(keys.nameless).toEqual([]);
	});

	test('a chair is missing: what would happen is said before; taken back; said again, and the repair says why', async () => {
		const { desk } = story.fleet;
		const most = mostPlanned(desk.desk.plan!.rounds);
		const { id, number, seats } = desk.everyone.card!.tables.find(
			({ id, mode }) => mode === 'hall' && (most.get(id) ?? 0) > 3
		)!;
		const people = most.get(id)!;
		const waits = page.getByText(words('plan_waiting', { causes: words('plan_cause_too_full', { count: 1 }) }));
		const head = page.getByRole('heading', { level: 3, name: wordsLike('plan_seats_head', { table: number }) });
		if (!(await head.isVisible()))
			await page.getByRole('button', { name: words('table_number', { number }), exact: true }).click();
		await head.waitFor();
		await keys.pressButton(words('seats_change', { seats }));
		for (let less = seats; less > 3; less--)
			await keys.pressButton(words('ui_less_of', { label: words('seats_label', { number }) }));
		await page.getByText(words('seats_repair_asked', { people })).waitFor();
		expect(await faultsOf(page, 'plan, seats of a table')).toEqual([]);
		await keys.pressButton(words('seats_set', { seats: 3 }));
		const toast = page.locator('.toast').filter({ hasText: words('seats_done', { number, seats: 3 }) });
		await toast.hover();
		await waits.waitFor();
		await toast.getByRole('button', { name: words('ui_take_back'), exact: true }).click();
		await waits.waitFor({ state: 'detached' });
		await button('seats_change', { seats }).waitFor();
		await desk.send({ type: 'set_table_seats', table: id, seats: 3, from: seats });
		await waits.waitFor();
		await page.getByText(words('seats_too_full', { people, seats: 3 })).waitFor();
		await button('plan_repair_see').click();
		const repair = page.getByRole('dialog', { name: words('plan_repair_title') });
		const cause = words('plan_cause_seats', { table: number, seats: 3 });
		await repair.getByText(words('plan_repaired_why', { causes: cause })).waitFor();
		await repair.getByRole('button', { name: words('plan_repair_do') }).click();
		await waits.waitFor({ state: 'detached' });
		await page.getByText(new RegExp(cause)).waitFor();
	});

	test('in French nothing is left in English', async () => {
		await page.context().addCookies([{ name: 'lang', value: 'fr', url: story.app.origin }]);
		await page.reload();
		await page.getByRole('heading', { level: 1, name: words('plan_title', {}, 'fr') }).waitFor();
		expect(await englishLeftIn(page)).toEqual([]);
		expect(story.faults).toEqual([]);
	});
});
