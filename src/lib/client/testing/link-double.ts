import type { MediaSeat } from '../../protocol/wire.ts';
import { SEND_NOTHING, type LinkEvents, type LinkFailure, type LinkWish, type MediaLink } from '../media-link.ts';

/** Stands in for a LiveKit room in tests of the switch: the test says when it joins, fails or breaks. */
export class LinkDouble implements MediaLink {
	static made: LinkDouble[] = [];
	readonly seat: MediaSeat;
	readonly events: LinkEvents;
	readonly people = [];
	readonly speaking = false;
	wish: LinkWish = SEND_NOTHING;
	heard = false;
	closed = false;
	listening = false;
	watching = false;
	/** Every wish in order: a test can prove what was never sent. */
	wishes: LinkWish[] = [];
	#settle!: (failure: LinkFailure | null) => void;

	constructor(seat: MediaSeat, events: LinkEvents) {
		this.seat = seat;
		this.events = events;
		LinkDouble.made.push(this);
	}
	connect(): Promise<LinkFailure | null> {
		return new Promise((settle) => (this.#settle = settle));
	}
	want(wish: LinkWish): void {
		this.wish = wish;
		this.wishes.push(wish);
	}
	listen(on: boolean): void {
		this.listening = on;
	}
	watch(on: boolean): void {
		this.watching = on;
		this.events.onchange();
	}
	hear(on: boolean): void {
		this.heard = on;
	}
	close(): void {
		this.closed = true;
		this.heard = false;
		this.#settle('down');
	}
	/** The far end answers. */
	async settle(failure: LinkFailure | null = null): Promise<void> {
		this.#settle(failure);
		await Promise.resolve();
		await Promise.resolve();
	}
}
