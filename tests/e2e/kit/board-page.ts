/** The harvest board: themes by menu, the dot vote, words, publication. */
import type { Locator, Page } from 'playwright-core';
import type { DeskPage } from './desk-page.ts';
import { words } from './words.ts';

export class BoardPage {
	readonly #desk: DeskPage;
	readonly page: Page;

	private constructor(desk: DeskPage) {
		this.#desk = desk;
		this.page = desk.page;
	}

	static async open(desk: DeskPage): Promise<BoardPage> {
		await desk.go('harvest');
		await desk.heading('board_title').waitFor();
		return new BoardPage(desk);
	}

	/** The card of an insight that is not in a theme yet. */
	unplaced(text: string): Locator {
		const list = this.page.getByRole('region', { name: new RegExp(words('board_new')) });
		return list.getByRole('article').filter({ hasText: text });
	}
	theme(name: string): Locator {
		return this.page.getByRole('region', { name, exact: true });
	}

	/** Makes a theme out of an insight. */
	async nameThemeOf(insight: string, name: string): Promise<void> {
		await this.#openMenu(insight);
		await this.page.getByRole('menuitem', { name: words('theme_new') }).click();
		const dialog = this.page.getByRole('dialog', { name: words('board_new_theme') });
		await dialog.getByRole('textbox', { name: words('board_theme_name') }).fill(name);
		await dialog.getByRole('button', { name: words('board_create'), exact: true }).click();
		await this.theme(name).getByText(insight).first().waitFor();
	}

	/** Makes a theme that nothing is in yet. */
	async makeTheme(name: string): Promise<void> {
		await this.#desk.button('board_new_theme').first().click();
		const dialog = this.page.getByRole('dialog', { name: words('board_new_theme') });
		await dialog.getByRole('textbox', { name: words('board_theme_name') }).fill(name);
		await dialog.getByRole('button', { name: words('board_create'), exact: true }).click();
		await this.theme(name).first().waitFor();
	}

	async place(insight: string, theme: string): Promise<void> {
		await this.#openMenu(insight);
		await this.page.getByRole('menuitemradio', { name: theme, exact: true }).click();
		await this.theme(theme).getByText(insight).first().waitFor();
	}

	async #openMenu(insight: string): Promise<void> {
		// Two tables may have said it in the same words.
		await this.unplaced(insight)
			.first()
			.getByRole('button', { name: words('theme_place_menu', { text: insight }) })
			.click();
	}

	async openVote(): Promise<void> {
		await this.#desk.button('board_vote_open').click();
		const dialog = this.page.getByRole('dialog', { name: words('board_vote_open_ask') });
		await dialog.getByRole('button', { name: words('board_vote_open_yes'), exact: true }).click();
		await this.#desk.button('board_vote_close').waitFor();
	}

	async closeVote(): Promise<void> {
		await this.#desk.button('board_vote_close').click();
		const dialog = this.page.getByRole('dialog', { name: words('board_vote_close_ask') });
		await dialog.getByRole('button', { name: words('board_vote_close_yes') }).click();
		await this.#desk.button('board_vote_again').waitFor();
	}

	/** Takes the open vote back; it can be opened again. */
	async withdrawVote(): Promise<void> {
		await this.#desk.button('board_vote_withdraw').click();
		await this.#desk.answer('board_vote_withdraw_yes').click();
		await this.#desk.button('board_vote_open').waitFor();
		await this.page.getByText(words('board_vote_withdrawn'), { exact: true }).waitFor();
	}

	/** The message of a theme, in English. */
	async word(theme: string, message: string): Promise<void> {
		await this.theme(theme).getByRole('button', { name: theme, exact: true }).click();
		await this.page.getByRole('textbox', { name: words('board_message', { language: 'English' }) }).fill(message);
		await this.#desk.button('board_message_save').click();
		await this.page.getByText(words('board_message_saved'), { exact: true }).waitFor();
	}

	async publish(version = 1): Promise<void> {
		await this.#desk.button(version === 1 ? 'board_publish' : 'board_publish_again').click();
		const dialog = this.page.getByRole('dialog', { name: words('board_publish_ask') });
		await dialog.getByRole('button', { name: words('board_publish_yes'), exact: true }).click();
		await this.page.getByText(words('board_published', { version })).waitFor();
	}

	async unpublish(version: number): Promise<void> {
		await this.#desk.button('board_unpublish').click();
		await this.#desk.answer('board_unpublish_yes').click();
		await this.page.getByText(words('board_unpublished', { version }), { exact: true }).waitFor();
	}
}
