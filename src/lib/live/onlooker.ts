import { Devices } from '../client/devices.svelte.ts';
import type { LiveEvent } from '../client/live-event.svelte.ts';
import { OnlookerMedia } from '../client/onlooker-media.svelte.ts';
import type { LiveContext } from './live-context.ts';

const known = new WeakMap<LiveEvent, OnlookerMedia>();

/** The stage's sound for a page that nobody stands behind; one of it for all parts of the page, in any language. */
export function onlookerMedia({ live, entry }: LiveContext): OnlookerMedia {
	const made = known.get(live) ?? new OnlookerMedia({ live, devices: new Devices({ entry }) });
	known.set(live, made);
	return made;
}
