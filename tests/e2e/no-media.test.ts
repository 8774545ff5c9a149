/** Story E: a server without LiveKit. The same café, in writing. Story F: one of them wants to be forgotten. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingBrowser } from './kit/app.ts';
import type { GuestPage } from './kit/guest-page.ts';
import { NAMES, NUMBER_OF, QUESTIONS } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const RIVER = 'Fill the can from the rain, not from the tap.';
const SIGNED = 'Every school should adopt a brook.';
const LIGHT = 'Dim the lights after the last tram.';

describe.skipIf(missingBrowser)(`story E: without LiveKit, in writing (${missingBrowser ?? 'Chromium'})`, () => {
	let story: Story;
	let amina: GuestPage, bruno: GuestPage, clara: GuestPage;

	beforeAll(async () => {
		story = await Story.begin({ media: 'off', cafe: { guests: ['amina', 'bruno', 'clara'] } });
		await story.openDesk();
		[amina, bruno, clara] = await Promise.all([
			story.arrive('amina'),
			story.arrive('bruno'),
			story.arrive('clara', { signs: true })
		]);
		await story.simulateTheOthers();
	});
	playChapters(() => story);

	test('round 1: the desk and the tables know that it is in writing, and write', async () => {
		const { desk } = story;
		await desk.page.getByText(words('console_media_off'), { exact: true }).waitFor();
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.pause(1);
		for (const guest of [amina, bruno]) {
			await guest.atTable(NUMBER_OF.N1, 1);
			await guest.page.getByRole('heading', { level: 1, name: QUESTIONS.water }).waitFor();
			await guest.page.getByText(words('table_in_writing'), { exact: true }).waitFor();
			for (const device of ['dock_mic_off', 'dock_camera_off']) {
				expect(await guest.button(device).getAttribute('aria-disabled')).toBe('true');
				expect(await guest.button(device).getAttribute('title')).toBe(words('refusal_media_off'));
			}
		}
		await amina.box.pressSequentially(RIVER.slice(0, 12));
		await bruno.page
			.getByRole('list', { name: words('table_being_written') })
			.getByText(RIVER.slice(0, 12))
			.waitFor();
		await amina.write(RIVER);
		await bruno.idea(RIVER).waitFor();
		await bruno.page.getByRole('list', { name: words('table_being_written') }).waitFor({ state: 'detached' });
		await bruno.markKey(RIVER);
	});

	test('the bell brings Amina to the other table; what was written is told there', async () => {
		const { desk } = story;
		await desk.resume(1);
		await desk.ringBell();
		await amina.page.getByRole('region', { name: words('move_to', { number: NUMBER_OF.N2 }) }).waitFor();
		await amina.atTable(NUMBER_OF.N2, 2);
		await bruno.atTable(NUMBER_OF.N1, 2);
		await desk.startNextRound(2);
		await desk.pause(2);
		await amina.write(LIGHT);
		await amina.markKey(LIGHT);
		expect(await amina.idea(RIVER).count()).toBe(0);
		expect(await bruno.idea(LIGHT).count()).toBe(0);
		await bruno.idea(RIVER).waitFor();
	});

	test('[F] who asks to be forgotten is signed out, and her name and words leave her table', async () => {
		await clara.atTable(NUMBER_OF.N1, 2);
		await clara.write(SIGNED);
		await bruno.idea(SIGNED).getByText(NAMES.clara).waitFor();
		await clara.button('table_menu').click();
		await clara.page.getByRole('menuitem', { name: words('leave_menu') }).click();
		await clara.page
			.getByRole('dialog')
			.getByRole('button', { name: words('leave_yes') })
			.click();
		await clara.heading('left_title').waitFor();
		await clara.button('forget_everything').click();
		const sure = clara.page.getByRole('dialog', { name: words('forget_everything_ask') });
		await sure.getByRole('button', { name: words('forget_yes') }).click();
		await clara.heading('live_forgotten_title').waitFor();
		await bruno.page.getByText(SIGNED).waitFor({ state: 'detached' });
		await bruno.page.getByText(words('idea_withdrawn')).waitFor();
		await bruno.page.getByText(NAMES.clara).first().waitFor({ state: 'detached' });
		await bruno.page.reload();
		await bruno.atTable(NUMBER_OF.N1, 2);
		expect(await bruno.page.content()).not.toContain(NAMES.clara);
		// Neither the browser that was signed in nor the link opens anything.
		await clara.page.reload();
		await clara.page.waitForURL(/fault=signed_out/);
		await clara.page.goto(story.app.link('clara'));
		await clara.page.waitForURL(/fault=link_unknown/);
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
