/** The ids of all ideas of an event. Asked for with every idea: not gathered anew from hundreds of cloths each time. */
import { tableChannel, type Channel } from '../channel.ts';
import type { EventCard } from '../event/event-card.ts';
import type { IdeaId } from '../ids.ts';
import type { EventState, Idea, TablePart } from '../parts.ts';
import { everyoneOf } from '../read.ts';

interface Gathered {
	readonly card: EventCard;
	readonly cloths: readonly Channel[];
	/** What `ids` was gathered from, cloth by cloth. A list that changes is another list. */
	readonly lists: (readonly Idea[])[];
	/** Idea → the place of its cloth. */
	readonly ids: Map<IdeaId, number>;
}

const NONE: readonly Idea[] = [];
const gathered = new WeakMap<EventState, Gathered>();

/** Every idea's id, hidden and withdrawn ones included. To be asked, not kept: it changes with the state. */
export function idsIn(state: EventState): ReadonlyMap<IdeaId, unknown> {
	const { card } = everyoneOf(state);
	if (!card) return new Map();
	let known = gathered.get(state);
	if (known?.card !== card) {
		const cloths = card.tables.map(({ id }) => tableChannel(id));
		known = { card, cloths, lists: cloths.map(() => NONE), ids: new Map() };
		gathered.set(state, known);
	}
	const { cloths, lists, ids } = known;
	for (const [place, channel] of cloths.entries()) {
		const ideas = (state.get(channel) as TablePart | undefined)?.ideas ?? NONE;
		const before = lists[place]!;
		if (ideas === before) continue;
		// What was taken back is gone again.
		for (const { id } of before) if (ids.get(id) === place) ids.delete(id);
		for (const { id } of ideas) ids.set(id, place);
		lists[place] = ideas;
	}
	return ids;
}
