/** The report as it was published: folded from the log up to that commit, without what was forgotten since. */
import { fold } from '#lib/domain/evolve.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskPersonOf, everyoneOf, personOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
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
	readonly #namesOf: (opened: OpenEvent) => NameBook;
	readonly #kept = new Map<string, Kept>();

	constructor(namesOf: (opened: OpenEvent) => NameBook) {
		this.#namesOf = namesOf;
	}

	/** null before anything was published, and when it was taken back. */
	async get(opened: OpenEvent): Promise<Report | null> {
		const { results } = everyoneOf(opened.runtime.state);
		if (!results) {
			this.forget(opened.event);
			return null;
		}
		const deskCommits = opened.runtime.countOf('desk');
		const kept = this.#kept.get(opened.event);
		if (kept?.deskCommits === deskCommits && kept.version === results.version) return kept.report;
		const report = this.#make(opened, results.version);
		this.#kept.set(opened.event, { deskCommits, version: results.version, report });
		report.catch(() => this.#kept.delete(opened.event));
		return report;
	}

	async #make(opened: OpenEvent, version: number): Promise<Report> {
		const state: EventState = new Map();
		for (const commit of await opened.runtime.read(0)) {
			fold(state, commit.facts);
			const { results } = everyoneOf(state);
			if (results?.version === version) {
				const signatureOf = (person: PersonId) => this.#signature(opened, person);
				return reportOf({ event: opened.event, state, version, publishedAt: results.at, signatureOf });
			}
		}
		throw new Error(`version ${version} of the results is not in the log of event ${opened.event}`);
	}

	/** By today's consent: who withdrew it since is not named in an old version either. */
	#signature(opened: OpenEvent, person: PersonId): string | null {
		const { state } = opened.runtime;
		if (deskPersonOf(state, person)?.forgotten) return null;
		return personOf(state, person).consents['author_name']?.given ? this.#namesOf(opened).nameOf(person) : null;
	}

	/** After an erasure: made anew at the next look. */
	forget(event: string): void {
		this.#kept.delete(event);
	}
}
