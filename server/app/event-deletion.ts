/** Deletes an event with everything that was ever kept of it, bytes included. A restart finishes what was cut off. */
import type { EventId } from '#lib/domain/ids.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { Directory } from '../directory/directory.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { OpenEvents } from '../events/open-events.ts';
import type { LiveServer } from '../realtime/live-server.ts';
import type { MediaService } from '../realtime/media-service.ts';
import type { Store } from '../store/ports.ts';

export interface EventDeletionOptions {
	directory: Directory;
	openEvents: OpenEvents;
	store: Pick<Store, 'log' | 'records' | 'purge'>;
	media: Pick<MediaService, 'drop'>;
	live: Pick<LiveServer, 'endEvent'>;
	/** Sends simulated people home: they would write while it is deleted. */
	endRehearsal: (event: EventId) => Promise<void>;
	/** Published files that are kept in memory. */
	forgetReports: (event: EventId) => void;
	/** Records beside the directory that belong to an event begin with one of these. */
	recordsOf: (event: EventId) => readonly string[];
}

/** A deletion that is under way: a restart finishes it. */
const DELETING = 'deleting/';

export class EventDeletion {
	readonly #options: EventDeletionOptions;

	constructor(options: EventDeletionOptions) {
		this.#options = options;
	}

	/**
	 * Deletes an event on somebody's wish. Refused while it goes on: people would lose what they write.
	 * @param title the event's title in one of its languages, typed by whoever wants it deleted
	 */
	async delete(opened: OpenEvent, title: string): Promise<Result<null, { code: string }>> {
		const { card, clock, closed } = everyoneOf(opened.runtime.state);
		if (!card) return refuse({ code: 'unknown_event' });
		if (!closed && clock.phase !== 'before') return refuse({ code: 'event_running' });
		if (!Object.values(card.title).some((text) => sameWords(text, title))) return refuse({ code: 'wrong_title' });
		await this.begin(opened.event);
		return ok(null);
	}

	/** Resolves when nothing is left of the event in any byte of the store. Whether it may be deleted is not asked. */
	async begin(event: EventId): Promise<void> {
		await this.#options.store.records.put(`${DELETING}${event}`, '');
		await this.#erase(event);
	}

	/** Finishes deletions that a crash has cut off. Before events are opened. */
	async resume(): Promise<void> {
		for (const { key } of await this.#options.store.records.list(DELETING))
			await this.#erase(key.slice(DELETING.length) as EventId);
	}

	async #erase(event: EventId): Promise<void> {
		const { live, media, openEvents, store, directory, endRehearsal, forgetReports, recordsOf } = this.#options;
		await endRehearsal(event);
		live.endEvent(event);
		await media.drop(event);
		openEvents.drop(event);
		await store.log.erase(event);
		await directory.eraseEvent(event);
		for (const prefix of recordsOf(event)) {
			const records = await store.records.list(prefix);
			await store.records.delete(records.map(({ key }) => key));
		}
		// A page that came back meanwhile has opened it again, here or on another node.
		live.endEvent(event);
		openEvents.drop(event);
		directory.people.unload(event);
		forgetReports(event);
		await store.purge();
		await store.records.delete([`${DELETING}${event}`]);
	}
}

const plain = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
/** Typed by hand: spaces and capitals do not matter. */
const sameWords = (text: string, typed: string): boolean => plain(text) === plain(typed);
