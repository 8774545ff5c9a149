/** The facilitator's pages: console, plan, harvest; moved by their words. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { words, wordsLike, type Params } from './words.ts';

export class DeskPage {
	readonly page: Page;
	/** What the page complained about. */
	readonly faults: string[] = [];

	private constructor(page: Page) {
		this.page = page;
		page.setDefaultTimeout(30_000);
		page.on('pageerror', (fault) => this.faults.push(fault.stack ?? fault.message));
	}

	static async open(context: BrowserContext, link: string): Promise<DeskPage> {
		const desk = new DeskPage(await context.newPage());
		await desk.page.goto(link);
		await desk.page.waitForURL(/\/e\/[\w-]+\/\w+/);
		return desk;
	}

	button(key: string, params?: Params): Locator {
		return this.page.getByRole('button', { name: words(key, params), exact: true });
	}
	heading(key: string, params?: Params): Locator {
		return this.page.getByRole('heading', { level: 1, name: wordsLike(key, params) });
	}
	/** Another page of the desk, by its tab. */
	async go(page: 'console' | 'plan' | 'people' | 'harvest' | 'links' | 'screen'): Promise<void> {
		const pages = this.page.getByRole('navigation', { name: words('desk_nav') });
		await pages.getByRole('link', { name: words(`desk_page_${page}`), exact: true }).click();
		await this.page.waitForURL(new RegExp(`/${page}$`));
	}

	/** Goes on in the programme, part by part, until this one is the running one. */
	async moveOn(...titles: string[]): Promise<void> {
		for (const title of titles) {
			const button = this.button('console_move_on', { title });
			await button.click();
			await button.waitFor({ state: 'detached' });
		}
	}

	/** Plans for who is present, on the plan's own page, and comes back to the console. */
	async plan(): Promise<void> {
		await this.go('plan');
		await this.button('plan_make').first().click();
		await this.heading('plan_title').waitFor({ timeout: 60_000 });
		await this.go('console');
	}

	/** A button of the question that is open. */
	answer(key: string): Locator {
		return this.page.getByRole('dialog').getByRole('button', { name: words(key), exact: true });
	}

	async startFirstRound(): Promise<void> {
		await this.button('console_start', { round: 1 }).click();
		await this.answer('console_start_yes').click();
		await this.heading('console_running', { round: 1 }).waitFor();
	}

	async pause(round: number): Promise<void> {
		await this.button('console_pause').click();
		await this.heading('console_paused', { round }).waitFor();
	}

	async resume(round: number): Promise<void> {
		await this.button('console_resume').click();
		await this.heading('console_running', { round }).waitFor();
	}

	/** Gives the round so much time that no bell surprises a test: minutes of the event, in steps of five. */
	async extend(minutes: 5 | 10): Promise<void> {
		for (let more = minutes; more > 0; more -= 5) await this.button('console_plus_label', { minutes: 5 }).click();
	}

	/** Rings; confirms if the page asks. */
	async ringBell(): Promise<void> {
		await this.button('console_bell').click();
		const sure = this.answer('console_bell_yes');
		await sure.or(this.heading('console_ending')).first().waitFor();
		if (await sure.isVisible()) await sure.click();
		await this.heading('console_ending').waitFor();
	}

	/** The move is over by itself, or at once when somebody presses. */
	async startNextRound(round: number): Promise<void> {
		const start = this.button('console_start_now', { round });
		const running = this.heading('console_running', { round });
		await start.or(running).first().waitFor({ timeout: 40_000 });
		if (await start.isVisible()) {
			await start.click({ timeout: 2_000 }).catch(() => undefined);
			const sure = this.answer('console_start_yes');
			await sure.or(running).first().waitFor();
			await sure.click({ timeout: 2_000 }).catch(() => undefined);
		}
		await running.waitFor();
	}
}
