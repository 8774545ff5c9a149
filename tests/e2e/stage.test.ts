/** The stage, on a real livekit-server: who is on it is heard by everybody; nobody speaks without being asked first. */
import type { BrowserContext } from 'playwright-core';
import { io } from 'socket.io-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { LIVE_PATH, PROTOCOL_VERSION, type Ack } from '#lib/protocol/wire.ts';
import { missingMedia } from './kit/app.ts';
import { VOICE } from './kit/ear.ts';
import { GuestPage, TONES } from './kit/guest-page.ts';
import { faultsOf } from './kit/inspect.ts';
import { NAMES } from './kit/small-cafe.ts';
import { playChapters, Story } from './kit/story.ts';
import { words } from './kit/words.ts';

const [PETRA, AMINA] = [TONES['dario']!, TONES['amina']!];

describe.skipIf(missingMedia)(`the stage (${missingMedia ?? 'Chromium, livekit-server'})`, () => {
	let story: Story;
	let petra: GuestPage, amina: GuestPage, bruno: GuestPage, observer: GuestPage, screen: GuestPage;
	let observerDevice: BrowserContext;

	/** Somebody who looks on, in a browser of her own. */
	const lookOn = async (context: BrowserContext, name: string, link: string) => {
		const page = await GuestPage.in(context, name);
		story.guests.push(page);
		await page.open(link);
		return page;
	};
	/** What the facilitator's browser may ask of the server. */
	const links = <T>(body: object | null): Promise<T> =>
		petra.page.evaluate(async (said) => {
			const path = `/api${location.pathname.split('/').slice(0, 3).join('/')}/links`;
			const headers = { 'content-type': 'application/json' };
			const response = await fetch(path, said ? { method: 'POST', headers, body: JSON.stringify(said) } : {});
			return (await response.json()) as never;
		}, body);
	/** Exactly these voices, from now on. */
	const hear = (who: readonly GuestPage[], voices: readonly number[]) =>
		Promise.all(
			who.map(async ({ ear, name }) => {
				await ear.forget();
				expect(await ear.voices(voices), name).toEqual([...voices].sort((a, b) => a - b));
			})
		);

	/** Told at the end: a page with a fault does not keep the others from being heard. */
	const faults: string[] = [];
	const inspect = (...visits: readonly (readonly [name: string, who: GuestPage])[]) =>
		Promise.all(visits.map(async ([name, { page }]) => void faults.push(...(await faultsOf(page, name)))));

	beforeAll(async () => {
		story = await Story.begin({ cafe: { guests: ['amina', 'bruno'] } });
		// The facilitator speaks: her page is one of those with a tone.
		petra = await story.device('dario', { speaks: true });
		[amina, bruno] = (await Promise.all([
			story.arrive('amina', { speaks: true }),
			story.arrive('bruno'),
			petra.open(story.app.link('facilitator'))
		])) as [GuestPage, GuestPage, void];
		for (const title of ['Arriving', 'World Café', 'Harvest and vote', 'Farewell']) {
			const on = petra.button('console_move_on', { title });
			await on.click();
			await on.waitFor({ state: 'detached' });
		}
		const { token } = await links<{ token: string }>({ action: 'role', role: 'observer', label: 'Press gallery' });
		observerDevice = await story.browsers.device();
		[observer, screen] = await Promise.all([
			lookOn(observerDevice, 'observer', `${story.app.origin}/l/${token}`),
			lookOn(await story.browsers.device(), 'screen', story.app.link('screen'))
		]);
	});
	playChapters(() => story);

	test('the facilitator goes on stage; remote people hear her, whoever looks on hears nothing before a press', async () => {
		await petra.page.getByRole('tab', { name: words('console_tab_stage'), exact: true }).click();
		await petra.button('console_stage_go').click();
		await petra.button('dock_mic_off').click();
		await petra.page.getByText(words('stage_you_are_heard')).waitFor();
		await hear([amina, bruno], [PETRA]);
		await observer.page.getByText(words('onlooker_off')).waitFor();
		await screen.button('screen_stage_switch_on').waitFor();
		for (const { ear } of [observer, screen]) expect([...(await ear.blocks())]).toEqual([]);
		await inspect(['observer, sound off', observer], ['room screen with a stage', screen]);
	});

	test('[MEDIA-10] an observer and a room screen switch the sound on and hear her', async () => {
		await observer.button('onlooker_switch_on').click();
		await screen.button('screen_stage_switch_on').click();
		await observer.page.getByText(words('onlooker_on')).waitFor();
		await screen.button('screen_stage_switch_off').waitFor();
		await hear([observer, screen], [PETRA]);
	});

	test('[MEDIA-10] an observer sees the speaker’s picture, and only while it is on', async () => {
		const pictures = () =>
			observer.page.evaluate(
				() => [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0).length
			);
		expect(await pictures()).toBe(0);
		await petra.button('dock_camera_off').click();
		await expect.poll(pictures).toBe(1);
		await inspect(['observer, sound on', observer], ['stage', bruno]);
		await petra.button('dock_camera_on').click();
		await expect.poll(pictures).toBe(0);
	});

	test('a raised hand is called and asked; nothing is heard of her before she says yes', async () => {
		await amina.button('stage_hand_raise').click();
		await petra.button('queue_hand_call', { name: NAMES.amina }).waitFor();
		await inspect(['stage, hand up', amina], ['console with a hand up', petra]);
		await petra.button('queue_hand_call', { name: NAMES.amina }).click();
		const question = amina.page.getByRole('dialog', { name: words('stage_invited_title') });
		await question.waitFor();
		await hear([bruno, observer, screen], [PETRA]);
		await inspect(['stage, asked to speak', amina]);
		await question.getByRole('button', { name: words('stage_invited_yes'), exact: true }).click();
		await amina.page.getByText(words('stage_you_are_heard')).waitFor();
		await hear([bruno, observer, screen], [PETRA, AMINA]);
		await hear([amina], [PETRA]);
		await inspect(['stage, speaking', amina]);
	});

	test('she steps down and is really silent', async () => {
		await amina.button('console_stage_leave').click();
		await amina.button('stage_hand_raise').waitFor();
		// What was under way to the listeners when she pressed: half a second of her voice is not a voice.
		await expect
			.poll(async () => {
				await bruno.ear.forget();
				await bruno.ear.voices([PETRA]);
				return (await bruno.ear.blocks()).get(AMINA) ?? 0;
			})
			.toBe(0);
		await hear([bruno, observer, screen], [PETRA]);
		expect(await amina.page.getByText(words('stage_you_are_heard')).count()).toBe(0);
	});

	test('[MEDIA-10] [I15] whoever has the observer’s cookie gets no table, and no right to speak', async () => {
		const cookies = await observerDevice.cookies(story.app.origin);
		const entry = new URL(observer.page.url()).pathname.split('/')[2]!;
		const socket = io(story.app.origin, {
			path: LIVE_PATH,
			transports: ['websocket'],
			reconnection: false,
			forceNew: true,
			extraHeaders: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
			auth: { version: PROTOCOL_VERSION, entry, tab: 'attacker', have: {} }
		});
		try {
			await new Promise((ready) => socket.once('tally', ready));
			const ask = (wish: object): Promise<Ack & { seat?: { mayPublish: boolean; table: unknown } }> =>
				socket.timeout(5_000).emitWithAck('media_seat', wish);
			expect(await ask({ kind: 'table' })).toEqual({ ok: false, code: 'not_allowed' });
			expect(await ask({ kind: 'next' })).toMatchObject({ ok: false, code: 'bad_message' });
			expect((await ask({ kind: 'stage' })).seat).toMatchObject({ mayPublish: false, table: null });
			expect(await socket.timeout(5_000).emitWithAck('open_tables', ['N1'])).toMatchObject({ ok: false });
			// One entry, two tabs: the newest has the sound.
			await observer.page.getByText(words('onlooker_elsewhere')).waitFor();
		} finally {
			socket.disconnect();
		}
		await observer.page.getByText(words('onlooker_on')).waitFor();
		await hear([observer], [PETRA]);
	});

	test('[MEDIA-10] the link is revoked: the observer is out and hears nothing, the screen goes on', async () => {
		const { roles } = await links<{ roles: { id: string; role: string }[] }>(null);
		const ids = roles.filter(({ role }) => role === 'observer').map(({ id }) => id);
		expect(await links({ action: 'revoke', ids })).toEqual({ ended: 1 });
		await observer.page.getByText(words('onlooker_on')).waitFor({ state: 'detached' });
		await observer.ear.forget();
		await hear([screen], [PETRA]);
		expect((await observer.ear.blocks()).get(PETRA) ?? 0).toBeLessThan(VOICE / 4);
	});

	test('no page has a fault', () => expect(faults).toEqual([]));

	test('nothing went wrong in any page', () => expect(story.faults).toEqual([]));
});
