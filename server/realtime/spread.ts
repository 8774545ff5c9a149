/** Volatile messages to many views: when a switch makes all tables speak at once, the rest comes a turn later. */
import type { Channel } from '#lib/domain/channel.ts';
import type { View } from './view.ts';

/** Sent in one turn of the event loop: 1 ms. */
const AT_ONCE = 50;

export class Spread {
	/** In this turn. */
	#sent = 0;
	readonly #later: { view: View; channel: Channel; send: (view: View) => void }[] = [];

	/** Sends now or in one of the next turns, and then only to those who still see the channel. */
	send(views: Iterable<View>, channel: Channel, send: (view: View) => void): void {
		for (const view of views)
			if (this.#sent < AT_ONCE) {
				this.#count();
				send(view);
			} else this.#later.push({ view, channel, send });
	}

	#count(): void {
		if (this.#sent++ === 0) setImmediate(() => this.#sendMore());
	}

	#sendMore(): void {
		this.#sent = 0;
		for (const { view, channel, send } of this.#later.splice(0, AT_ONCE)) {
			this.#count();
			if (view.told.has(channel)) send(view);
		}
	}
}
