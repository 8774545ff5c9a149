/** The report as it was published: folded from the log up to that commit, without what was forgotten since. */
import { fold } from '#lib/domain/evolve.ts';
import type { Fact } from '#lib/domain/facts.ts';
import type { EventState } from '#lib/domain/parts.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { deskOf, deskPersonOf, everyoneOf, personOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { NameBook } from '../realtime/names.ts';
import { reportOf, type Report } from './report.ts';

interface Making {
	/** The last one that was made, and what it was made of. */
	kept: { readonly changes: number; readonly version: number; readonly report: Report } | null;
	/** Counts what an old version must follow: erasures, signatures. All else that people do leaves it as it is. */
	changes: number;
	running: Promise<Report> | null;
	next: Promise<Report | null> | null;
}

/** Commits that are read before the event loop gets a turn: everybody may ask for a report, while a café goes on. */
const READ_AT_ONCE = 100;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Reports are made when somebody asks, never kept on disk: what is forgotten is nowhere in a file. */
export class PublishedReports {
	readonly #namesOf: (opened: OpenEvent) => NameBook;
	readonly #makings = new Map<string, { readonly opened: OpenEvent; readonly making: Making }>();

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
		const making = this.#makingOf(opened);
		const { kept } = making;
		if (kept?.changes === making.changes && kept.version === results.version) return kept.report;
		if (!making.running) return this.#run(opened, making);
		// The one that is being made may have passed what is forgotten now: who asks meanwhile shares the next.
		return (making.next ??= making.running
			.catch(() => null)
			.then(() => {
				making.next = null;
				return this.get(opened);
			}));
	}

	#makingOf(opened: OpenEvent): Making {
		const known = this.#makings.get(opened.event);
		if (known?.opened === opened) return known.making;
		const making: Making = { kept: null, changes: 0, running: null, next: null };
		this.#makings.set(opened.event, { opened, making });
		opened.runtime.onCommit(({ facts }) => {
			if (facts.some(({ fact }) => concernsReport(opened.runtime.state, fact))) making.changes++;
		});
		return making;
	}

	#run(opened: OpenEvent, making: Making): Promise<Report> {
		const { changes } = making;
		const { version } = everyoneOf(opened.runtime.state).results!;
		making.running = this.#make(opened, version)
			.then((report) => {
				if (making.changes === changes) making.kept = { changes, version, report };
				return report;
			})
			.finally(() => (making.running = null));
		return making.running;
	}

	async #make(opened: OpenEvent, version: number): Promise<Report> {
		const state: EventState = new Map();
		for (let seq = 0; ;) {
			const commits = await opened.runtime.read(seq, READ_AT_ONCE);
			for (const commit of commits) {
				fold(state, commit.facts);
				const { results } = everyoneOf(state);
				if (results?.version !== version) continue;
				const signatureOf = (person: PersonId) => this.#signature(opened, person);
				return reportOf({ event: opened.event, state, version, publishedAt: results.at, signatureOf });
			}
			const last = commits.at(-1);
			if (!last) throw new Error(`version ${version} of the results is not in the log of event ${opened.event}`);
			seq = last.seq;
			await nextTurn();
		}
	}

	/** By today's consent: who withdrew it since is not named in an old version either. */
	#signature(opened: OpenEvent, person: PersonId): string | null {
		const { state } = opened.runtime;
		if (deskPersonOf(state, person)?.forgotten) return null;
		return personOf(state, person).consents['author_name']?.given ? this.#namesOf(opened).nameOf(person) : null;
	}

	/** After an erasure: made anew at the next look. */
	forget(event: string): void {
		const known = this.#makings.get(event);
		if (!known) return;
		known.making.changes++;
		known.making.kept = null;
	}
}

function concernsReport(state: EventState, fact: Fact): boolean {
	switch (fact.type) {
		case 'person_forgotten':
			return true;
		case 'insights_withdrawn':
		case 'insights_unsigned':
			return fact.ideas.length > 0;
		case 'person_renamed':
			return deskOf(state).insights.some(({ signedBy }) => signedBy === fact.person);
		default:
			return false;
	}
}
