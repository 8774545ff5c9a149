/** What one node does because of the others: look at the log again, fetch new names, drop forgotten people. */
import type { Commit } from '#lib/domain/facts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { Directory } from '../directory/directory.ts';
import type { EventHost } from '../events/event-host.ts';
import type { EventHosts } from '../events/event-hosts.ts';
import type { Nodes } from '../realtime/nodes.ts';
import type { PublishedReports } from '../reports/published.ts';

/** Repairs hints that got lost. */
const LOOK_EVERY_MS = 2_000;

export interface StepOptions {
	nodes: Nodes;
	hosts: EventHosts;
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
	readonly #timer: NodeJS.Timeout;

	constructor(options: StepOptions) {
		this.#options = options;
		const { nodes, hosts, directory, reports } = options;
		this.#timer = setInterval(() => {
			for (const { event } of hosts.live()) hosts.hint(event);
		}, LOOK_EVERY_MS);
		this.#timer.unref();
		nodes.onMessage((_from, message) => {
			if (message.kind !== 'forgotten') return;
			directory.people.drop(message.event, message.person, message.what);
			reports.forget(message.event);
			hosts.get(message.event)?.audience.forgetName(message.person);
		});
	}

	/** For each event that becomes live here. */
	watch(host: EventHost): void {
		const { directory, onFault } = this.#options;
		host.runtime.onCommit((commit) => {
			const people = namedIn(commit);
			if (people.length === 0) return;
			directory.people
				.refresh(host.event, people)
				.then(() => host.audience.tellNames(people))
				.catch((cause) => onFault('names', cause));
		});
	}

	stop(): void {
		clearInterval(this.#timer);
	}
}
