/** Carries out what the data card promises: so many days after an event, who took part in it is forgotten. */
import type { Command } from '#lib/domain/commands.ts';
import type { EpochMs, PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { deskOf, deskPersonOf, everyoneOf } from '#lib/domain/read.ts';
import type { Directory } from '../directory/directory.ts';
import type { RegisteredEvent } from '../directory/events.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import type { Erasure } from './erasure.ts';

export interface RetentionOptions {
	directory: Directory;
	openEvents: Pick<OpenEvents, 'open'>;
	erasure: Pick<Erasure, 'finishAll'>;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From the beginning of a date in UTC until it is over everywhere on earth. */
const DATE_MS = 36 * HOUR_MS;
const ROUND_ACTS: readonly string[] = ['start_round', 'start_next_round', 'ring_bell'] satisfies Command['type'][];

export class Retention {
	readonly #options: RetentionOptions;

	constructor(options: RetentionOptions) {
		this.#options = options;
	}

	/** Looks at every event once. May be repeated, and done by several nodes at once: who is forgotten stays so. */
	async look(): Promise<void> {
		const { directory, openEvents, onFault } = this.#options;
		for (const registered of await directory.events.list())
			try {
				await this.#lookAt(registered, await openEvents.open(registered.id));
			} catch (cause) {
				// One event that cannot be read is no reason to keep the people of the others.
				onFault('retention', cause);
			}
	}

	async #lookAt(registered: RegisteredEvent, opened: OpenEvent): Promise<void> {
		const { erasure, now } = this.#options;
		const until = keptUntil(registered, opened.runtime.state);
		if (until === null || now() < until) return;
		const due = await this.#stillNamed(opened);
		for (const person of due) await this.#say(opened, person);
		if (due.length > 0) await erasure.finishAll(opened, due, 'identity');
	}

	/** Without those whose event it is: somebody has to be able to publish its results, or delete it. */
	async #stillNamed(opened: OpenEvent): Promise<PersonId[]> {
		const listed = await this.#options.directory.people.list(opened.event);
		return listed
			.map(({ person }) => person)
			.filter((person) => {
				const role = deskPersonOf(opened.runtime.state, person)?.role;
				return role === undefined || !RUNNING.includes(role);
			});
	}

	/** As if she had asked herself. Refused for who was removed, or forgotten a moment ago: her keys end all the same. */
	async #say(opened: OpenEvent, person: PersonId): Promise<void> {
		const role = deskPersonOf(opened.runtime.state, person)?.role ?? 'participant';
		await opened.runtime.submit(`retention:${person}`, { type: 'forget_me', what: 'identity' }, { role, person });
	}
}

/** When who took part is forgotten; null for never. */
export function keptUntil({ createdAt, participantsDays }: RegisteredEvent, state: EventState): EpochMs | null {
	const { card, started } = everyoneOf(state);
	if (!card || participantsDays === null || participantsDays === undefined) return null;
	// A café that took place on another day than was written is over when its last round is.
	const rounds = deskOf(state).acts.filter(({ act }) => ROUND_ACTS.includes(act));
	const begun = [...Object.values(started), ...rounds.map(({ at }) => at)];
	const over = Math.max(Date.parse(`${card.date}T00:00:00Z`) + DATE_MS, createdAt, ...begun);
	return over + participantsDays * DAY_MS;
}
