/**
 * Everybody who looks at one event through this node: who may see which channel, and what they have been told.
 * Socket.IO's rooms are not used: a view's channels are checked against the folded seating at every commit.
 */
import { tableChannel, type Channel } from '#lib/domain/channel.ts';
import type { Commit, Fact } from '#lib/domain/facts.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { initialPart } from '#lib/domain/initial.ts';
import type { Part } from '#lib/domain/parts.ts';
import { seatOf } from '#lib/domain/read.ts';
import type { Frame, Names, Snapshot } from '#lib/protocol/wire.ts';
import type { EventRuntime } from '../events/event-runtime.ts';
import { peopleInFact, peopleInPart, type NameBook } from './names.ts';
import type { View } from './view.ts';

/** Views that are told in one piece before the event loop gets a turn. */
const CHUNK = 200;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Facts that change which channels a person may see. */
const MOVES = new Set<Fact['type']>(['seated', 'unseated', 'participation_changed', 'forgotten']);

export class Audience {
	readonly #runtime: EventRuntime;
	readonly #names: NameBook;
	readonly views = new Set<View>();
	readonly #byChannel = new Map<Channel, Set<View>>();
	readonly #byPerson = new Map<PersonId, Set<View>>();
	/** Commits are told one after another, so that a chunked rotation is not overtaken. */
	#telling: Promise<void> = Promise.resolve();
	#queued = 0;

	constructor(runtime: EventRuntime, names: NameBook) {
		this.#runtime = runtime;
		this.#names = names;
		runtime.onCommit((commit) => this.#onCommit(commit));
		runtime.onTakenBack((channels) => this.#onTakenBack(channels));
	}

	viewsOf(person: PersonId): ReadonlySet<View> {
		return this.#byPerson.get(person) ?? new Set();
	}

	watchersOf(channel: Channel): ReadonlySet<View> {
		return this.#byChannel.get(channel) ?? new Set();
	}

	/** Lets a view in: from what it has, or with whole parts. */
	async join(view: View, have: Record<string, number>): Promise<void> {
		this.views.add(view);
		const { person } = view.actor;
		if (person !== null) {
			const views = this.#byPerson.get(person) ?? new Set();
			this.#byPerson.set(person, views.add(view));
		}
		await this.bring(view, have);
	}

	leave(view: View): void {
		this.views.delete(view);
		for (const channel of view.told.keys()) this.#byChannel.get(channel)?.delete(view);
		view.told.clear();
		const { person } = view.actor;
		if (person === null) return;
		const views = this.#byPerson.get(person);
		views?.delete(view);
		if (views?.size === 0) this.#byPerson.delete(person);
	}

	/** Brings a view to what it may see now: whole parts where its count is not ours. */
	async bring(view: View, have: Record<string, number>): Promise<void> {
		this.#grant(view);
		for (const channel of view.told.keys()) view.unsent.add(channel);
		for (const channel of Object.keys(have) as Channel[]) if (!view.told.has(channel)) view.lost.add(channel);
		await this.#supply(view, have);
	}

	/** Sends the parts of channels that were granted and names those that were taken, until nothing is left to say. */
	async #supply(view: View, have: Record<string, number> = {}): Promise<void> {
		if (view.waiting) return; // Under way; it takes what was added meanwhile.
		view.waiting = [];
		try {
			while (view.unsent.size > 0 || view.lost.size > 0) {
				const channels = new Set(view.unsent);
				const gone = [...view.lost];
				view.unsent.clear();
				view.lost.clear();
				let parts = await this.#capture(view, channels, gone);
				while (this.#grew(view, channels)) parts = await this.#capture(view, channels, gone);
				if (!this.views.has(view)) return;
				const seen = parts.filter(({ channel }) => view.told.has(channel) && !view.unsent.has(channel));
				for (const { channel, n } of seen) view.told.set(channel, n);
				this.#send(view, { parts: seen.filter(({ channel, n }) => have[channel] !== n), gone });
				have = {};
			}
		} finally {
			const frames = view.waiting ?? [];
			view.waiting = null;
			for (const frame of frames) this.#tellFrame(view, frame);
		}
	}

	/** Channels may have been opened or closed by a wish of the page: say so. */
	async regrant(view: View): Promise<void> {
		this.#grant(view);
		await this.#supply(view);
	}

	/**
	 * Frames that wait speak of other channels than those being made: these are made too, so that one snapshot holds
	 * one moment. Else a page would have a table before it knows that its person sits there.
	 */
	#grew(view: View, channels: Set<Channel>): boolean {
		const before = channels.size;
		for (const { parts } of view.waiting ?? [])
			for (const { channel, n } of parts) if ((view.told.get(channel) ?? Infinity) < n) channels.add(channel);
		return channels.size > before;
	}

	/** Rights were given by commits that were taken back: by the state of now again, and told. */
	#onTakenBack(channels: ReadonlySet<Channel>): void {
		for (const channel of channels) {
			if (!channel.startsWith('person:')) continue;
			for (const view of this.viewsOf(channel.slice('person:'.length) as PersonId)) {
				this.#grant(view);
				if (view.unsent.size > 0 || view.lost.size > 0) this.#supply(view).catch(() => undefined);
			}
		}
	}

	async #capture(
		view: View,
		channels: ReadonlySet<Channel>,
		gone: readonly Channel[]
	): Promise<{ channel: Channel; n: number; part: Part }[]> {
		try {
			return await this.#runtime.snapshot(() =>
				[...channels].map((channel) => ({
					channel,
					n: this.#runtime.tentativeCountOf(channel),
					part: this.#runtime.state.get(channel) ?? initialPart(channel)
				}))
			);
		} catch (cause) {
			// The store is away: kept for `resupply`, when it is back.
			for (const channel of channels) if (view.told.has(channel)) view.unsent.add(channel);
			for (const channel of gone) if (!view.told.has(channel)) view.lost.add(channel);
			throw cause;
		}
	}

	/** After an outage of the store: whoever waits for parts gets them. */
	async resupply(): Promise<void> {
		for (const view of this.views) if (view.unsent.size > 0 || view.lost.size > 0) await this.#supply(view);
	}

	#send(view: View, snapshot: Snapshot): void {
		const people = snapshot.parts.flatMap(({ channel, part }) => [...peopleInPart(channel, part)]);
		const names = this.#namesFor(view, people);
		view.socket.emit('snapshot', names ? { ...snapshot, names } : snapshot);
	}

	/** Grants and takes channels by today's rules; synchronously, so that nothing slips through afterwards. */
	#grant(view: View): void {
		const allowed = view.allowed(this.#runtime.state);
		for (const channel of view.told.keys())
			if (!allowed.has(channel)) {
				view.told.delete(channel);
				view.unsent.delete(channel);
				view.lost.add(channel);
				this.#byChannel.get(channel)?.delete(view);
			}
		for (const channel of allowed)
			if (!view.told.has(channel)) {
				view.told.set(channel, 0);
				view.unsent.add(channel);
				const watchers = this.#byChannel.get(channel) ?? new Set();
				this.#byChannel.set(channel, watchers.add(view));
			}
	}

	#onCommit(commit: Commit): void {
		const counts = new Map<Channel, number>();
		const facts = new Map<Channel, Fact[]>();
		const moved = new Set<View>();
		for (const { channel, fact } of commit.facts) {
			const list = facts.get(channel);
			if (list) list.push(fact);
			else {
				facts.set(channel, [fact]);
				counts.set(channel, this.#runtime.countOf(channel));
			}
			if (MOVES.has(fact.type) && channel.startsWith('person:'))
				for (const view of this.viewsOf(channel.slice('person:'.length) as PersonId)) moved.add(view);
		}
		// Rights first and at once: from this commit on nobody hears a table that he has left.
		for (const view of moved) this.#grant(view);
		const shares = new Map<View, Channel[]>();
		for (const view of moved) shares.set(view, []);
		for (const channel of facts.keys())
			for (const view of this.watchersOf(channel)) {
				const channels = shares.get(view);
				if (channels) channels.push(channel);
				else shares.set(view, [channel]);
			}
		if (shares.size === 0) return;
		const tell = () => this.#tellAll([...shares], facts, counts);
		if (this.#queued === 0 && shares.size <= CHUNK) {
			void tell();
			return;
		}
		this.#queued++;
		this.#telling = this.#telling.then(tell).finally(() => this.#queued--);
	}

	async #tellAll(
		shares: [View, Channel[]][],
		facts: Map<Channel, Fact[]>,
		counts: Map<Channel, number>
	): Promise<void> {
		for (let from = 0; from < shares.length; from += CHUNK) {
			if (from > 0) await nextTurn();
			for (const [view, channels] of shares.slice(from, from + CHUNK)) {
				const parts = channels
					// What was just granted comes whole, right behind the frame that said so.
					.filter((channel) => !view.unsent.has(channel))
					.map((channel) => ({ channel, n: counts.get(channel)!, facts: facts.get(channel)! }));
				if (parts.length > 0) this.#tellFrame(view, { parts });
				if (view.unsent.size > 0 || view.lost.size > 0) this.#supply(view).catch(() => undefined);
			}
		}
	}

	#tellFrame(view: View, frame: Frame): void {
		if (view.waiting) {
			view.waiting.push(frame);
			return;
		}
		// Checked again here: between commit and turn the right may have gone.
		const parts = frame.parts.filter(({ channel, n }) => (view.told.get(channel) ?? Infinity) < n);
		if (parts.length === 0) return;
		for (const { channel, n } of parts) view.told.set(channel, n);
		const people = parts.flatMap(({ facts }) => facts.flatMap(peopleInFact));
		const renamed = parts.flatMap(({ facts }) =>
			facts.flatMap((fact) => (fact.type === 'person_renamed' ? [fact.person] : []))
		);
		for (const person of renamed) view.namesSent.delete(person);
		const names = this.#namesFor(view, people);
		view.socket.emit('frame', names ? { parts, names } : { parts });
	}

	#namesFor(view: View, people: readonly PersonId[]): Names | undefined {
		let names: Names | undefined;
		for (const person of people) {
			if (view.namesSent.has(person)) continue;
			const name = this.#names.nameOf(person);
			if (name === null) continue;
			view.namesSent.add(person);
			(names ??= {})[person] = name;
		}
		return names;
	}

	/** Names that an answer mentions, for a refusal such as "already done by …". */
	namesIn(view: View, people: readonly PersonId[]): Names | undefined {
		return this.#namesFor(view, people);
	}

	/** Sends something volatile to everybody who sees a channel, except to one. */
	toChannel(channel: Channel, send: (view: View) => void, except?: View): void {
		for (const view of this.watchersOf(channel)) if (view !== except) send(view);
	}

	/** To those who sit at a table now. What somebody is about to write is not for the desk, whichever tables it opens. */
	toSeated(table: TableId, send: (view: View) => void, except?: View): void {
		for (const view of this.watchersOf(tableChannel(table))) {
			const { person } = view.actor;
			if (view !== except && person !== null && seatOf(this.#runtime.state, person) === table) send(view);
		}
	}

	/** Names that arrived after the frames that mention them: for everybody who holds those ids. */
	tellNames(people: readonly PersonId[]): void {
		for (const view of this.watchersOf('desk')) {
			const names = this.#namesFor(view, people);
			if (names) view.socket.emit('frame', { parts: [], names });
		}
	}

	/** Forgets what was sent of a person, so that the next mention brings the new name. */
	forgetName(person: PersonId): void {
		for (const view of this.views) view.namesSent.delete(person);
	}
}
