/** What one node does because of the others: fetch new names, drop forgotten people. */
import type { Commit } from '#lib/domain/facts.ts';
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Forgetting } from '#lib/domain/parts.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import type { Nodes } from '../realtime/nodes.ts';
import type { PublishedReports } from '../reports/published.ts';

export interface StepOptions {
	nodes: Nodes;
	openEvents: OpenEvents;
	directory: Directory;
	reports: PublishedReports;
	onFault: (what: string, cause: unknown) => void;
}

/** People whose name another node may have written. */
const namedIn = (commit: Commit): PersonId[] =>
	commit.facts.flatMap(({ fact }) => {
		if (fact.type === 'person_added') return [fact.person.id];
		return fact.type === 'person_renamed' ? [fact.person] : [];
	});

export class KeepInStep {
	readonly #options: StepOptions;

	constructor(options: StepOptions) {
		this.#options = options;
		const { nodes } = options;
		// Sooner than the log says it, where the message gets through.
		nodes.onMessage((_from, message) => {
			if (message.kind === 'forgotten') this.#drop(message.event, message.person, message.what);
		});
	}

	#drop(event: EventId, person: PersonId, what: Forgetting): void {
		const { directory, reports, openEvents } = this.#options;
		directory.people.drop(event, person, what);
		reports.forget(event);
		openEvents.get(event)?.audience.forgetName(person);
	}

	/** For each event that becomes live here. */
	watch(opened: OpenEvent): void {
		const { directory, onFault } = this.#options;
		opened.runtime.onCommit((commit, own) => {
			if (own) return;
			// The node that forgets still needs the keys to find the person's cards; all others drop them now.
			for (const { fact } of commit.facts)
				if (fact.type === 'person_forgotten') this.#drop(opened.event, fact.person, fact.what);
			const people = namedIn(commit);
			if (people.length === 0) return;
			directory.people
				.refresh(opened.event, people)
				.then(() => opened.audience.tellNames(people))
				.catch((cause) => onFault('names', cause));
		});
	}
}
