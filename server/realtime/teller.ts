/** What one view is told: its share of a commit, whole parts, and names once. */
import type { Channel } from '#lib/domain/channel.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Names } from '#lib/protocol/wire.ts';
import { frameJson, say, snapshotJson, type Share, type WholePart } from './encoded.ts';
import { peopleInPart, type NameBook } from './names.ts';
import type { View } from './view.ts';

export class Teller {
	readonly #names: NameBook;

	constructor(names: NameBook) {
		this.#names = names;
	}

	/** Tells what the view may see and has not heard; while its parts are being made, frames wait. */
	frame(view: View, frame: readonly Share[]): void {
		if (view.waiting) {
			if (frame.length > 0) view.waiting.push(frame);
			return;
		}
		// Checked again here: between commit and turn the right may have gone.
		const shares = frame.filter(({ channel, n }) => (view.told.get(channel) ?? Infinity) < n);
		if (shares.length === 0) return;
		let names: Names | undefined;
		for (const { channel, n, facts, people } of shares) {
			view.told.set(channel, n);
			for (const fact of facts) if (fact.type === 'person_renamed') view.namesSent.delete(fact.person);
			names = this.namesFor(view, people, names);
		}
		say(view.socket, 'frame', frameJson(shares, names));
	}

	snapshot(view: View, parts: readonly WholePart[], gone: readonly Channel[]): void {
		const people = parts.flatMap(({ channel, part }) => [...peopleInPart(channel, part)]);
		say(view.socket, 'snapshot', snapshotJson(parts, gone, this.namesFor(view, people)));
	}

	/** Names alone, to those who have not been told them. */
	names(views: Iterable<View>, people: readonly PersonId[]): void {
		for (const view of views) {
			const names = this.namesFor(view, people);
			if (names) say(view.socket, 'frame', frameJson([], names));
		}
	}

	/** Names that the view has not been told yet, added to `names`; they count as told. */
	namesFor(view: View, people: readonly PersonId[], names?: Names): Names | undefined {
		for (const person of people) {
			if (view.namesSent.has(person)) continue;
			const name = this.#names.nameOf(person);
			if (name === null) continue;
			view.namesSent.add(person);
			(names ??= {})[person] = name;
		}
		return names;
	}
}
