import type { Snippet } from 'svelte';

export type ErrorStateProps = {
	/** What happened. */
	title: string;
	/** What we do, and what is safe. */
	text: string;
	/** Shown small, to be told to the desk. */
	incident?: string | undefined;
	/** What the person can do. */
	children?: Snippet | undefined;
};
