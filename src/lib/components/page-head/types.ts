import type { Snippet } from 'svelte';

export type SkipLinkProps = { href: string; text: string };

export type PageHeadProps = {
	/** Name of the event, or of the page. Not a heading: the page's `h1` is in its main part. */
	title?: string | undefined;
	/** Where it may differ from the page's. */
	titleLang?: string | undefined;
	note?: string | undefined;
	noteLang?: string | undefined;
	brandHref?: string | undefined;
	/** Only the mark on phones. */
	brandOnPhone?: boolean | undefined;
	/** Awning strip under it: at the door only. */
	valance?: boolean | undefined;
	/** Stays at the top while scrolling. */
	sticky?: boolean | undefined;
	/** After the title: a table badge, a pill. */
	children?: Snippet | undefined;
	/** At the end of the row. */
	end?: Snippet | undefined;
};
