import { placeNear } from './place-near.ts';

/** Letters typed within this time search together. */
const TYPING_MS = 700;

/** One menu: open or shut, where the focus is, and typing to find. It knows nothing of what the items mean. */
export class MenuBehaviour {
	open = $state(false);
	#button: () => HTMLElement | undefined;
	#list: () => HTMLElement | undefined;
	#typed = '';
	#typedAt = 0;

	constructor(button: () => HTMLElement | undefined, list: () => HTMLElement | undefined) {
		this.#button = button;
		this.#list = list;
	}
	get #items(): HTMLElement[] {
		return [...(this.#list()?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
	}
	get #at(): number {
		return this.#items.indexOf(document.activeElement as HTMLElement);
	}
	/** Opens with the focus on the chosen item of a menu of choices, or on the first or last one. */
	show(from: 'first' | 'last' = 'first'): void {
		this.#list()?.showPopover();
		this.open = true;
		this.place();
		const items = this.#items;
		// Among other things to do a choice is not where one begins.
		const choices = items[0]?.hasAttribute('aria-checked') ?? false;
		const chosen = choices ? items.find((item) => item.getAttribute('aria-checked') === 'true') : undefined;
		(chosen ?? (from === 'last' ? items.at(-1) : items[0]))?.focus();
	}
	hide(focusButton: boolean): void {
		if (!this.open) return;
		this.open = false;
		this.#list()?.hidePopover();
		if (focusButton) this.#button()?.focus();
	}
	place(): void {
		const button = this.#button();
		const list = this.#list();
		if (!button || !list) return;
		const size = { width: list.offsetWidth, height: list.offsetHeight };
		const rightToLeft = getComputedStyle(button).direction === 'rtl';
		const screen = { width: document.documentElement.clientWidth, height: window.innerHeight };
		const { left, top } = placeNear(button.getBoundingClientRect(), size, screen, rightToLeft);
		list.style.left = `${left}px`;
		list.style.top = `${top}px`;
	}
	buttonKey(key: KeyboardEvent): void {
		if (key.key !== 'ArrowDown' && key.key !== 'ArrowUp') return;
		key.preventDefault();
		this.show(key.key === 'ArrowUp' ? 'last' : 'first');
	}
	listKey(key: KeyboardEvent): void {
		const items = this.#items;
		const move = (to: number) => {
			key.preventDefault();
			this.#typed = '';
			items[(to + items.length) % items.length]?.focus();
		};
		if (key.key === 'ArrowDown') return move(this.#at + 1);
		if (key.key === 'ArrowUp') return move(this.#at - 1);
		if (key.key === 'Home') return move(0);
		if (key.key === 'End') return move(items.length - 1);
		if (key.key === 'Tab') return this.hide(true);
		if (key.key === 'Escape') {
			// Only the menu shuts, not the dialog it may stand in.
			key.preventDefault();
			key.stopPropagation();
			return this.hide(true);
		}
		if (key.key.length === 1 && key.key !== ' ' && !key.ctrlKey && !key.metaKey && !key.altKey) this.#find(key.key);
	}
	#find(letter: string): void {
		const now = performance.now();
		this.#typed = (now - this.#typedAt < TYPING_MS ? this.#typed : '') + letter.toLocaleLowerCase();
		this.#typedAt = now;
		const items = this.#items;
		// One letter again and again walks through its items; more letters narrow from where one is.
		const from = this.#typed.length === 1 ? this.#at + 1 : Math.max(0, this.#at);
		const turned = [...items.slice(from), ...items.slice(0, from)];
		turned.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(this.#typed))?.focus();
	}
	/** A press outside shuts the menu and leaves the focus where it went. */
	outside(press: Event): void {
		const target = press.target as Node;
		if (this.#list()?.contains(target) || this.#button()?.contains(target)) return;
		this.hide(false);
	}
}
