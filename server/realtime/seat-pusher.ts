/** Brings every page the media seat that its person has: at sign-in, for arming, when a room changes. */
import { personIn, tableChannel, tableIn } from '#lib/domain/channel.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { everyoneOf, personOf } from '#lib/domain/read.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { LogBusyError } from '../events/event-runtime.ts';
import { durablyOf, type MediaService } from './media-service.ts';
import type { View } from './view.ts';

const BATCH_MS = 100;
/** Tokens minted side by side: LiveKit rooms may have to be made first. */
const AT_ONCE = 20;
/** The log does not answer: the seat is looked for again. */
const AGAIN_MS = 1_000;

interface Due {
	at: EpochMs;
	person: PersonId;
	wish: 'stage' | 'table' | 'next';
}

export class SeatPusher {
	readonly #opened: OpenEvent;
	readonly #media: MediaService;
	readonly #now: () => EpochMs;
	readonly #onFault: (what: string, cause: unknown) => void;
	/** What waits to be sent, one of a kind per person. One timer for all of it. */
	readonly #due = new Map<string, Due>();
	#timer: NodeJS.Timeout | null = null;
	#sending = false;
	#closed = false;

	constructor(options: {
		opened: OpenEvent;
		media: MediaService;
		now: () => EpochMs;
		onFault: (what: string, cause: unknown) => void;
	}) {
		this.#opened = options.opened;
		this.#media = options.media;
		this.#now = options.now;
		this.#onFault = options.onFault;
		this.#opened.runtime.onCommit((commit) => this.#onCommit(commit));
		// The rooms may have followed what never came to be.
		this.#opened.runtime.onTakenBack(() => this.#media.wake(this.#opened.event));
	}

	/** A page has come: its stage seat, its table seat, and the next one if the bell has rung. */
	joined(view: View): void {
		const { person } = view.actor;
		if (person === null || !view.sound || this.#media.state().kind !== 'on') return;
		this.#add(person, 'stage', 0);
		this.#add(person, 'table', 0);
		if (personOf(this.#opened.runtime.state, person).next) this.#add(person, 'next', 0);
	}

	/** The media server is there (again): everybody gets fresh seats, spread a little. */
	everybody(): void {
		for (const view of this.#opened.audience.views) this.joined(view);
	}

	#onCommit(commit: Commit): void {
		this.#media.wake(this.#opened.event);
		if (this.#media.state().kind !== 'on') return;
		const now = this.#now();
		for (const { channel, fact } of commit.facts) {
			const person = personIn(channel);
			const table = tableIn(channel);
			switch (fact.type) {
				case 'next_seat_given':
					if (person && this.#opened.audience.viewsOf(person).size > 0)
						this.#add(
							person,
							'next',
							this.#media.armDelay(this.#opened.event, person, fact.version, now, fact.switchAt)
						);
					break;
				case 'seated':
				case 'unseated':
					if (person) this.#add(person, 'table', 0);
					break;
				case 'visit_begun':
				case 'visit_ended':
					// She first, then those who sit there learn who that is.
					this.#add(fact.person, 'table', 0);
					if (table) this.#refresh(table);
					break;
				case 'seating_switched':
				case 'seating_ended':
					this.#endVisits();
					break;
				case 'stage_joined':
				case 'stage_left':
					this.#add(fact.person, 'stage', 0);
					break;
				case 'seat_taken':
				case 'seat_freed':
					if (table) this.#refresh(table);
					break;
			}
		}
	}

	/** With a new seating nobody visits anybody any more: whoever may visit is told that she has no seat. */
	#endVisits(): void {
		for (const { actor } of this.#opened.audience.views)
			if (actor.person !== null && RUNNING.includes(actor.role)) this.#add(actor.person, 'table', 0);
	}

	/** Somebody came to or left a table: the others learn who is who, or, after a removal, the new room. */
	#refresh(table: TableId): void {
		for (const view of this.#opened.audience.watchersOf(tableChannel(table)))
			if (view.actor.person !== null) this.#add(view.actor.person, 'table', 0);
	}

	#add(person: PersonId, wish: Due['wish'], afterMs: number): void {
		if (this.#closed) return;
		const key = `${person} ${wish}`;
		// A page that reloads in the grace needs its seat now, not when the old page's turn would come.
		const at = Math.min(this.#due.get(key)?.at ?? Infinity, this.#now() + afterMs);
		this.#due.set(key, { at, person, wish });
		this.#timer ??= setTimeout(() => void this.#send(), BATCH_MS / 4);
	}

	async #send(): Promise<void> {
		this.#timer = null;
		if (this.#sending) return;
		this.#sending = true;
		try {
			const now = this.#now();
			const ready: Due[] = [];
			for (const [key, due] of this.#due)
				if (due.at <= now) {
					ready.push(due);
					this.#due.delete(key);
				}
			for (let from = 0; from < ready.length; from += AT_ONCE)
				await Promise.all(ready.slice(from, from + AT_ONCE).map((due) => this.#push(due)));
		} finally {
			this.#sending = false;
			if (this.#due.size > 0) this.#timer ??= setTimeout(() => void this.#send(), BATCH_MS);
		}
	}

	async #push({ person, wish }: Due): Promise<void> {
		const views = [...this.#opened.audience.viewsOf(person)].filter(({ sound }) => sound);
		if (views.length === 0) return;
		const { runtime, event } = this.#opened;
		if (wish === 'next' && everyoneOf(runtime.state).clock.phase !== 'ending') return;
		try {
			const seat = await this.#media.seat({ durably: durablyOf(runtime), event, person, wish });
			for (const view of views)
				if (seat.ok) view.socket.emit('media_seat', seat.value);
				else if (wish === 'table') view.socket.emit('media_seat', null);
		} catch (cause) {
			if (cause instanceof LogBusyError) return this.#add(person, wish, AGAIN_MS);
			// The page shows "no sound", asks again by itself, and everything else works.
			this.#onFault('media_seat', cause);
		}
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
		this.#due.clear();
	}
}
