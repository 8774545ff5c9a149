import type { EpochMs, EventId } from '#lib/domain/ids.ts';

const MINUTE_MS = 60_000;
const WRONG_BY_BROWSER = 5;
const WRONG_BY_EVENT = 50;

/** Wrong codes of the last minute, per browser and per event. In memory of one node: N nodes allow N times as many. */
export class WrongTries {
	readonly #byBrowser = new Map<string, EpochMs[]>();
	readonly #byEvent = new Map<EventId, EpochMs[]>();

	/**
	 * Takes one try, or answers null when there is none left. A try counts as wrong from its start, so that a
	 * hundred at once do not all slip through; a right one is given back by calling the answer.
	 */
	take(event: EventId, browser: string, now: EpochMs): (() => void) | null {
		if (this.#byBrowser.size > 10_000) this.#forgetOld(now);
		const ofBrowser = recent(this.#byBrowser, browser, now);
		const ofEvent = recent(this.#byEvent, event, now);
		if (ofBrowser.length >= WRONG_BY_BROWSER || ofEvent.length >= WRONG_BY_EVENT) return null;
		for (const tries of [ofBrowser, ofEvent]) tries.push(now);
		return () => {
			for (const tries of [ofBrowser, ofEvent]) {
				const taken = tries.indexOf(now);
				if (taken >= 0) tries.splice(taken, 1); // else it is older than a minute by now
			}
		};
	}

	#forgetOld(now: EpochMs): void {
		for (const [browser, tries] of this.#byBrowser) {
			if ((tries.at(-1) ?? 0) <= now - MINUTE_MS) this.#byBrowser.delete(browser);
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
