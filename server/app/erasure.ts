/**
 * Forgetting a person, in this order: the fact, the keys, what is cached, the files, the bytes. Each step may be
 * repeated; a restart finishes what was cut off (docs/how-it-works.md, "Forgetting").
 */
import type { EventId, PersonId } from '#lib/domain/ids.ts';
import type { Forgetting } from '#lib/domain/parts.ts';
import { deskOf, personOf } from '#lib/domain/read.ts';
import { Seldom } from './seldom.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { StoreAdmin } from '../store/ports.ts';

export interface ErasureOptions {
	directory: Directory;
	store: Pick<StoreAdmin, 'purge'>;
	/** Published files are made again, without the person. */
	rebuildReports: (opened: OpenEvent) => Promise<void>;
	endEntries: (entryIds: ReadonlySet<string>, code: string) => void;
	/** Other nodes drop what they hold of the person. */
	tellNodes: (event: EventId, person: PersonId, what: Forgetting) => void;
}

export class Erasure {
	readonly #options: ErasureOptions;
	/** Purging rewrites the whole store, and everybody at the open door may ask to be forgotten. */
	readonly #purging: Seldom;

	constructor(options: ErasureOptions) {
		this.#options = options;
		this.#purging = new Seldom(() => options.store.purge());
	}

	/** After the fact was written. */
	finish(opened: OpenEvent, person: PersonId, what: Forgetting): Promise<void> {
		return this.finishAll(opened, [person], what);
	}

	/** Many at once: the store is purged once for all of them. After their facts were written. */
	async finishAll(opened: OpenEvent, people: readonly PersonId[], what: Forgetting): Promise<void> {
		const { directory, endEntries, rebuildReports, tellNodes } = this.#options;
		const { event } = opened;
		for (const person of people) await directory.people.markForgetting(event, person, what);
		const { entries } = await directory.signOut(event, people);
		endEntries(new Set(entries.map(({ entryId }) => entryId)), 'forgotten');
		await directory.people.destroyKeys(event, people, what);
		for (const person of people) {
			opened.audience.forgetName(person);
			tellNodes(event, person, what);
		}
		await rebuildReports(opened);
		await this.#purging.do();
		for (const person of people) await directory.people.markForgotten(event, person);
	}

	/** What a crash has cut off: facts without destroyed keys, keys destroyed without purged bytes. */
	async resume(opened: OpenEvent): Promise<void> {
		const { directory } = this.#options;
		const marks = new Map((await directory.people.forgotten(opened.event)).map((mark) => [mark.person, mark]));
		const cutOff: Record<Forgetting, PersonId[]> = { identity: [], everything: [] };
		for (const { id, forgotten } of Object.values(deskOf(opened.runtime.state).people)) {
			const mark = marks.get(id);
			if (mark?.state === 'pending') cutOff[mark.what].push(id);
			// Written, and cut off before the mark: the person's own part still says how much was asked.
			else if (forgotten && !mark) cutOff[personOf(opened.runtime.state, id).forgotten ?? 'everything'].push(id);
		}
		const kinds = (['identity', 'everything'] as const).filter((what) => cutOff[what].length > 0);
		await Promise.all(kinds.map((what) => this.finishAll(opened, cutOff[what], what)));
	}
}
