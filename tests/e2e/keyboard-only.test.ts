/** Story D: a walk-in without a pointer, from the door to the results; a screen reader has a name for every stop. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Harvester } from '../../tools/fleet/harvester.ts';
import { missingBrowser } from './kit/app.ts';
import { GuestPage } from './kit/guest-page.ts';
import { Keyboard } from './kit/keyboard.ts';
import { QUIET, playChapters, Story } from './kit/story.ts';
import { words, wordsLike } from './kit/words.ts';

const NAME = 'Wanda Walkin';
const IDEA = 'Ask the people who sweep the streets.';

describe.skipIf(missingBrowser)(`story D: keyboard only (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let guest: GuestPage;
	let keys: Keyboard;
	let harvester: Harvester;
	const heading = async (key: string, params = {}) => {
		await guest.heading(key, params).waitFor();
		// Who hears the page is at the new heading, not somewhere in what was there before.
		await expect.poll(async () => (await keys.here())?.role).toBe('heading');
	};

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: [] } });
		const fleet = await story.simulateTheOthers({ ...QUIET, ideasPerRound: [1, 1], hosts: true });
		await story.openDesk();
		harvester = await fleet.harvester();
		guest = await GuestPage.in(await story.browsers.device(), NAME);
		story.guests.push(guest);
		keys = await Keyboard.of(guest.page);
	});
	playChapters(() => story);

	test('through the door', async () => {
		await guest.page.goto(story.app.link('open'));
		expect(await keys.goTo('textbox', words('door_name'))).toBeDefined();
		expect(await keys.showsFocus()).toBe(true);
		await keys.type(NAME);
		await keys.goTo('radio', words('steps_remote'));
		await keys.press('ArrowDown');
		expect(await keys.here()).toMatchObject({ role: 'radio', name: words('steps_hall') });
		await keys.press('ArrowUp');
		await keys.pressButton(words('steps_come_in'));
		await guest.heading('steps_about_title').waitFor();
	});

	test('through the steps, with two languages in their order', async () => {
		await keys.goTo('checkbox', /^français$/i);
		await keys.press('Space');
		await keys.pressButton(words('guest_continue'));
		await heading('steps_data_title');
		await keys.goTo('checkbox', words('steps_sign'));
		await keys.press('Space');
		await keys.pressButton(words('guest_continue'));
		await heading('steps_device_title');
		await keys.pressButton(words('device_ring'));
		await keys.pressButton(words('steps_come_in'));
		await heading('door_wait_title');
		await story.desk.go('people');
		await story.desk.button('people_admit_label', { name: NAME }).click();
		await story.desk.go('console');
		await guest.page.getByRole('heading', { name: new RegExp(NAME) }).waitFor();
		await keys.pressButton(words('lobby_take_part'));
		await guest.page.getByText(words('lobby_in'), { exact: true }).waitFor();
	});

	test('at the table: skip to the tablecloth, write, star, mark, hand, help', async () => {
		const { desk } = story;
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.extend(10);
		await guest.box.waitFor();
		await expect.poll(async () => (await keys.here())?.role).toBe('heading');
		await keys.goTo('link', words('table_skip'));
		await keys.press('Enter');
		await expect.poll(() => guest.page.evaluate(() => document.activeElement?.id)).toBe('cloth');
		await keys.goTo('textbox', words('add_idea_label'));
		await keys.type(IDEA);
		await keys.press('Control+Enter');
		await guest.idea(IDEA).waitFor();
		expect((await keys.here())?.name).toBe(words('add_idea_label'));
		await keys.goTo('button', words('dock_hand'));
		await keys.press('Space');
		await expect.poll(async () => (await keys.here())?.name).toMatch(wordsLike('dock_hand_place'));
		await keys.press('Space');
		await keys.pressButton(words('dock_help'));
		await guest.page.getByRole('dialog', { name: words('help_ask_title') }).waitFor();
		await keys.press('Escape');
		await expect.poll(async () => (await keys.here())?.name).toBe(words('dock_help'));
		await guest.page.getByRole('article').nth(1).waitFor();
		// A star for what somebody else wrote, and taken back.
		const starred = `${words('idea_act_unstar')}, ${words('idea_stars', { count: 1 })}`;
		const unstarred = `${words('idea_act_star')}, ${words('idea_stars', { count: 0 })}`;
		await keys.pressButton(unstarred);
		await guest.page.getByRole('button', { name: starred }).waitFor();
		await keys.pressButton(starred);
		await guest.page.getByRole('button', { name: starred }).waitFor({ state: 'detached' });
		const mine = guest.idea(IDEA).getByRole('button', { name: words('idea_more') });
		for (;;) {
			await keys.goTo('button', words('idea_more'));
			if (await mine.evaluate((button) => button === document.activeElement)) break;
			await keys.press('Tab');
		}
		await keys.choose(words('idea_more'), words('idea_act_mark_key'));
		await guest.idea(IDEA).getByText(words('idea_key')).waitFor({ state: 'attached' });
	});

	test('over the bell, to the vote and the results', async () => {
		const { desk } = story;
		await desk.ringBell();
		await guest.page.getByText(words('table_round_of', { round: 2, rounds: 2 })).waitFor({ timeout: 60_000 });
		await desk.startNextRound(2);
		await desk.ringBell();
		await desk.heading('console_after').waitFor();
		await desk.moveOn('Harvest and vote');
		const published = harvester.harvest(14);
		await guest.heading('harvest_vote_title').waitFor();
		await keys.pressButton(wordsLike('vote_give', { title: 'Water' }));
		await guest.page.getByText(words('vote_saved'), { exact: true }).waitFor({ state: 'attached' });
		await published;
		await guest.heading('harvest_result_title').waitFor();
		await keys.goTo('link', words('results_see'));
		await keys.press('Enter');
		await guest.page.waitForURL(/\/results\//);
		for (;;) {
			const fold = await keys.goTo('DisclosureTriangle', /./);
			await keys.press('Enter');
			if (await guest.page.getByText(IDEA).first().isVisible()) break;
			expect(fold.name).not.toBe('');
			await keys.press('Tab');
		}
	});

	test('every stop had a name', () => {
		expect(keys.nameless).toEqual([]);
		expect(story.faults).toEqual([]);
	});
});
