import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import type { Records } from '#server/store/ports.ts';

const MINUTE_MS = 60_000;
const WRONG_BY_BROWSER = 5;
/** A whole hall may come from one address; less than at a door, which nobody shall shut for all others alone. */
const WRONG_BY_ADDRESS = 40;
const WRONG_BY_DOOR = 50;

/** Who tries: a browser by the id that the server gave it, if it sends one, and where it comes from, if that is known. */
export type Trier = string | { readonly browser?: string | null; readonly address: string };

/** What is tried: the codes of one event, or those of all of this instance at once. */
export type Door = EventId | 'instance';

/**
 * Wrong codes of the last minute, per trier and per door, counted over all nodes. Only an address is counted by each
 * node for itself: its name in the store is sealed with a salt of this process, so that no address stands in a file.
 */
export class WrongTries {
	readonly #records: Records;
	readonly #salt = randomBytes(16).toString('base64url');

	constructor(records: Records) {
		this.#records = records;
	}

	/**
	 * Takes one try, or answers null when there is none left. A try counts as wrong from its start, so that a
	 * hundred at once do not all slip through; a right one is given back by calling the answer.
	 * @throws {StoreUnavailableError} when nobody can count
	 */
	async take(door: Door, trier: Trier, now: EpochMs): Promise<(() => Promise<void>) | null> {
		const { browser, address } = typeof trier === 'string' ? { browser: trier, address: null } : trier;
		const counters = [
			...(browser ? [{ key: `tries of ${nameOf(browser)}`, most: WRONG_BY_BROWSER }] : []),
			...(address === null ? [] : [{ key: `tries of ${nameOf(`${this.#salt} ${address}`)}`, most: WRONG_BY_ADDRESS }]),
			{ key: `tries at ${door}`, most: WRONG_BY_DOOR }
		];
		const turn = randomUUID();
		if (!(await this.#records.takeTurn(turn, counters, now, MINUTE_MS))) return null;
		const keys = counters.map(({ key }) => key);
		// A store that went away meanwhile keeps it: one try less for a minute.
		return () => this.#records.giveTurnBack(turn, keys).catch(() => undefined);
	}
}

const nameOf = (trier: string): string => createHash('sha256').update(trier).digest('base64url');
