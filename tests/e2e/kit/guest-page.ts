/** One participant's page, moved by what she sees and presses; never by ids or classes. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { Ear } from './ear.ts';
import { words, wordsLike, type Locale, type Params } from './words.ts';

/** All tones of the stories; a page that plays any other is not believed. */
export const TONES: Readonly<Record<string, number>> = { amina: 500, bruno: 800, clara: 1_300, dario: 1_900 };

export interface JoinToken {
	/** Of the livekit-server, for its HTTP routes. */
	url: string;
	token: string;
}

/** What LiveKit says to a join token: 200, or 404 when its room is gone. */
export async function validity({ url, token }: JoinToken): Promise<number> {
	const response = await fetch(`${url}/rtc/validate?access_token=${token}`);
	await response.body?.cancel();
	return response.status;
}

function mayPublish(token: string): boolean {
	const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
		video: { canPublish?: boolean };
	};
	return claims.video.canPublish === true;
}

export class GuestPage {
	readonly page: Page;
	readonly name: string;
	readonly ear: Ear;
	readonly locale: Locale;
	/** Join tokens of LiveKit that this page used, oldest first. */
	readonly #tokens: JoinToken[] = [];
	/** What the page complained about. */
	readonly faults: string[] = [];

	private constructor(page: Page, name: string, ear: Ear, locale: Locale) {
		this.page = page;
		this.name = name;
		this.ear = ear;
		this.locale = locale;
		page.setDefaultTimeout(30_000);
		page.on('pageerror', (fault) => this.faults.push(fault.stack ?? fault.message));
		page.on('websocket', (socket) => {
			const url = new URL(socket.url());
			const token = url.searchParams.get('access_token');
			if (token) this.#tokens.push({ url: `http://${url.host}`, token });
		});
	}

	static async in(context: BrowserContext, name: string, locale: Locale = 'en'): Promise<GuestPage> {
		return GuestPage.on(await context.newPage(), name, locale);
	}

	/** A page that somebody else opened, a tab for example. What it plays is heard from the next address on. */
	static async on(page: Page, name: string, locale: Locale = 'en'): Promise<GuestPage> {
		return new GuestPage(page, name, await Ear.on(page, Object.values(TONES)), locale);
	}

	/** The last token for a room where she may speak: her table's, not the stage's. */
	get tableToken(): JoinToken {
		return this.#tokens.findLast(({ token }) => mayPublish(token))!;
	}

	say(key: string, params?: Params): string {
		return words(key, params, this.locale);
	}
	like(key: string, params?: Params): RegExp {
		return wordsLike(key, params, this.locale);
	}
	button(key: string, params?: Params): Locator {
		return this.page.getByRole('button', { name: this.say(key, params), exact: true });
	}
	heading(key: string, params?: Params): Locator {
		return this.page.getByRole('heading', { level: 1, name: this.like(key, params) });
	}

	/** Opens a personal link; the steps or whatever the person sees then. */
	async open(link: string): Promise<void> {
		await this.page.goto(link);
		await this.page.waitForURL(/\/e\/[\w-]+/);
	}

	/** Languages, data, device: as somebody who takes what is offered. */
	async doSteps(check: (step: 'about' | 'data' | 'device') => Promise<void> = async () => {}): Promise<void> {
		await this.heading('steps_about_title').waitFor();
		await check('about');
		await this.button('guest_continue').click();
		await this.heading('steps_data_title').waitFor();
		await check('data');
		await this.button('guest_continue').click();
		await this.page.getByRole('heading', { level: 1, name: this.deviceHeading }).waitFor();
		await check('device');
		await this.button('steps_come_in').click();
		await this.page.getByRole('heading', { level: 1, name: this.deviceHeading }).waitFor({ state: 'detached' });
	}

	private get deviceHeading(): RegExp {
		const [hall, remote] = ['steps_companion_title', 'steps_device_title'].map((key) => this.like(key).source);
		return new RegExp(`${hall}|${remote}`);
	}

	/** Microphone level, test sound, camera picture. */
	async checkDevices(): Promise<void> {
		await this.button('device_try_mic').click();
		await this.page.getByText(this.say('device_mic_hear'), { exact: true }).waitFor();
		await this.button('device_ring').click();
		await this.button('device_ring_again').waitFor();
		await this.button('device_try_camera').click();
		await this.page.waitForFunction(() =>
			[...document.querySelectorAll('video')].some((video) => video.videoWidth > 0)
		);
		await this.button('device_camera_switch_off_label').click();
	}

	async takePart(): Promise<void> {
		await this.button('lobby_take_part').click();
		await this.page.getByText(this.say('lobby_in'), { exact: true }).waitFor();
	}

	/** Waits until the page shows this table in this round, and sits there. */
	async atTable(number: number, round: number, { limitMs = 60_000, rounds = 2 } = {}): Promise<void> {
		const head = this.page.getByRole('banner');
		await head.getByText(this.say('table_round_of', { round, rounds })).waitFor({ timeout: limitMs });
		await head.getByText(this.say('table_number', { number }), { exact: true }).waitFor({ timeout: limitMs });
	}

	get box(): Locator {
		return this.page.getByRole('textbox', { name: this.say('add_idea_label') });
	}

	async write(text: string): Promise<void> {
		await this.box.fill(text);
		await this.button('add_idea_button').click();
		await this.idea(text).waitFor();
	}

	/** The card of an idea on the tablecloth. */
	idea(text: string): Locator {
		return this.page.getByRole('article').filter({ hasText: text });
	}

	async markKey(text: string): Promise<void> {
		await this.idea(text)
			.getByRole('button', { name: this.say('idea_more') })
			.click();
		await this.page.getByRole('menuitem', { name: this.say('idea_act_mark_key') }).click();
		await this.idea(text).getByText(this.say('idea_key')).waitFor({ state: 'attached' });
	}

	async microphone(on: boolean): Promise<void> {
		await this.button(on ? 'dock_mic_off' : 'dock_mic_on').click();
		await this.button(on ? 'dock_mic_on' : 'dock_mic_off').waitFor();
	}

	/** Gives a dot to a theme, and waits until it is saved. */
	async giveDot(theme: string): Promise<void> {
		await this.button('vote_give', { title: theme }).click();
		await this.page
			.getByText(this.say('vote_dots', { count: 1 }), { exact: true })
			.first()
			.waitFor({ state: 'attached' });
		await this.page.getByText(this.say('vote_saved'), { exact: true }).waitFor({ state: 'attached' });
	}
}
