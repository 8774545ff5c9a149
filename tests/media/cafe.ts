/** A small café with real sound: a livekit-server, people who hum, and browsers that move between their tables. */
import { wavOf } from '../e2e/kit/tone.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { MediaSeat } from '#lib/protocol/wire.ts';
import { servePage, type ServedPage } from './bundle.ts';
import { LiveKitProcess } from './livekit-process.ts';
import type { Heard } from './page/probe.ts';
import type {} from './page/index.ts';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
	'--no-sandbox',
	'--use-fake-ui-for-media-stream',
	'--use-fake-device-for-media-stream',
	'--autoplay-policy=no-user-gesture-required',
	'--disable-background-timer-throttling',
	'--disable-renderer-backgrounding'
];
/** The product's clock and that of the pages: milliseconds since 1970, finer than `Date.now`. */
export const now = (): number => performance.timeOrigin + performance.now();

/** A table: its LiveKit room and the tones of those who sit there and hum. */
export interface Table {
	readonly room: string;
	readonly tones: readonly number[];
}

export class Cafe {
	readonly livekit: LiveKitProcess;
	readonly #page: ServedPage;
	readonly #folder: string;
	readonly #humming: ChildProcess[] = [];
	readonly #browsers: Browser[] = [];
	#rooms = 0;

	private constructor(livekit: LiveKitProcess, page: ServedPage) {
		this.livekit = livekit;
		this.#page = page;
		this.#folder = mkdtempSync(join(tmpdir(), 'rondo-media-'));
	}

	static async open(): Promise<Cafe> {
		const [livekit, page] = await Promise.all([LiveKitProcess.start(), servePage()]);
		return new Cafe(livekit, page);
	}

	/** A table in a new room, with one person humming each of the tones. */
	async table(tones: readonly number[]): Promise<Table> {
		const room = `room-${++this.#rooms}`;
		await this.livekit.openRoom(room);
		if (tones.length > 0) await this.#hum(room, tones);
		return { room, tones };
	}

	/** A browser whose microphone sends that tone for ever, and who can tell these tones apart. */
	async guest(name: string, hz: number, tones: readonly number[]): Promise<Guest> {
		const file = join(this.#folder, `${name}.wav`);
		writeFileSync(file, wavOf(hz));
		const browser = await chromium.launch({
			executablePath: CHROMIUM,
			headless: true,
			args: [...FLAGS, `--use-file-for-fake-audio-capture=${file}`]
		});
		this.#browsers.push(browser);
		const page = await browser.newPage();
		await page.goto(this.#page.url);
		await page.evaluate((known) => window.makeHarness(known), [...tones]);
		return new Guest(this.livekit, page, name, hz);
	}

	async close(): Promise<void> {
		await Promise.all(this.#browsers.map((browser) => browser.close()));
		this.livekit.thaw();
		for (const child of this.#humming) child.kill('SIGKILL');
		await this.livekit.kill();
		this.#page.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	async #hum(room: string, tones: readonly number[]): Promise<void> {
		const people = await Promise.all(
			tones.map(async (hz) => ({ hz, token: await this.livekit.mint(room, `hum-${hz}`) }))
		);
		const child = spawn(
			process.execPath,
			['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'tone-people.ts'), JSON.stringify(people)],
			{ env: { ...process.env, LIVEKIT_URL: this.livekit.url }, stdio: ['pipe', 'pipe', 'ignore'] }
		);
		this.#humming.push(child);
		await Promise.race([
			once(child.stdout!, 'data'),
			once(child, 'exit').then(([code]) => Promise.reject(new Error(`the humming people ended with ${code}`)))
		]);
	}
}

export type Wish = Partial<Pick<MediaSeat, 'switchAt' | 'version' | 'kind' | 'mayPublish' | 'url'>>;

/** One browser at the café, driven as the server would drive it. */
export class Guest {
	readonly name: string;
	readonly hz: number;
	readonly page: Page;
	readonly #livekit: LiveKitProcess;
	#version = 1;
	#commits = 0;

	constructor(livekit: LiveKitProcess, page: Page, name: string, hz: number) {
		this.#livekit = livekit;
		this.page = page;
		this.name = name;
		this.hz = hz;
	}

	async seatAt(table: Pick<Table, 'room'>, wish: Wish = {}): Promise<MediaSeat> {
		return {
			kind: 'table',
			key: table.room,
			url: this.#livekit.url,
			token: await this.#livekit.mint(table.room, this.name, wish.mayPublish ?? true),
			table: table.room as TableId,
			version: this.#version,
			switchAt: null,
			mayPublish: true,
			identities: { [this.name]: this.name as PersonId },
			...wish
		};
	}

	/** Seated now: the page joins cold. */
	async sit(table: Pick<Table, 'room'>, wish: Wish = {}): Promise<void> {
		this.#version += 1;
		const seat = await this.seatAt(table, wish);
		await this.page.evaluate((it) => window.harness.seat(it), seat);
	}

	/** Seated at that moment, without having been armed for it. */
	async sitAt(table: Pick<Table, 'room'>, at: number): Promise<void> {
		this.#version += 1;
		const seat = await this.seatAt(table);
		await this.page.evaluate(([it, moment]) => window.harness.seatAt(it, moment), [seat, at] as const);
	}

	/** What the server answers when the page asks for another seat; null = not now. */
	async answerWith(table: Pick<Table, 'room'> | null): Promise<void> {
		const seat = table && (await this.seatAt(table));
		await this.page.evaluate((it) => window.harness.answerWith(it), seat);
	}

	/** No sound for this person now. */
	async standUp(): Promise<void> {
		await this.page.evaluate(() => window.harness.seat(null));
	}

	/** The bell rang: the next seat, to be armed. */
	async arm(table: Pick<Table, 'room'>, switchAt: number): Promise<void> {
		this.#version += 1;
		const seat = await this.seatAt(table, { switchAt });
		const commit = ++this.#commits;
		await this.page.evaluate(
			([it, n]) => {
				window.harness.person(n, it);
				window.harness.seat(it);
			},
			[seat, commit] as const
		);
	}

	/** The bell was taken back. */
	async takeBack(): Promise<void> {
		const commit = ++this.#commits;
		await this.page.evaluate((n) => window.harness.person(n, null), commit);
	}

	setMic(on: boolean): Promise<string | null> {
		return this.page.evaluate((wish) => window.harness.setMic(wish), on);
	}

	state() {
		return this.page.evaluate(() => window.harness.state());
	}

	/** Takes what was heard since the last time. */
	heard(): Promise<Heard[]> {
		return this.page.evaluate(() => window.harness.heard());
	}

	/** Audible blocks by tone during the next so many milliseconds. */
	async listenFor(ms: number): Promise<Map<number, number>> {
		await this.heard();
		await this.page.waitForTimeout(ms);
		const blocks = new Map<number, number>();
		for (const { hz, audible } of await this.heard()) if (audible) blocks.set(hz, (blocks.get(hz) ?? 0) + 1);
		return blocks;
	}

	/** Waits until that tone is heard; how long it took, ms. */
	async untilHeard(hz: number, limitMs = 10_000): Promise<number> {
		const begin = now();
		for (;;) {
			if ((await this.heard()).some((block) => block.audible && block.hz === hz)) return now() - begin;
			if (now() - begin > limitMs) throw new Error(`${this.name} does not hear ${hz} Hz after ${limitMs} ms`);
			await this.page.waitForTimeout(20);
		}
	}

	/** Waits until the page says so. */
	async until(reached: (state: Awaited<ReturnType<Guest['state']>>) => boolean, limitMs = 20_000): Promise<void> {
		const end = now() + limitMs;
		for (;;) {
			const state = await this.state();
			if (reached(state)) return;
			if (now() > end)
				throw new Error(`${this.name} is still ${JSON.stringify({ ...state, people: state.people.length })}`);
			await this.page.waitForTimeout(20);
		}
	}
}
