/** Who looks at which channel, by today's rules. */
import type { Channel } from '#lib/domain/channel.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { View } from './view.ts';

export class Watchers {
	readonly views = new Set<View>();
	readonly #byChannel = new Map<Channel, Set<View>>();
	readonly #byPerson = new Map<PersonId, Set<View>>();

	of(channel: Channel): ReadonlySet<View> {
		return this.#byChannel.get(channel) ?? new Set();
	}

	viewsOf(person: PersonId): ReadonlySet<View> {
		return this.#byPerson.get(person) ?? new Set();
	}

	/** Sees nothing yet: see {@link grant}. */
	add(view: View): void {
		this.views.add(view);
		const { person } = view.actor;
		if (person === null) return;
		const views = this.#byPerson.get(person) ?? new Set();
		this.#byPerson.set(person, views.add(view));
	}

	remove(view: View): void {
		this.views.delete(view);
		for (const channel of view.told.keys()) this.#byChannel.get(channel)?.delete(view);
		view.told.clear();
		const { person } = view.actor;
		if (person === null) return;
		const views = this.#byPerson.get(person);
		views?.delete(view);
		if (views?.size === 0) this.#byPerson.delete(person);
	}

	/** Grants and takes channels by the state; synchronously, so that nothing slips through afterwards. */
	grant(view: View, state: EventState): void {
		const allowed = view.allowed(state);
		for (const channel of view.told.keys())
			if (!allowed.has(channel)) {
				view.told.delete(channel);
				view.unsent.delete(channel);
				view.lost.add(channel);
				this.#byChannel.get(channel)?.delete(view);
			}
		for (const channel of allowed)
			if (!view.told.has(channel)) {
				view.told.set(channel, 0);
				view.unsent.add(channel);
				const watchers = this.#byChannel.get(channel) ?? new Set();
				this.#byChannel.set(channel, watchers.add(view));
			}
	}
}
