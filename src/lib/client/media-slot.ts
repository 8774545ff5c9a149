import type { MediaSeat } from '../protocol/wire.ts';
import type { LinkEvents, LinkFailure, MediaLink } from './media-link.ts';

/**
 * One room on its way. Whoever holds a slot that nobody holds any more holds an old generation:
 * every late result is compared with the slot of now and thrown away when it is another one.
 */
export interface Slot {
	seat: MediaSeat;
	readonly link: MediaLink;
	/** Null = joined; never rejects. */
	readonly connecting: Promise<LinkFailure | null>;
	phase: 'joining' | 'joined' | 'failed';
}

export type OpenLink = (seat: MediaSeat, events: LinkEvents) => MediaLink;

/** Starts joining; `prepare` comes before anything is sent or heard. */
export function openSlot(
	open: OpenLink,
	seat: MediaSeat,
	prepare: (link: MediaLink) => void,
	events: { onchange: (slot: Slot) => void; onlost: (slot: Slot, failure: LinkFailure) => void }
): Slot {
	let slot: Slot | null = null;
	const link = open(seat, {
		// A link may speak up while it is still being prepared: nobody holds its slot then.
		onchange: () => slot && events.onchange(slot),
		onlost: (failure) => slot && events.onlost(slot, failure)
	});
	prepare(link);
	slot = { seat, link, connecting: link.connect(), phase: 'joining' };
	return slot;
}
