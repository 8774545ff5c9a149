import type { Snippet } from 'svelte';
import type { IconComponent } from '../icon/types.ts';
import type { TakesPart } from '../person/types.ts';

export type ChipTone = 'plain' | 'ok' | 'wait' | 'help' | 'line' | TakesPart;

export type ChipProps = {
	tone?: ChipTone | undefined;
	icon?: IconComponent | undefined;
	lang?: string | undefined;
	children: Snippet;
};

/** Icon and word for the way of taking part; never colour alone. */
export type ModeWordProps = {
	takesPart: TakesPart;
	/** "149 in the hall" instead of "Hall". */
	count?: number | undefined;
	/** The word is for screen readers only, where the icon stands in a known row. */
	iconOnly?: boolean | undefined;
};
