/** Chromium with fake devices. Each speaker is a process of its own: the fake microphone's file is given per process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { CHROMIUM } from './app.ts';
import { wavOf } from './tone.ts';

const FLAGS = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	'--autoplay-policy=no-user-gesture-required',
	'--disable-background-timer-throttling',
	'--disable-renderer-backgrounding',
	'--disable-backgrounding-occluded-windows'
];
export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** All browsers of one test file. */
export class Browsers {
	readonly #folder = mkdtempSync(join(tmpdir(), 'rondo-e2e-tones-'));
	readonly #running: Browser[] = [];
	#silent: Promise<Browser> | null = null;

	/** A new browser context: another device. Without a tone it shares a process with the other silent ones. */
	async device(options: BrowserContextOptions & { hz?: number } = {}): Promise<BrowserContext> {
		const { hz, ...context } = options;
		const browser = await (hz === undefined ? (this.#silent ??= this.#launch([])) : this.#speaker(hz));
		return browser.newContext({ viewport: DESKTOP, locale: 'en-GB', reducedMotion: 'reduce', ...context });
	}

	/** Every page that is open. */
	get pages(): Page[] {
		return this.#running.flatMap((browser) => browser.contexts().flatMap((context) => context.pages()));
	}

	async close(): Promise<void> {
		await Promise.all(this.#running.map((browser) => browser.close()));
		rmSync(this.#folder, { recursive: true, force: true });
	}

	#speaker(hz: number): Promise<Browser> {
		const file = join(this.#folder, `${hz}.wav`);
		writeFileSync(file, wavOf(hz));
		return this.#launch([`--use-file-for-fake-audio-capture=${file}`]);
	}

	async #launch(more: readonly string[]): Promise<Browser> {
		const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...FLAGS, ...more] });
		this.#running.push(browser);
		return browser;
	}
}
