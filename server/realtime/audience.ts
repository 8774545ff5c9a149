/**
 * Everybody who looks at one event through this node: who may see which channel, and what they have been told.
 * Socket.IO's rooms are not used: a view's channels are checked against the folded seating at every commit.
 */
import { personIn, tableChannel, type Channel } from '#lib/domain/channel.ts';
import type { Commit, Fact } from '#lib/domain/facts.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import { doorOf, seatOf } from '#lib/domain/read.ts';
import type { Names } from '#lib/protocol/wire.ts';
import type { EventRuntime } from '../events/event-runtime.ts';
import { Share } from './encoded.ts';
import type { NameBook } from './names.ts';
import { Spread } from './spread.ts';
import { Supply } from './supply.ts';
import { Teller } from './teller.ts';
import type { View } from './view.ts';
import { Watchers } from './watchers.ts';

/** Views that are told at once; what goes to more is told in pieces. */
const AT_ONCE = 50;
/** A piece, before the event loop gets a turn. At a switch as much again follows: the new tables. */
const TURN_MS = 3;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Facts that change which channels a person may see. */
const MOVES = new Set<Fact['type']>(['seated', 'unseated', 'participation_changed', 'forgotten']);

export class Audience {
	readonly #runtime: EventRuntime;
	readonly #watchers = new Watchers();
	readonly #teller: Teller;
	readonly #supply: Supply;
	readonly #spread = new Spread();
	/** Commits are told one after another, so that a rotation in pieces is not overtaken. */
	#telling: Promise<void> = Promise.resolve();
	#queued = 0;
	readonly #onFault: (what: string, cause: unknown) => void;

	constructor(runtime: EventRuntime, names: NameBook, onFault: (what: string, cause: unknown) => void) {
		this.#runtime = runtime;
		this.#teller = new Teller(names);
		this.#supply = new Supply(runtime, this.#watchers.views, this.#teller, onFault);
		this.#onFault = onFault;
		runtime.onCommit((commit) => this.#onCommit(commit));
		runtime.onTakenBack((channels) => this.#onTakenBack(channels));
	}

	get views(): ReadonlySet<View> {
		return this.#watchers.views;
	}

	viewsOf(person: PersonId): ReadonlySet<View> {
		return this.#watchers.viewsOf(person);
	}

	watchersOf(channel: Channel): ReadonlySet<View> {
		return this.#watchers.of(channel);
	}

	/** Is there from now on, and sees nothing yet: see {@link join}. */
	expect(view: View): void {
		this.#watchers.expect(view);
	}

	/** The views of the same person, or entry if there is no person, in the order in which they came; also expected ones. */
	besides(view: View): readonly View[] {
		return this.#watchers.besides(view);
	}

	/** Lets a view in: from what it has, or with whole parts. */
	async join(view: View, have: Record<string, number>): Promise<void> {
		this.#watchers.add(view);
		await this.bring(view, have);
	}

	leave(view: View): void {
		this.#watchers.remove(view);
	}

	/** Brings a view to what it may see now: whole parts where its count is not ours. */
	async bring(view: View, have: Record<string, number>): Promise<void> {
		this.#grant(view);
		for (const channel of view.told.keys()) view.unsent.add(channel);
		for (const channel of Object.keys(have) as Channel[]) if (!view.told.has(channel)) view.lost.add(channel);
		await this.#supply.bring(view, have);
	}

	/** Channels may have been opened or closed by a wish of the page: say so. */
	async regrant(view: View): Promise<void> {
		this.#grant(view);
		await this.#supply.bring(view);
	}

	/** After an outage of the store: whoever waits for parts gets them. */
	resupply(): Promise<void> {
		return this.#supply.again();
	}

	#grant(view: View): void {
		this.#watchers.grant(view, this.#runtime.state);
	}

	/** Rights were given by commits that were taken back: by the state of now again, and told. */
	#onTakenBack(channels: ReadonlySet<Channel>): void {
		for (const channel of channels) {
			const person = personIn(channel);
			if (person === null) continue;
			for (const view of this.viewsOf(person)) {
				this.#grant(view);
				this.#supply.soon(view);
			}
		}
	}

	#onCommit(commit: Commit): void {
		const shares = new Map<Channel, Share>();
		const moved = new Set<View>();
		for (const { channel, fact } of commit.facts) {
			const share = shares.get(channel) ?? new Share(channel, this.#runtime.countOf(channel));
			if (share.facts.push(fact) === 1) shares.set(channel, share);
			const person = MOVES.has(fact.type) ? personIn(channel) : null;
			if (person !== null) for (const view of this.viewsOf(person)) moved.add(view);
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
		if (this.#queued === 0 && frames.size <= AT_ONCE) {
			for (const [view, frame] of frames) this.#tell(view, frame);
			return;
		}
		this.#queued++;
		for (const view of frames.keys()) view.queued++;
		this.#telling = this.#telling.then(() => this.#tellInPieces(frames)).finally(() => this.#queued--);
	}

	async #tellInPieces(frames: ReadonlyMap<View, readonly Share[]>): Promise<void> {
		let turnEnds = -Infinity;
		for (const [view, shares] of frames) {
			if (performance.now() >= turnEnds) {
				// Before the first piece too: the commit itself has held the loop.
				await nextTurn();
				turnEnds = performance.now() + TURN_MS;
			}
			view.queued--;
			try {
				this.#tell(view, shares);
			} catch (cause) {
				// The others are still to be told, and counted down.
				this.#onFault('tell', cause);
			}
		}
	}

	/** What was just granted comes whole, right behind the frame that said so. */
	#tell(view: View, shares: readonly Share[]): void {
		const { unsent } = view;
		this.#teller.frame(view, unsent.size === 0 ? shares : shares.filter(({ channel }) => !unsent.has(channel)));
		this.#supply.soon(view);
	}

	/** Names that an answer mentions, for a refusal such as "already done by …". */
	namesIn(view: View, people: readonly PersonId[]): Names | undefined {
		return this.#teller.namesFor(view, people);
	}

	/** Sends something volatile to everybody who sees a channel; to more than a few in turns. */
	toChannel(channel: Channel, send: (view: View) => void): void {
		this.#spread.send(this.watchersOf(channel), channel, send);
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
		this.#teller.names(this.watchersOf('desk'), people);
		this.#teller.names(
			this.watchersOf('group:door'),
			people.filter((person) => atDoor.has(person))
		);
	}

	/** Forgets what was sent of a person, so that the next mention brings the new name. */
	forgetName(person: PersonId): void {
		for (const view of this.views) view.namesSent.delete(person);
	}
}
