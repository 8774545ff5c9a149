import { getContext, setContext } from 'svelte';
import type { ShownToast, ToastNote } from './types.ts';

/** More than this at a time is a wall, not a note. */
const AT_ONCE = 3;
const KEY = Symbol('toasts');

/** Short messages at the foot of the screen. Never the only place of a fact. */
export class Toasts {
	shown = $state.raw<readonly ShownToast[]>([]);
	#next = 1;

	/** Shows a message; the oldest leaves when there are more than three. */
	show(note: ToastNote): number {
		const id = this.#next++;
		this.shown = [...this.shown, { ...note, id }].slice(-AT_ONCE);
		return id;
	}
	close(id: number): void {
		this.shown = this.shown.filter((toast) => toast.id !== id);
	}
}

/** For the root layout: makes the toasts that every page under it shares. */
export function provideToasts(): Toasts {
	return setContext(KEY, new Toasts());
}

/** For pages and parts, while they are being set up. */
export function useToasts(): Toasts {
	return getContext<Toasts | undefined>(KEY) ?? provideToasts();
}
