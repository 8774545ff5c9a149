/** FAULT-6: livekit-server is killed in a round. Video: a picture arrives at the tablemate. */
import { beforeAll, describe, expect, test } from 'vitest';
import { missingMedia } from './kit/app.ts';
import { TONES, type GuestPage } from './kit/guest-page.ts';
import { NUMBER_OF } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

describe.skipIf(missingMedia)(`table media (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	let amina: GuestPage, bruno: GuestPage;
	const hearEachOther = async (limitMs?: number) => {
		await Promise.all([amina.ear.forget(), bruno.ear.forget()]);
		const heard = await Promise.all([
			amina.ear.voices([TONES['bruno']!], limitMs),
			bruno.ear.voices([TONES['amina']!], limitMs)
		]);
		expect(heard).toEqual([[TONES['bruno']], [TONES['amina']]]);
	};

	beforeAll(async () => {
		story = await Story.begin({ cafe: { guests: ['amina', 'bruno'] } });
		await story.openDesk();
		[amina, bruno] = (await Promise.all(
			(['amina', 'bruno'] as const).map((who) => story.arrive(who, { speaks: true }))
		)) as [GuestPage, GuestPage];
		await story.simulateTheOthers();
		await story.desk.moveOn('Arriving', 'World Café');
		await story.desk.plan();
		await story.desk.startFirstRound();
		await story.desk.pause(1);
		for (const guest of [amina, bruno]) {
			await guest.atTable(NUMBER_OF.N1, 1);
			await guest.microphone(true);
		}
	});
	playChapters(() => story);

	test('[V] a camera that is switched on is seen by the tablemate, and gone when it is off', async () => {
		const pictures = () =>
			bruno.page.evaluate(() => [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0).length);
		expect(await pictures()).toBe(0);
		await amina.button('dock_camera_off').click();
		await amina.button('dock_camera_on').waitFor();
		await expect.poll(pictures).toBe(1);
		// It moves: the fake camera counts.
		await bruno.page.waitForFunction(() => {
			const [video] = document.querySelectorAll('video');
			return (video?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 10;
		});
		await amina.button('dock_camera_on').click();
		await expect.poll(pictures).toBe(0);
	});

	test('[FAULT-6] [REL-6] writing goes on, the page says what is down, and sound comes back by itself', async () => {
		await hearEachOther();
		story.app.killLiveKit();
		await Promise.all([amina, bruno].map((guest) => guest.page.getByText(words('ui_media_down')).first().waitFor()));
		await amina.write('Written while nothing could be heard.');
		await bruno.idea('Written while nothing could be heard.').waitFor();
		await expect.poll(() => story.app.media(), { timeout: 30_000, interval: 50 }).toBe('on');
		await hearEachOther(20_000);
		await Promise.all(
			[amina, bruno].map((guest) => guest.page.getByText(words('ui_media_down')).first().waitFor({ state: 'detached' }))
		);
		// Nobody had to press anything: both were on and are on.
		for (const guest of [amina, bruno])
			expect(await guest.button('dock_mic_on').getAttribute('aria-pressed')).toBe('true');
	});

	test('a browser without WebRTC says so, and its person writes', async () => {
		await bruno.page.addInitScript(() => {
			// By its old name it would be found again.
			for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);
		});
		await bruno.page.reload();
		await bruno.page.getByText(words('ui_media_unable')).first().waitFor();
		await bruno.write('Heard nothing, and said this.');
		await amina.idea('Heard nothing, and said this.').waitFor();
	});

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
