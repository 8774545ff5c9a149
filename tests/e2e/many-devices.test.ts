/** Story C: a late phone, a reload in mid-move, two tabs, two devices, two roles in one browser. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingMedia } from './kit/app.ts';
import { PHONE } from './kit/browsers.ts';
import { GuestPage, TONES } from './kit/guest-page.ts';
import { NAMES, NUMBER_OF } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

describe.skipIf(missingMedia)(`story C: many devices (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	let amina: GuestPage, bruno: GuestPage, dario: GuestPage;

	beforeAll(async () => {
		story = await Story.begin();
		await story.openDesk({ hz: TONES['dario']! });
		[amina, bruno] = await Promise.all([story.arrive('amina'), story.arrive('bruno')]);
	});
	playChapters(() => story);

	test('two roles in one browser: each tab stays who it is, also after a reload', async () => {
		const { desk } = story;
		const console = desk.page.url();
		dario = await GuestPage.in(desk.page.context(), NAMES.dario);
		story.guests.push(dario);
		await dario.open(story.app.link('dario'));
		await dario.doSteps();
		await dario.takePart();
		expect(new URL(dario.page.url()).pathname).not.toBe(new URL(console).pathname.replace('/console', ''));
		await Promise.all([desk.page.reload(), dario.page.reload()]);
		expect(desk.page.url()).toBe(console);
		await desk.button('console_move_on', { title: 'Arriving' }).waitFor();
		await dario.page.getByText(words('lobby_in'), { exact: true }).waitFor();
		await story.simulateTheOthers();
		await desk.moveOn('Arriving', 'World Café');
		await desk.plan();
		await desk.startFirstRound();
		await desk.pause(1);
		await dario.atTable(NUMBER_OF.N2, 1);
		await dario.microphone(true);
		await Promise.all([amina.atTable(NUMBER_OF.N1, 1), bruno.atTable(NUMBER_OF.N1, 1)]);
	});

	test('a late person on a phone gets a seat by herself', async () => {
		const clara = await story.device('clara', { viewport: PHONE, isMobile: true, hasTouch: true });
		await clara.open(story.app.link('clara'));
		await clara.doSteps();
		await clara.page.getByText(words('lobby_late', { round: 1 })).waitFor();
		await clara.button('lobby_take_part').tap();
		await clara.box.waitFor();
		await clara.page.getByText(words('table_round_of', { round: 1, rounds: 2 })).waitFor();
		const sideways = await clara.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(sideways).toBeLessThanOrEqual(0);
		await clara.write('I came late, and here I am.');
	});

	test('a second device knocks; the first lets it in, or not', async () => {
		const second = await story.device('bruno', { viewport: PHONE });
		await second.open(story.app.link('bruno'));
		const knock = bruno.page.getByRole('dialog', { name: words('live_knock_title') });
		await second.heading('live_knocking_title').waitFor();
		await knock.getByRole('button', { name: words('live_knock_no') }).click();
		await second.heading('live_not_let_in_title').waitFor();
		await second.button('live_ask_again').click();
		await second.heading('live_knocking_title').waitFor();
		await knock.getByRole('button', { name: words('live_knock_yes') }).click();
		await second.atTable(NUMBER_OF.N1, 1);
		await second.write('From my phone.');
		await bruno.idea('From my phone.').waitFor();
		await second.page.context().close();
	});

	test('who reloads in mid-move arrives with everybody', async () => {
		const { desk } = story;
		await desk.resume(1);
		await desk.ringBell();
		await amina.page.getByRole('region', { name: words('move_to', { number: NUMBER_OF.N2 }) }).waitFor();
		await amina.page.reload();
		await amina.atTable(NUMBER_OF.N2, 2);
		await desk.startNextRound(2);
		await desk.pause(2);
		await amina.ear.forget();
		expect(await amina.ear.voices([TONES['dario']!])).toEqual([TONES['dario']]);
	});

	test('of two tabs one has the sound, and the other says so', async () => {
		const second = await GuestPage.in(amina.page.context(), NAMES.amina);
		story.guests.push(second);
		await second.page.goto(amina.page.url());
		await second.atTable(NUMBER_OF.N2, 2);
		const tabs = [amina, second];
		const said = (tab: GuestPage) => tab.page.getByText(words('table_sound_elsewhere'), { exact: true }).first();
		await expect.poll(async () => Promise.all(tabs.map((tab) => said(tab).isVisible()))).toContain(true);
		const silent = (await said(amina).isVisible()) ? amina : second;
		const loud = silent === amina ? second : amina;
		expect(await said(loud).isVisible()).toBe(false);
		await Promise.all(tabs.map(({ ear }) => ear.forget()));
		expect(await loud.ear.voices([TONES['dario']!])).toEqual([TONES['dario']]);
		expect(await silent.ear.voices([])).toEqual([]);
		await silent.write('The silent tab writes too.');
		await loud.idea('The silent tab writes too.').waitFor();
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
