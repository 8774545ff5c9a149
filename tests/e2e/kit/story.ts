/** One café of a test file: the app, the browsers, the simulated people, and what must be closed afterwards. */
import { resolve } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { Fleet } from '../../../tools/fleet/fleet.ts';
import { SILENT, type Habits } from '../../../tools/fleet/habits.ts';
import { App, type AppWish } from './app.ts';
import { Browsers } from './browsers.ts';
import { DeskPage } from './desk-page.ts';
import { GuestPage, TONES } from './guest-page.ts';
import { NAMES, type Guest } from './small-cafe.ts';
import type { Locale } from './words.ts';

/** Present, silent, and they vote: what browsers write is all there is to read. */
export const QUIET: Habits = { ...SILENT, arriveWithinMs: 200, votes: true };
export const SEED = 20_261_124;

export type DeviceWish = BrowserContextOptions & { speaks?: boolean; language?: Locale };
export type ArrivalWish = DeviceWish & { /** Her name stands under her ideas. */ signs?: boolean };

export class Story {
	readonly app: App;
	readonly browsers = new Browsers();
	readonly guests: GuestPage[] = [];
	#fleet: Fleet | null = null;
	#desk: DeskPage | null = null;

	private constructor(app: App) {
		this.app = app;
	}

	static async begin(wish: AppWish = {}): Promise<Story> {
		return new Story(await App.open(wish));
	}

	get fleet(): Fleet {
		return this.#fleet!;
	}
	get desk(): DeskPage {
		return this.#desk!;
	}

	/** Everybody who is not in a browser arrives and takes part. */
	async simulateTheOthers(habits: Habits = QUIET): Promise<Fleet> {
		this.#fleet = await Fleet.open({ link: this.app.link('facilitator'), seed: SEED, habits });
		await this.#fleet.arrive();
		return this.#fleet;
	}

	async openDesk(options: BrowserContextOptions & { hz?: number } = {}): Promise<DeskPage> {
		this.#desk = await DeskPage.open(await this.browsers.device(options), this.app.link('facilitator'));
		return this.#desk;
	}

	/** A guest's browser with nothing open yet. One who speaks has a tone of her own. */
	async device(who: Guest, { speaks = false, language = 'en', ...options }: DeviceWish = {}): Promise<GuestPage> {
		const hz = speaks ? TONES[who]! : undefined;
		const context = await this.browsers.device({
			locale: language === 'fr' ? 'fr-FR' : 'en-GB',
			...options,
			...(hz === undefined ? {} : { hz })
		});
		const guest = await GuestPage.in(context, NAMES[who], language);
		this.guests.push(guest);
		return guest;
	}

	/** By her personal link through the steps to "I take part". */
	async arrive(who: Guest, { signs = false, ...wish }: ArrivalWish = {}): Promise<GuestPage> {
		const guest = await this.device(who, wish);
		await guest.open(this.app.link(who));
		await guest.doSteps(async (step) => {
			if (step === 'data' && signs) await guest.page.getByLabel(guest.say('steps_sign')).check();
		});
		await guest.takePart();
		return guest;
	}

	/** Errors of any page: there must be none. */
	get faults(): string[] {
		return [...this.guests, ...(this.#desk ? [this.#desk] : [])].flatMap(({ faults }) => faults);
	}

	/** A picture of every open page, in test-results/e2e. */
	async photograph(name: string): Promise<void> {
		const folder = resolve('test-results', 'e2e', name.replace(/[^\w]+/g, '-').slice(0, 60));
		for (const [index, page] of this.browsers.pages.entries()) {
			const path = resolve(folder, `${index}.png`);
			await page.screenshot({ path, timeout: 5_000 }).then(
				() => console.log(`${page.url()}: ${path}`),
				(fault: Error) => console.log(`${page.url()}: ${fault.message}`)
			);
		}
	}

	async end(): Promise<void> {
		this.#fleet?.stop();
		await this.browsers.close();
		await this.app.close();
	}
}

/**
 * The tests of this `describe` are chapters of one story: when one fails, its pages are photographed and the rest is not
 * played. At the end the story is closed.
 */
export function playChapters(story: () => Story | undefined): void {
	let failed: string | null = null;
	beforeEach(({ skip }) => skip(failed !== null, `"${failed}" failed before`));
	afterEach(async ({ task }) => {
		if (task.result?.state !== 'fail') return;
		failed = task.name;
		await story()?.photograph(task.name);
	});
	afterAll(() => story()?.end());
}
