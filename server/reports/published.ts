/** The report as it was published: folded from the log up to that commit, without what was forgotten since. */
import { fold } from '#lib/domain/evolve.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskPersonOf, everyoneOf, personOf } from '#lib/domain/read.ts';
import type { EventHost } from '../events/event-host.ts';
import type { NameBook } from '../realtime/names.ts';
import { reportOf, type Report } from './report.ts';

interface Kept {
	/** Erasures and withdrawn signatures are commits of the desk. */
	readonly deskCommits: number;
	readonly version: number;
	readonly report: Promise<Report>;
}

/** Reports are made when somebody asks, never kept on disk: what is forgotten is nowhere in a file. */
export class PublishedReports {
	readonly #namesOf: (host: EventHost) => NameBook;
	readonly #kept = new Map<string, Kept>();

	constructor(namesOf: (host: EventHost) => NameBook) {
		this.#namesOf = namesOf;
	}

	/** null before anything was published. */
	async get(host: EventHost): Promise<Report | null> {
		const { results } = everyoneOf(host.runtime.state);
		if (!results) return null;
		const deskCommits = host.runtime.countOf('desk');
		const kept = this.#kept.get(host.event);
		if (kept?.deskCommits === deskCommits && kept.version === results.version) return kept.report;
		const report = this.#make(host, results.version);
		this.#kept.set(host.event, { deskCommits, version: results.version, report });
		report.catch(() => this.#kept.delete(host.event));
		return report;
	}

	async #make(host: EventHost, version: number): Promise<Report> {
		const state: EventState = new Map();
		for (const commit of await host.runtime.read(0)) {
			fold(state, commit.facts);
			const { results } = everyoneOf(state);
			if (results?.version === version) {
				const signatureOf = (person: PersonId) => this.#signature(host, person);
				return reportOf({ event: host.event, state, version, publishedAt: results.at, signatureOf });
			}
		}
		throw new Error(`version ${version} of the results is not in the log of event ${host.event}`);
	}

	/** By today's consent: who withdrew it since is not named in an old version either. */
	#signature(host: EventHost, person: PersonId): string | null {
		const { state } = host.runtime;
		if (deskPersonOf(state, person)?.forgotten) return null;
		return personOf(state, person).consents['author_name']?.given ? this.#namesOf(host).nameOf(person) : null;
	}

	/** After an erasure: made anew at the next look. */
	forget(event: string): void {
		this.#kept.delete(event);
	}
}
