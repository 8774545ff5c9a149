/** A facilitator without a pointer: plan, start, more time, pause, bell, undo, harvest; every stop has a name. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingBrowser } from './kit/app.ts';
import type { DeskPage } from './kit/desk-page.ts';
import { Keyboard } from './kit/keyboard.ts';
import { QUIET, playChapters, Story } from './kit/story.ts';
import { words, wordsLike } from './kit/words.ts';

const THEME = 'Places to sit';

describe.skipIf(missingBrowser)(`the desk by keyboard (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let desk: DeskPage;
	let keys: Keyboard;
	const openPage = async (page: 'console' | 'plan' | 'harvest') => {
		await keys.goTo('link', words(`desk_page_${page}`));
		await keys.press('Enter');
		await desk.page.waitForURL(new RegExp(`/${page}$`));
	};
	/** The heading says what is true now, and who hears the page is there or at a button, not thrown out of it. */
	const phase = async (key: string, params = {}) => {
		await desk.heading(key, params).waitFor({ timeout: 60_000 });
		await expect.poll(async () => (await keys.here())?.role).toMatch(/^(heading|button)$/);
	};
	/** In the last half minute nobody is asked. */
	const ring = async () => {
		await keys.pressButton(words('console_bell'));
		const sure = desk.page.getByRole('dialog', { name: words('console_bell_ask') });
		await sure.or(desk.heading('console_ending')).first().waitFor();
		if (await sure.isVisible()) await keys.pressButton(words('console_bell_yes'));
	};

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: [], moveMinutes: 20 } });
		// Hall people are not told "here": they walk until the facilitator starts the round.
		await story.simulateTheOthers({ ...QUIET, ideasPerRound: [1, 1] });
		desk = await story.openDesk();
		keys = await Keyboard.of(desk.page);
	});
	playChapters(() => story);

	test('skips to the page, moves the programme, plans and comes back', async () => {
		await desk.heading('console_before').waitFor();
		await keys.goTo('link', words('desk_skip'));
		expect(await keys.showsFocus()).toBe(true);
		for (const title of ['Arriving', 'World Café']) {
			await keys.pressButton(words('console_move_on', { title }));
			await desk.button('console_move_on', { title }).waitFor({ state: 'detached' });
		}
		await openPage('plan');
		await keys.pressButton(words('plan_make'));
		await desk.heading('plan_title').waitFor({ timeout: 60_000 });
		await openPage('console');
	});

	test('starts the first round, gives it time, pauses and goes on', async () => {
		await keys.pressButton(words('console_start', { round: 1 }));
		await keys.pressButton(words('console_start_yes'));
		await phase('console_running', { round: 1 });
		const bellAt = desk.page.getByText(wordsLike('console_running_text', { round: 1, rounds: 2 }));
		for (let more = 0; more < 2; more++) await keys.pressButton(words('console_plus_label', { minutes: 5 }));
		await bellAt.waitFor();
		await keys.pressButton(words('console_plus_label', { minutes: 1 }));
		await keys.pressButton(words('console_pause'));
		await phase('console_paused', { round: 1 });
		await keys.pressButton(words('console_resume'));
		await phase('console_running', { round: 1 });
	});

	test('rings the bell, after a question, and takes the move back', async () => {
		const sure = desk.page.getByRole('dialog', { name: words('console_bell_ask') });
		await keys.pressButton(words('console_bell'));
		await sure.waitFor();
		await keys.pressButton(words('console_bell_no'));
		await sure.waitFor({ state: 'hidden' });
		// Back at the button that asked; nothing has rung.
		await expect.poll(async () => (await keys.here())?.name).toBe(words('console_bell'));
		await keys.press('Enter');
		await sure.waitFor();
		await keys.pressButton(words('console_bell_yes'));
		await phase('console_moving', { round: 2 });
		await keys.pressButton(words('console_undo'));
		await keys.pressButton(words('console_undo_yes'));
		await phase('console_moving_back', { round: 1 });
		await keys.pressButton(words('console_start_now', { round: 1 }));
		await keys.pressButton(words('console_start_yes'));
		await phase('console_running', { round: 1 });
	});

	test('rings again, starts the second round, and the last bell leads to the harvest', async () => {
		await ring();
		await phase('console_moving', { round: 2 });
		await keys.pressButton(words('console_start_now', { round: 2 }));
		await keys.pressButton(words('console_start_yes'));
		await phase('console_running', { round: 2 });
		await ring();
		await desk.heading('console_after').waitFor({ timeout: 60_000 });
		await keys.goTo('link', words('console_to_harvest'));
		await keys.press('Enter');
		await desk.heading('board_title').waitFor();
		await keys.pressButton(words('board_new_theme'));
		await keys.goTo('textbox', words('board_theme_name'));
		await keys.type(THEME);
		await keys.press('Enter');
		await desk.page.getByRole('main').getByRole('region', { name: THEME, exact: true }).waitFor();
	});

	test('every stop had a name', () => {
		expect(keys.nameless).toEqual([]);
		expect(story.faults).toEqual([]);
	});
});
