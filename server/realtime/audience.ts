/**
 * Everybody who looks at one event through this node: who may see which channel, and what they have been told.
 * Socket.IO's rooms are not used: a view's channels are checked against the folded seating at every commit.
 */
import { tableChannel, type Channel } from '#lib/domain/channel.ts';
import type { Commit, Fact } from '#lib/domain/facts.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { initialPart } from '#lib/domain/initial.ts';
import { doorOf, seatOf } from '#lib/domain/read.ts';
import type { Names } from '#lib/protocol/wire.ts';
import { LogBusyError, type EventRuntime } from '../events/event-runtime.ts';
import { frameJson, say, Share, snapshotJson, type WholePart } from './encoded.ts';
import { peopleInPart, type NameBook } from './names.ts';
import type { View } from './view.ts';

/** Views that are told at once; what goes to more is told in pieces. */
const CHUNK = 50;
/** A piece, before the event loop gets a turn. At a switch as much again follows: the new tables. */
const TURN_MS = 3;
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
	readonly #onFault: (what: string, cause: unknown) => void;
	/** Volatile messages that were sent in this turn of the event loop, and those that wait for the next ones. */
	#sentNow = 0;
	readonly #sendLater: { view: View; channel: Channel; send: (view: View) => void }[] = [];

	constructor(runtime: EventRuntime, names: NameBook, onFault: (what: string, cause: unknown) => void) {
		this.#runtime = runtime;
		this.#names = names;
		this.#onFault = onFault;
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
				this.#send(
					view,
					seen.filter(({ channel, n }) => have[channel] !== n),
					gone
				);
				have = {};
			}
		} finally {
			const frames = view.waiting ?? [];
			view.waiting = null;
			for (const shares of frames) this.#tellFrame(view, shares);
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
		for (const shares of view.waiting ?? [])
			for (const { channel, n } of shares) if ((view.told.get(channel) ?? Infinity) < n) channels.add(channel);
		return channels.size > before;
	}

	/** Rights were given by commits that were taken back: by the state of now again, and told. */
	#onTakenBack(channels: ReadonlySet<Channel>): void {
		for (const channel of channels) {
			if (!channel.startsWith('person:')) continue;
			for (const view of this.viewsOf(channel.slice('person:'.length) as PersonId)) {
				this.#grant(view);
				this.#supplySoon(view);
			}
		}
	}

	async #capture(view: View, channels: ReadonlySet<Channel>, gone: readonly Channel[]): Promise<WholePart[]> {
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

	/**
	 * While frames are on their way to the view, the last of them brings its parts along: a later commit, not told yet,
	 * may have given the right. While the log is away the view waits for `resupply`; any other fault is a bug.
	 */
	#supplySoon(view: View): void {
		if (view.queued > 0 || (view.unsent.size === 0 && view.lost.size === 0)) return;
		this.#supply(view).catch((cause) => {
			if (!(cause instanceof LogBusyError)) this.#onFault('supply', cause);
		});
	}

	/** After an outage of the store: whoever waits for parts gets them. */
	async resupply(): Promise<void> {
		for (const view of this.views)
			if (view.queued === 0 && (view.unsent.size > 0 || view.lost.size > 0)) await this.#supply(view);
	}

	#send(view: View, parts: readonly WholePart[], gone: readonly Channel[]): void {
		const people = parts.flatMap(({ channel, part }) => [...peopleInPart(channel, part)]);
		say(view.socket, 'snapshot', snapshotJson(parts, gone, this.#namesFor(view, people)));
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
		const shares = new Map<Channel, Share>();
		const moved = new Set<View>();
		for (const { channel, fact } of commit.facts) {
			const share = shares.get(channel) ?? new Share(channel, this.#runtime.countOf(channel));
			if (share.facts.push(fact) === 1) shares.set(channel, share);
			if (MOVES.has(fact.type) && channel.startsWith('person:'))
				for (const view of this.viewsOf(channel.slice('person:'.length) as PersonId)) moved.add(view);
		}
		// Rights first and at once: from this commit on nobody hears a table that he has left.
		for (const view of moved) this.#grant(view);
		const frames = new Map<View, Share[]>();
		for (const view of moved) frames.set(view, []);
		for (const share of shares.values())
			for (const view of this.watchersOf(share.channel)) {
				const frame = frames.get(view);
				if (frame) frame.push(share);
				else frames.set(view, [share]);
			}
		if (frames.size === 0) return;
		if (this.#queued === 0 && frames.size <= CHUNK) {
			this.#tell(frames);
			return;
		}
		this.#queued++;
		for (const view of frames.keys()) view.queued++;
		this.#telling = this.#telling.then(() => this.#tellInPieces([...frames])).finally(() => this.#queued--);
	}

	async #tellInPieces(frames: readonly [View, Share[]][]): Promise<void> {
		let turnEnds = -Infinity;
		for (const [view, shares] of frames) {
			if (performance.now() >= turnEnds) {
				// Before the first piece too: the commit itself has held the loop.
				await nextTurn();
				turnEnds = performance.now() + TURN_MS;
			}
			view.queued--;
			try {
				this.#tell([[view, shares]]);
			} catch (cause) {
				// The others are still to be told, and counted down.
				this.#onFault('tell', cause);
			}
		}
	}

	#tell(frames: Iterable<readonly [View, Share[]]>): void {
		for (const [view, shares] of frames) {
			// What was just granted comes whole, right behind the frame that said so.
			this.#tellFrame(
				view,
				view.unsent.size === 0 ? shares : shares.filter(({ channel }) => !view.unsent.has(channel))
			);
			this.#supplySoon(view);
		}
	}

	#tellFrame(view: View, frame: readonly Share[]): void {
		if (view.waiting) {
			if (frame.length > 0) view.waiting.push(frame);
			return;
		}
		// Checked again here: between commit and turn the right may have gone.
		const shares = frame.filter(({ channel, n }) => (view.told.get(channel) ?? Infinity) < n);
		if (shares.length === 0) return;
		let names: Names | undefined;
		for (const { channel, n, facts, people } of shares) {
			view.told.set(channel, n);
			for (const fact of facts) if (fact.type === 'person_renamed') view.namesSent.delete(fact.person);
			names = this.#namesFor(view, people, names);
		}
		say(view.socket, 'frame', frameJson(shares, names));
	}

	/** Names that the view has not been told yet, added to `names`. */
	#namesFor(view: View, people: readonly PersonId[], names?: Names): Names | undefined {
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

	/**
	 * Sends something volatile to everybody who sees a channel. When a switch makes all tables speak at once, the rest
	 * comes a turn later, to those who still see it.
	 */
	toChannel(channel: Channel, send: (view: View) => void): void {
		for (const view of this.watchersOf(channel))
			if (this.#sentNow < CHUNK) {
				this.#countSent();
				send(view);
			} else this.#sendLater.push({ view, channel, send });
	}

	#countSent(): void {
		if (this.#sentNow++ === 0) setImmediate(() => this.#sendMore());
	}

	#sendMore(): void {
		this.#sentNow = 0;
		for (const { view, channel, send } of this.#sendLater.splice(0, CHUNK)) {
			this.#countSent();
			if (view.told.has(channel)) send(view);
		}
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
		const atDoor = new Set(doorOf(this.#runtime.state).waiting.map(({ person }) => person));
		this.#tellNamesOn('desk', people);
		this.#tellNamesOn(
			'group:door',
			people.filter((person) => atDoor.has(person))
		);
	}

	#tellNamesOn(channel: Channel, people: readonly PersonId[]): void {
		for (const view of this.watchersOf(channel)) {
			const names = this.#namesFor(view, people);
			if (names) say(view.socket, 'frame', frameJson([], names));
		}
	}

	/** Forgets what was sent of a person, so that the next mention brings the new name. */
	forgetName(person: PersonId): void {
		for (const view of this.views) view.namesSent.delete(person);
	}
}
