/** One live event on this node: its runtime, its audience, who is here, and the one timer that watches over it. */
import { SYSTEM } from '#lib/domain/acts.ts';
import { tableChannel } from '#lib/domain/channel.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { Commit } from '#lib/domain/facts.ts';
import type { EpochMs, EventId, PersonId, TableId } from '#lib/domain/ids.ts';
import { deskOf, everyoneOf, tableOf } from '#lib/domain/read.ts';
import { personOf } from '#lib/domain/read.ts';
import type { Company, TableTally, Tally } from '#lib/protocol/wire.ts';
import { Audience } from '../realtime/audience.ts';
import type { NameBook } from '../realtime/names.ts';
import type { View } from '../realtime/view.ts';
import type { EventLog } from './event-log.ts';
import { EventRuntime } from './event-runtime.ts';
import { Presence } from './presence.ts';
import {
	companyFor,
	dueClock,
	dueCompany,
	dueHosts,
	dueSeats,
	isPresent,
	nextLook,
	offerFor,
	type LonelyTable,
	type Proposal
} from './watch.ts';
import { RUNNING, SITTING } from '#lib/domain/people/role-groups.ts';

/** Whoever waits at the door reads no stage, and learns no name of those inside. */
const seenBy = (view: View, tally: Tally): Tally => (view.told.has('stage') ? tally : { ...tally, latest: [] });
const TALLY_MS = 500;
/** A late person is seated within 5 s. */
const SOON_MS = 100;
/** How long a table has been quiet is counted on without a commit. */
const QUIET_MS = 5_000;
const LATEST = 12;
/** A hint from another node may get lost: looked for at the log itself this often (LOG-3). */
const LOOK_AT_LOG_MS = 5_000;

export interface HostOptions {
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
	readonly #names: NameBook;
	readonly #onFault: HostOptions['onFault'];
	readonly #watchingSince: EpochMs;
	readonly #lonely = new Map<TableId, LonelyTable>();
	readonly #offered = new Map<PersonId, string>();
	readonly #lastWritten = new Map<TableId, EpochMs>();
	readonly #arrivals: PersonId[] = [];
	#timer: NodeJS.Timeout | null = null;
	#tallyTimer: NodeJS.Timeout | null = null;
	#quietTimer: NodeJS.Timeout | null = null;
	#lastTally = '';
	#recentTally: { at: EpochMs; tally: Tally; text: string } | null = null;
	#soon: NodeJS.Timeout | null = null;
	#looking = false;
	#lookedAtLog = 0;
	#lookAgain = false;
	#closed = false;

	constructor(options: HostOptions) {
		const { event, log, names, now, onFault } = options;
		this.event = event;
		this.#now = now;
		this.#names = names;
		this.#onFault = onFault;
		this.#watchingSince = now();
		this.runtime = new EventRuntime({ event, log, now, onFault });
		this.presence = new Presence(now);
		this.audience = new Audience(this.runtime, names, onFault);
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
		this.#arrivals.unshift(person);
		this.#arrivals.splice(60);
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
		this.#lastWritten.set(table, this.#now());
	}

	#onCommit(commit: Commit): void {
		let clockMoved = false;
		for (const { channel, fact } of commit.facts) {
			if (channel === 'everyone') clockMoved = true;
			if (fact.type === 'idea_added') this.wrote(channel.slice('table:'.length) as TableId);
			if (fact.type === 'participation_changed' || fact.type === 'seat_changed') clockMoved = true;
			if (fact.type === 'table_seated' || fact.type === 'seat_taken') {
				const table = channel.slice('table:'.length) as TableId;
				setImmediate(() => this.tellPresence(table));
			}
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
					[...dueSeats(context), ...dueHosts(context), ...dueCompany(context)].map((due) => this.#propose(due))
				);
				this.#offerCompany();
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

	/** "You are alone for a moment": told to the person, taken back when company is there. */
	#offerCompany(): void {
		const now = this.#now();
		const offers = new Map<PersonId, Company>();
		for (const [table, lonely] of this.#lonely) {
			const actAt = offerFor(this.runtime.state, lonely, now);
			if (actAt === null) continue;
			offers.set(lonely.person, { table, into: companyFor(this.runtime.state, lonely.person, table), actAt });
		}
		for (const [person, offer] of offers) {
			const key = JSON.stringify(offer);
			if (this.#offered.get(person) === key) continue;
			this.#offered.set(person, key);
			for (const view of this.audience.viewsOf(person)) view.socket.emit('company', offer);
		}
		for (const person of this.#offered.keys())
			if (!offers.has(person)) {
				this.#offered.delete(person);
				for (const view of this.audience.viewsOf(person)) view.socket.emit('company', null);
			}
	}

	/** Counts go out at most twice a second, and only when they changed. */
	touchTally(): void {
		this.#tallyTimer ??= setTimeout(() => {
			this.#tallyTimer = null;
			this.#sendTallies();
		}, TALLY_MS);
	}

	#sendTallies(): void {
		if (this.#closed || this.audience.views.size === 0) return;
		const tally = this.tally();
		const text = JSON.stringify(tally);
		if (text !== this.#lastTally) {
			this.#lastTally = text;
			for (const view of this.audience.views) view.socket.volatile.emit('tally', seenBy(view, tally));
		}
		const desk = this.audience.watchersOf('desk');
		if (desk.size > 0) {
			const tables = this.tableTallies();
			for (const view of desk) view.socket.volatile.emit('table_tallies', tables);
		}
		// Seconds of quiet go on without a commit.
		if (desk.size > 0 && everyoneOf(this.runtime.state).clock.phase === 'running')
			this.#quietTimer ??= setTimeout(() => {
				this.#quietTimer = null;
				this.touchTally();
			}, QUIET_MS);
	}

	/**
	 * The counts for a page that has just come, as it may see them: 2,000 that come back at once do not count 2,000
	 * people each.
	 */
	tallyFor(view: View): Tally {
		const at = this.#now();
		if (!this.#recentTally || at - this.#recentTally.at > TALLY_MS) {
			const tally = this.tally();
			this.#recentTally = { at, tally, text: JSON.stringify(tally) };
		}
		// What this page holds now is not what the others hold: the next counts go out even if those know them.
		if (this.#recentTally.text !== this.#lastTally) this.#lastTally = '';
		return seenBy(view, this.#recentTally.tally);
	}

	tally(): Tally {
		const { people } = deskOf(this.runtime.state);
		const everyone = everyoneOf(this.runtime.state);
		const taking = Object.values(people).filter(({ role }) => SITTING.includes(role));
		const open = everyone.vote && everyone.vote.result === null ? everyone.vote.id : null;
		const inLobby = everyone.clock.phase === 'before';
		return {
			here: taking.filter((person) => isPresent(person, this.presence)).length,
			committed: taking.filter(({ participation }) => participation === 'committed').length,
			expected: taking.filter(({ participation }) => participation !== 'left' && participation !== 'removed').length,
			latest: inLobby ? this.#latest() : [],
			ballots:
				open === null
					? null
					: taking.filter(({ id }) => Object.hasOwn(personOf(this.runtime.state, id).ballots, open)).length,
			facilitators: Object.values(people).filter(
				({ id, role }) => RUNNING.includes(role) && this.presence.isHere(id)
			).length
		};
	}

	#latest(): string[] {
		const names = new Set<string>();
		const { people } = deskOf(this.runtime.state);
		for (const person of this.#arrivals) {
			// Who waits at the door is not announced to those inside.
			if (people[person]?.participation === 'waiting' || !this.presence.isHere(person)) continue;
			const name = this.#names.nameOf(person);
			if (name !== null) names.add(name);
			if (names.size === LATEST) break;
		}
		return [...names];
	}

	tableTallies(): TableTally[] {
		const { state } = this.runtime;
		const { people } = deskOf(state);
		const now = this.#now();
		return (everyoneOf(state).card?.tables ?? []).map(({ id }) => {
			const { seated, host, ideas, round } = tableOf(state, id);
			const present = seated.filter(({ person }) => people[person] && isPresent(people[person], this.presence));
			const wrote = this.#lastWritten.get(id);
			return {
				table: id,
				expected: seated.length,
				here: present.length,
				ideas: ideas.filter(({ hidden }) => !hidden).length,
				insights: ideas.filter((idea) => idea.key && idea.round === round).length,
				aloneSince: this.#lonely.get(id)?.since ?? null,
				quietMs: wrote === undefined ? null : now - wrote,
				hostHere: host !== null && present.some(({ person }) => person === host),
				mediaHere: seated.filter(({ person }) => this.mediaHere.has(person)).length
			};
		});
	}

	close(): void {
		this.#closed = true;
		if (this.#timer) clearTimeout(this.#timer);
		if (this.#tallyTimer) clearTimeout(this.#tallyTimer);
		if (this.#soon) clearTimeout(this.#soon);
		if (this.#quietTimer) clearTimeout(this.#quietTimer);
	}
}
