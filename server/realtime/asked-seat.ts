import type { Ack, MediaSeat, PageEvents } from '#lib/protocol/wire.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { durablyOf, type MediaService } from './media-service.ts';
import type { View } from './view.ts';

export interface SeatAsker {
	readonly opened: OpenEvent;
	readonly view: View;
	readonly media: MediaService;
}

/**
 * `media_seat`: a page asks for its place on the stage or at its table. Nobody behind the page (an observer, a screen)
 * means the stage, to listen.
 */
export async function askedSeat(
	{ opened, view, media }: SeatAsker,
	{ kind, broken }: Parameters<PageEvents['media_seat']>[0]
): Promise<Ack & { seat?: MediaSeat }> {
	const { person } = view.actor;
	if (!view.sound) return { ok: false, code: 'not_allowed' };
	// Said also while media is off: a table is none of their business at any time.
	if (person === null && kind !== 'stage') return { ok: false, code: 'not_allowed' };
	if (media.state().kind !== 'on') return { ok: false, code: 'media_off' };
	const seat = await media.seat({
		...(person === null ? { person, entry: view.entry } : { person }),
		durably: durablyOf(opened.runtime),
		event: opened.event,
		wish: kind,
		broken: broken ?? null
	});
	return seat.ok ? { ok: true, seat: seat.value } : { ok: false, code: seat.error.code };
}
