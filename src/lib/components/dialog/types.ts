import type { Snippet } from 'svelte';

export type DialogProps = {
	/** Bindable. */
	open: boolean;
	/** A question ("Ring the bell now?"). */
	title: string;
	/** What happens then. */
	text?: string | undefined;
	children?: Snippet | undefined;
	/** The answers, as buttons; the first is the likely one. */
	answers?: Snippet | undefined;
	/** Esc, the close button, or a press beside the dialog. */
	onclose?: (() => void) | undefined;
	/** Wide content (tables, previews). */
	wide?: boolean | undefined;
};
