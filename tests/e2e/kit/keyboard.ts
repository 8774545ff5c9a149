/** Somebody who has no pointer: Tab, Shift+Tab, Enter, Space and arrows, and what a screen reader says at each stop. */
import type { CDPSession, Page } from 'playwright-core';

export interface Stop {
	role: string;
	name: string;
	disabled: boolean;
}

/** More stops than any page has before its first turn. */
const STOPS_MOST = 120;

export class Keyboard {
	readonly page: Page;
	readonly #browser: CDPSession;
	/** Stops without a name, as HTML: there must be none. */
	readonly nameless: string[] = [];
	/** Every stop that was made. */
	stops = 0;

	private constructor(page: Page, browser: CDPSession) {
		this.page = page;
		this.#browser = browser;
	}

	static async of(page: Page): Promise<Keyboard> {
		const browser = await page.context().newCDPSession(page);
		await browser.send('Accessibility.enable');
		return new Keyboard(page, browser);
	}

	/** What has the focus, as the browser tells assistive technology; null when nothing has. */
	async here(): Promise<Stop | null> {
		const { result } = await this.#browser.send('Runtime.evaluate', { expression: 'document.activeElement' });
		if (!result.objectId) return null;
		const { nodes } = await this.#browser.send('Accessibility.getPartialAXTree', {
			objectId: result.objectId,
			fetchRelatives: false
		});
		const [node] = nodes;
		const role = String(node?.role?.value ?? '');
		if (!node || role === 'RootWebArea' || role === 'none' || role === 'generic') return null;
		const name = String(node.name?.value ?? '').trim();
		if (name === '')
			this.nameless.push(await this.page.evaluate(() => document.activeElement!.outerHTML.slice(0, 200)));
		const disabled =
			node.properties?.some(({ name: what, value }) => what === 'disabled' && value.value === true) ?? false;
		return { role, name, disabled };
	}

	async press(key: string): Promise<void> {
		await this.page.keyboard.press(key);
	}

	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
	}

	/**
	 * Tabs until something of that role and name has the focus.
	 * @throws with every stop on the way when it is not there
	 */
	async goTo(role: string, name: string | RegExp): Promise<Stop> {
		const passed: string[] = [];
		const fits = (stop: Stop) =>
			stop.role === role && (typeof name === 'string' ? stop.name === name : name.test(stop.name));
		for (let count = 0; count < STOPS_MOST; count++) {
			const stop = await this.here();
			if (stop && fits(stop)) return stop;
			if (stop) passed.push(`${stop.role} "${stop.name}"`);
			this.stops++;
			await this.press('Tab');
		}
		throw new Error(`no ${role} "${name}" by Tab among: ${passed.slice(0, 40).join(', ')}`);
	}

	/** Goes to a button and presses it. */
	async pressButton(name: string | RegExp): Promise<void> {
		await this.goTo('button', name);
		await this.press('Enter');
	}

	/** Opens a menu and chooses an item by arrow keys. */
	async choose(menu: string | RegExp, item: string): Promise<void> {
		await this.pressButton(menu);
		const items = this.page.getByRole('menuitem').or(this.page.getByRole('menuitemradio'));
		await items.first().waitFor();
		for (let count = await items.count(); count > 0; count--) {
			if ((await this.here())?.name === item) return this.press('Enter');
			await this.press('ArrowDown');
		}
		throw new Error(`no "${item}" in the menu "${menu}"`);
	}

	/** Whether one can see where the focus is: an outline, or a shadow, or another look than without it. */
	async showsFocus(): Promise<boolean> {
		return this.page.evaluate(() => {
			const look = getComputedStyle(document.activeElement!);
			const parent = getComputedStyle(document.activeElement!.parentElement!);
			const outlined = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
				outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
			return outlined(look) || outlined(parent) || look.boxShadow !== 'none';
		});
	}
}
