import type { Snippet } from 'svelte';

/** The way a person takes part. */
export type TakesPart = 'hall' | 'remote' | 'paper';

export type PersonState = 'here' | 'coming' | 'coming_back' | 'away' | 'left' | 'on_the_move';

export type PersonProps = {
	name: string;
	takesPart: TakesPart;
	state?: PersonState | undefined;
	host?: boolean | undefined;
	you?: boolean | undefined;
	speaking?: boolean | undefined;
	/** "Chiara writes for him", "Português, English". */
	note?: string | undefined;
	/** Address of a picture; initials without it. */
	picture?: string | undefined;
	/** Buttons at the end. */
	action?: Snippet | undefined;
};

export type FaceProps = { name: string; picture?: string | undefined; size?: 's' | 'm' | 'l' | undefined };
