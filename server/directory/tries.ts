import type { EpochMs, EventId } from '#lib/domain/ids.ts';

const MINUTE_MS = 60_000;
const WRONG_BY_BROWSER = 5;
/** A whole hall may come from one address. */
const WRONG_BY_ADDRESS = 50;
const WRONG_BY_DOOR = 50;

/** Who tries: a browser by the id that the server gave it, or, when it sends none, only where it comes from. */
export type Trier = string | { readonly address: string };

/** What is tried: the codes of one event, or those of all of this instance at once. */
export type Door = EventId | 'instance';

/** Wrong codes of the last minute, per browser and per door. In memory of one node: N nodes allow N times as many. */
export class WrongTries {
	readonly #byTrier = new Map<string, EpochMs[]>();
	readonly #byDoor = new Map<Door, EpochMs[]>();

	/**
	 * Takes one try, or answers null when there is none left. A try counts as wrong from its start, so that a
	 * hundred at once do not all slip through; a right one is given back by calling the answer.
	 */
	take(door: Door, trier: Trier, now: EpochMs): (() => void) | null {
		if (this.#byTrier.size > 10_000) this.#forgetOld(now);
		const [name, most] =
			typeof trier === 'string' ? [trier, WRONG_BY_BROWSER] : [`address ${trier.address}`, WRONG_BY_ADDRESS];
		const ofTrier = recent(this.#byTrier, name, now);
		const ofDoor = recent(this.#byDoor, door, now);
		if (ofTrier.length >= most || ofDoor.length >= WRONG_BY_DOOR) return null;
		for (const tries of [ofTrier, ofDoor]) tries.push(now);
		return () => {
			for (const tries of [ofTrier, ofDoor]) {
				const taken = tries.indexOf(now);
				if (taken >= 0) tries.splice(taken, 1); // else it is older than a minute by now
			}
		};
	}

	#forgetOld(now: EpochMs): void {
		for (const [trier, tries] of this.#byTrier) {
			if ((tries.at(-1) ?? 0) <= now - MINUTE_MS) this.#byTrier.delete(trier);
		}
	}
}

/** The tries of the last minute; older ones are dropped from the list that is kept. */
function recent<Key>(lists: Map<Key, EpochMs[]>, key: Key, now: EpochMs): EpochMs[] {
	const tries = lists.get(key) ?? [];
	while (tries[0] !== undefined && tries[0] <= now - MINUTE_MS) tries.shift();
	lists.set(key, tries);
	return tries;
}
