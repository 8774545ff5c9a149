import type { Snippet } from 'svelte';

export type MicState = 'on' | 'off' | 'blocked' | 'none';

/** `live` has a picture; all others explain why there is none. */
export type TileState = 'live' | 'sound_only' | 'coming_back' | 'media_down';

export type TileProps = {
	name: string;
	/** What is shown of the name where there is little room. */
	shortName?: string | undefined;
	state?: TileState | undefined;
	mic?: MicState | undefined;
	speaking?: boolean | undefined;
	you?: boolean | undefined;
	/** The video element; initials when there is none. */
	picture?: Snippet | undefined;
	shape?: 'wide' | 'normal' | 'fill' | undefined;
};

/** The people of one hall table as one tile, the same size as everybody else's or larger. */
export type HallTileProps = {
	names: readonly string[];
	state?: TileState | undefined;
	mic?: MicState | undefined;
	speaking?: boolean | undefined;
	picture?: Snippet | undefined;
	shape?: 'wide' | 'normal' | 'fill' | undefined;
};
