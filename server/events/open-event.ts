/** One live event on this node: its runtime, its audience, who is here, and the one timer that watches over it. */
import { SYSTEM } from '#lib/domain/acts.ts';
import { tableChannel, tableIn } from '#lib/domain/channel.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EpochMs, EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import { everyoneOf, personOf, tableOf } from '#lib/domain/read.ts';
import type { Tally } from '#lib/protocol/wire.ts';
import { Audience } from '../realtime/audience.ts';
import type { NameBook } from '../realtime/names.ts';
import type { View } from '../realtime/view.ts';
import { CompanyOffers } from './company-offers.ts';
import type { EventLog } from './event-log.ts';
import { EventRuntime } from './event-runtime.ts';
import { Presence } from './presence.ts';
import { Tallies } from './tallies.ts';
import {
	dueClock,
	dueCompany,
	dueHosts,
	dueSeats,
	dueVisits,
	nextLook,
	type LonelyTable,
	type Proposal
} from './watch.ts';

/** A late person is seated within 5 s. */
const SOON_MS = 100;
/** A hint from another node may get lost: looked for at the log itself this often (LOG-3). */
const LOOK_AT_LOG_MS = 5_000;

export interface OpenEventOptions {
	event: EventId;
	log: EventLog;
	names: NameBook;
	now: () => EpochMs;
	/** Something went wrong that nobody waits for. */
	onFault: (what: string, cause: unknown) => void;
}

export class OpenEvent {
	readonly event: EventId;
	readonly runtime: EventRuntime;
	readonly presence: Presence;
	readonly audience: Audience;
	/** Who is really connected to the table's sound, as their pages say. */
	readonly mediaHere = new Map<PersonId, string>();
	readonly #now: () => EpochMs;
	readonly #onFault: OpenEventOptions['onFault'];
	readonly #watchingSince: EpochMs;
	readonly #lonely = new Map<TableId, LonelyTable>();
	readonly #tallies: Tallies;
	readonly #offers: CompanyOffers;
	#timer: NodeJS.Timeout | null = null;
	#soon: NodeJS.Timeout | null = null;
	#looking = false;
	#lookedAtLog = 0;
	#lookAgain = false;
	#closed = false;
	readonly #onClose: (() => void)[] = [];

	constructor(options: OpenEventOptions) {
		const { event, log, names, now, onFault } = options;
		this.event = event;
		this.#now = now;
		this.#onFault = onFault;
		this.#watchingSince = now();
		this.runtime = new EventRuntime({ event, log, now, onFault });
		this.presence = new Presence(now);
		this.audience = new Audience(this.runtime, names, onFault);
		this.#offers = new CompanyOffers(this.audience);
		this.#tallies = new Tallies({
			runtime: this.runtime,
			presence: this.presence,
			audience: this.audience,
			names,
			mediaHere: this.mediaHere,
			lonely: this.#lonely,
			now
		});
		this.runtime.onCommit((commit) => this.#onCommit(commit));
	}

	/** Reads the whole log. @throws when the store is away. */
	async load(): Promise<void> {
		await this.runtime.catchUp();
		this.#schedule(0);
	}

	connected(view: View): void {
		const { person } = view.actor;
		view.present = true;
		if (person === null) return this.touchTally();
		this.presence.connect(person);
		this.#tallies.arrived(person);
		this.#presenceChanged(person);
		this.#lookSoon();
	}

	disconnected(view: View): void {
		const { person } = view.actor;
		if (!view.present) return;
		view.present = false;
		if (person !== null) {
			this.presence.disconnect(person);
			this.mediaHere.delete(person);
			this.#presenceChanged(person);
		}
		this.touchTally();
	}

	/** Presence of a table, told to those who see it. */
	#presenceChanged(person: PersonId): void {
		const table = personOf(this.runtime.state, person).seat?.table;
		if (table) this.tellPresence(table);
		this.touchTally();
	}

	presenceOf(table: TableId): PersonId[] {
		return tableOf(this.runtime.state, table)
			.seated.map(({ person }) => person)
			.filter((person) => this.presence.isHere(person));
	}

	tellPresence(table: TableId): void {
		const here = this.presenceOf(table);
		// Not volatile: it is told when it changes and not again, so a busy page must not miss it.
		this.audience.toChannel(tableChannel(table), (view) => view.socket.emit('presence', { table, here }));
	}

	/** Somebody typed or wrote: the table is not quiet. */
	wrote(table: TableId): void {
		this.#tallies.wrote(table);
	}

	#onCommit(commit: Commit): void {
		let clockMoved = false;
		for (const { channel, fact } of commit.facts) {
			if (channel === 'everyone') clockMoved = true;
			const table = tableIn(channel);
			if (table !== null && fact.type === 'idea_added') this.wrote(table);
			if (fact.type === 'participation_changed' || fact.type === 'seat_changed') clockMoved = true;
			if (table !== null && (fact.type === 'table_seated' || fact.type === 'seat_taken'))
				setImmediate(() => this.tellPresence(table));
		}
		if (clockMoved) this.#schedule(0);
		this.touchTally();
	}

	/** People come in crowds: one look for all who come in this moment. */
	#lookSoon(): void {
		this.#soon ??= setTimeout(() => {
			this.#soon = null;
			if (!this.#closed) void this.#look();
		}, SOON_MS);
	}

	#schedule(afterMs: number): void {
		if (this.#closed) return;
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#look(), afterMs);
	}

	/** One look at the event: proposes what is due, then sets the one timer. */
	async #look(): Promise<void> {
		if (this.#looking) {
			this.#lookAgain = true;
			return;
		}
		this.#looking = true;
		this.#lookAgain = false;
		const context = {
			state: this.runtime.state,
			presence: this.presence,
			now: this.#now(),
			watchingSince: this.#watchingSince,
			lonely: this.#lonely
		};
		if (context.now - this.#lookedAtLog >= LOOK_AT_LOG_MS) {
			this.#lookedAtLog = context.now;
			// While the log is away the store's health says so.
			await this.runtime
				.catchUp()
				.then(() => this.audience.resupply())
				.catch(() => undefined);
		}
		try {
			if (!everyoneOf(this.runtime.state).closed) {
				for (const proposal of dueClock(context)) await this.#propose(proposal);
				await Promise.all(
					[...dueSeats(context), ...dueHosts(context), ...dueVisits(context), ...dueCompany(context)].map((due) =>
						this.#propose(due)
					)
				);
				this.#offers.tell(this.runtime.state, this.#lonely, this.#now());
			}
		} catch (cause) {
			this.#onFault('watch', cause);
		} finally {
			this.#looking = false;
			const now = this.#now();
			const after = this.#lookAgain ? 0 : Math.max(10, nextLook({ ...context, now }) - now);
			this.#schedule(after);
		}
	}

	async #propose({ id, command, as }: Proposal): Promise<void> {
		const actor: Actor = as ? { role: 'participant', person: as } : SYSTEM;
		await this.runtime.submit(id, command, actor);
	}

	/** Something that is counted may have changed. */
	touchTally(): void {
		this.#tallies.touch();
	}

	/** The counts for a page that has just come, as it may see them. */
	tallyFor(view: View): Tally {
		return this.#tallies.for(view);
	}

	/** Called once when this node lets go of the event; at once when it already has. */
	onClose(listener: () => void): void {
		if (this.#closed) listener();
		else this.#onClose.push(listener);
	}

	close(): void {
		this.#closed = true;
		for (const listener of this.#onClose.splice(0)) listener();
		this.#tallies.close();
		if (this.#timer) clearTimeout(this.#timer);
		if (this.#soon) clearTimeout(this.#soon);
	}
}
