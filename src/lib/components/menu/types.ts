import type { Snippet } from 'svelte';
import type { IconComponent } from '../icon/types.ts';
import type { ButtonKind } from '../button/types.ts';

export type MenuItem = {
	id: string;
	text: string;
	icon?: IconComponent | undefined;
	lang?: string | undefined;
	/** Makes it a radio item. */
	checked?: boolean | undefined;
	disabled?: boolean | undefined;
	/** Second line: a reason, a count. */
	note?: string | undefined;
	/** A line above it. */
	startsGroup?: boolean | undefined;
};

export type MenuProps = {
	/** Name of the menu ("Place this insight in"), and of the button when it shows an icon only. */
	label: string;
	items: readonly MenuItem[];
	onchoose: (id: string) => void;
	/** Words of the button; without them it is "…" (more). */
	text?: string | undefined;
	icon?: IconComponent | undefined;
	kind?: ButtonKind | 'link' | undefined;
	/** Round "…" of 44 px, or the size of an ordinary button. */
	compact?: boolean | undefined;
	disabledBecause?: string | undefined;
	/** Replaces icon and words in the button. */
	children?: Snippet | undefined;
};
