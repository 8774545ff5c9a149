import type { EventId } from '#lib/domain/ids.ts';
import type { MediaNames } from './names.ts';

/** Ids of an event's entries that nobody stands behind: observers, room screens. @throws when the store is away */
export type EntriesOf = (event: EventId) => Promise<readonly string[]>;

/** Many may come to a talk at once: one look at the store serves all of them. */
const BELIEVED_MS = 10_000;

interface Answer {
	readonly identities: ReadonlySet<string>;
	/** Monotonic ms. */
	readonly at: number;
}

/** Who may be on the stage without being a person of the event, by LiveKit identity. */
export class Onlookers {
	readonly #names: MediaNames;
	readonly #entriesOf: EntriesOf;
	readonly #answers = new Map<EventId, Answer>();
	readonly #asking = new Map<EventId, Promise<Answer>>();

	constructor(names: MediaNames, entriesOf: EntriesOf) {
		this.#names = names;
		this.#entriesOf = entriesOf;
	}

	/**
	 * Those of these identities that are an onlooker's; null when nobody can say now.
	 *
	 * @param anew do not believe what was heard before: somebody may have been signed out on another node
	 */
	async among(event: EventId, identities: readonly string[], anew: boolean): Promise<ReadonlySet<string> | null> {
		if (identities.length === 0) return new Set();
		const known = this.#answers.get(event);
		const believed =
			!anew &&
			known !== undefined &&
			performance.now() - known.at < BELIEVED_MS &&
			identities.every((identity) => known.identities.has(identity));
		// A question that is under way may have been asked before somebody was signed out.
		if (anew) this.forget(event);
		try {
			return (believed ? known : await this.#ask(event)).identities;
		} catch (fault) {
			if ((fault as Error).name === 'StoreUnavailableError') return null;
			throw fault;
		}
	}

	/** Somebody was signed out, or the event is over: the next question is asked anew. */
	forget(event: EventId): void {
		this.#answers.delete(event);
		this.#asking.delete(event);
	}

	#ask(event: EventId): Promise<Answer> {
		const asked = this.#asking.get(event);
		if (asked) return asked;
		const at = performance.now();
		const asking = this.#entriesOf(event)
			.then((entries) => {
				const answer = { identities: new Set(entries.map((entry) => this.#names.onlooker(event, entry))), at };
				// Forgotten meanwhile: what was read is of before.
				if (this.#asking.get(event) === asking) this.#answers.set(event, answer);
				return answer;
			})
			.finally(() => {
				if (this.#asking.get(event) === asking) this.#asking.delete(event);
			});
		this.#asking.set(event, asking);
		return asking;
	}
}
