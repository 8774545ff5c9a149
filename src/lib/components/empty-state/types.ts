import type { Snippet } from 'svelte';

export type EmptyStateProps = {
	title: string;
	/** What will be here. */
	text?: string | undefined;
	/** A table sign or an icon. */
	sign?: Snippet | undefined;
	/** The first step. */
	children?: Snippet | undefined;
};
