/** Who looks at which channel, by today's rules. */
import type { Channel } from '#lib/domain/channel.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { View } from './view.ts';

/** Whose a page is: a person's, or, where there is nobody behind it (an observer, a screen), its entry's. */
const ownerOf = ({ actor, entry }: View): string => actor.person ?? entry;

export class Watchers {
	readonly views = new Set<View>();
	readonly #byChannel = new Map<Channel, Set<View>>();
	readonly #byPerson = new Map<PersonId, Set<View>>();
	/** All that are there, also those that see nothing yet, in the order in which they came: see {@link ownerOf}. */
	readonly #byOwner = new Map<string, View[]>();

	of(channel: Channel): ReadonlySet<View> {
		return this.#byChannel.get(channel) ?? new Set();
	}

	viewsOf(person: PersonId): ReadonlySet<View> {
		return this.#byPerson.get(person) ?? new Set();
	}

	/** The views of the same person, or of the same entry where there is no person; this one too, if it is there. */
	besides(view: View): readonly View[] {
		return this.#byOwner.get(ownerOf(view)) ?? [];
	}

	/** Is there, without being counted among its person's and seeing anything yet. */
	expect(view: View): void {
		if (this.views.has(view)) return;
		this.views.add(view);
		const owner = ownerOf(view);
		const views = this.#byOwner.get(owner);
		if (views) views.push(view);
		else this.#byOwner.set(owner, [view]);
	}

	/** Sees nothing yet: see {@link grant}. */
	add(view: View): void {
		this.expect(view);
		const { person } = view.actor;
		if (person === null) return;
		const views = this.#byPerson.get(person) ?? new Set();
		this.#byPerson.set(person, views.add(view));
	}

	remove(view: View): void {
		if (this.views.delete(view)) this.#forgetOwned(view);
		for (const channel of view.told.keys()) this.#byChannel.get(channel)?.delete(view);
		view.told.clear();
		const { person } = view.actor;
		if (person === null) return;
		const views = this.#byPerson.get(person);
		views?.delete(view);
		if (views?.size === 0) this.#byPerson.delete(person);
	}

	#forgetOwned(view: View): void {
		const owner = ownerOf(view);
		const others = this.besides(view).filter((other) => other !== view);
		if (others.length > 0) this.#byOwner.set(owner, others);
		else this.#byOwner.delete(owner);
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
