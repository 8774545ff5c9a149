/**
 * One event on this node: decides on tentative state, pipelines the appends, tells only what is durable.
 * No node owns an event; `expectedSeq` decides races (LOG-2).
 */
import type { Channel } from '#lib/domain/channel.ts';
import type { Actor, Command, Refusal } from '#lib/domain/commands.ts';
import { decide } from '#lib/domain/decide.ts';
import { byChannel, evolveAll, fold } from '#lib/domain/evolve.ts';
import type { ChannelFact, Commit } from '#lib/domain/facts.ts';
import type { EpochMs, EventId } from '#lib/domain/ids.ts';
import { initialPart } from '#lib/domain/initial.ts';
import type { EventState, Part } from '#lib/domain/parts.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { EventAppended, EventLog } from './event-log.ts';

/** The log did not answer, or races were lost too often. Repeat with the same command id. */
export class LogBusyError extends Error {
	override name = 'LogBusyError';
}

export interface Done {
	readonly seq: number;
	/** Written earlier: this was a repetition. */
	readonly already: boolean;
}

interface Pending {
	readonly commit: Commit;
	/** Parts as they were before, to take a tentative commit back. */
	readonly before: Map<Channel, Part | undefined>;
}

const MAX_ATTEMPTS = 20;

/** `own`: decided on this node; otherwise read from the log. */
export type CommitListener = (commit: Commit, own: boolean) => void;

export class EventRuntime {
	readonly event: EventId;
	readonly state: EventState = new Map();
	readonly #log: EventLog;
	readonly #now: () => EpochMs;
	readonly #onFault: (what: string, cause: unknown) => void;
	readonly #listeners = new Set<CommitListener>();
	readonly #takenBack = new Set<(channels: ReadonlySet<Channel>) => void>();
	/** Durable commits of each channel: the `n` of the last one. */
	readonly #counts = new Map<Channel, number>();
	readonly #answered = new Map<string, number>();
	#pending: Pending[] = [];
	/** Raised when a tentative tail was dropped; what was decided before has to be decided again. */
	#generation = 0;
	#durable = 0;
	/** After a failed append nobody knows what was written: read before deciding on. */
	#unsure = false;
	#catchingUp: Promise<void> | null = null;
	#waiters: { seq: number; generation: number; done: () => void }[] = [];

	constructor(options: {
		event: EventId;
		log: EventLog;
		now: () => EpochMs;
		onFault?: (what: string, cause: unknown) => void;
	}) {
		this.event = options.event;
		this.#log = options.log;
		this.#now = options.now;
		// Without somebody to tell, a listener's bug ends the program: it is never swallowed.
		this.#onFault =
			options.onFault ??
			((_what, cause) => {
				throw cause;
			});
	}

	/** The last durable commit. */
	get seq(): number {
		return this.#durable;
	}

	get #tail(): number {
		return this.#durable + this.#pending.length;
	}

	/** Called for each durable commit, in order. Returns the way to stop. */
	onCommit(listener: CommitListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/**
	 * Called when tentative commits are taken back, at once, with the channels that they had touched: whoever acted
	 * on the state of before has to look again. Returns the way to stop.
	 */
	onTakenBack(listener: (channels: ReadonlySet<Channel>) => void): () => void {
		this.#takenBack.add(listener);
		return () => this.#takenBack.delete(listener);
	}

	/** How many durable commits a channel has. */
	countOf(channel: Channel): number {
		return this.#counts.get(channel) ?? 0;
	}

	/** How many commits a channel has, those in flight included. */
	tentativeCountOf(channel: Channel): number {
		return this.countOf(channel) + this.#pending.filter(({ commit }) => touches(commit, channel)).length;
	}

	/** Commits from the log, at most `limit` (default: all). */
	read(afterSeq: number, limit?: number): Promise<Commit[]> {
		return this.#log.read(this.event, afterSeq, limit);
	}

	/**
	 * Decides, appends, and answers when it is durable.
	 * @throws {LogBusyError} when the log does not answer; the caller repeats with the same id.
	 */
	async submit(commandId: string, command: Command, actor: Actor): Promise<Result<Done, Refusal>> {
		for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			if (this.#unsure) await this.#readAfterDoubt();
			const known = this.#answered.get(commandId);
			if (known !== undefined) {
				if (!(await this.#untilDurable(known))) continue;
				return ok({ seq: known, already: true });
			}
			// Facts are written and sent with whole milliseconds.
			const now = Math.floor(this.#now());
			const decision = decide(this.state, command, { actor, now, commandId });
			if (!decision.ok) {
				// A refusal counts only against what really happened.
				if (await this.#untilDurable(this.#tail)) return refuse(decision.error);
				continue;
			}
			if (decision.value.length === 0) {
				// Nothing to do counts only on what really happened: the tail that says so may still be dropped.
				if (await this.#untilDurable(this.#tail)) return ok({ seq: this.#durable, already: true });
				continue;
			}
			const written = await this.#write({ at: now, commandId, actor: actor.person, facts: decision.value });
			if (written) return ok(written);
		}
		throw new LogBusyError(`event ${this.event}: ${MAX_ATTEMPTS} lost races for one command`);
	}

	/** Applies tentatively and appends. null = a race was lost or the tail was dropped: decide again. */
	async #write(draft: Omit<Commit, 'seq'>): Promise<Done | null> {
		const expectedSeq = this.#tail;
		const generation = this.#generation;
		const commit: Commit = { seq: expectedSeq + 1, ...draft };
		this.#answered.set(draft.commandId, commit.seq);
		this.#pending.push({ commit, before: this.#applyTentatively(draft.facts) });
		let appended: EventAppended;
		try {
			appended = await this.#log.append(this.event, expectedSeq, draft);
		} catch (cause) {
			if (generation === this.#generation) this.#dropTail(commit.seq);
			this.#unsure = true;
			throw new LogBusyError(`event ${this.event}: commit ${commit.seq} was not acknowledged`, { cause });
		}
		if (generation !== this.#generation) {
			// The tail was dropped while this append was under way; the log knows whether it counts.
			this.#unsure = true;
			return null;
		}
		switch (appended.kind) {
			case 'appended':
				this.#confirm(commit.seq);
				return { seq: commit.seq, already: false };
			case 'already':
				this.#dropTail(commit.seq);
				this.#unsure = true;
				return null;
			case 'conflict':
				this.#dropTail(commit.seq);
				this.#accept(appended.missing);
				return null;
		}
	}

	#applyTentatively(facts: readonly ChannelFact[]): Map<Channel, Part | undefined> {
		const before = new Map<Channel, Part | undefined>();
		for (const [channel, own] of byChannel(facts)) {
			const part = this.state.get(channel);
			before.set(channel, part);
			this.state.set(channel, evolveAll(channel, part ?? initialPart(channel), own));
		}
		return before;
	}

	/** Takes back every tentative commit from `seq` on. */
	#dropTail(seq: number): void {
		const touched = new Set<Channel>();
		while (this.#pending.length > 0 && this.#pending.at(-1)!.commit.seq >= seq) {
			const { commit, before } = this.#pending.pop()!;
			this.#answered.delete(commit.commandId);
			for (const [channel, part] of before) {
				touched.add(channel);
				if (part === undefined) this.state.delete(channel);
				else this.state.set(channel, part);
			}
		}
		this.#generation++;
		// Before anybody goes on: a snapshot that waited must not be made by rights that never came to be.
		if (touched.size > 0) for (const listener of this.#takenBack) listener(touched);
		this.#wakeWaiters();
	}

	/** The oldest tentative commits up to `seq` are durable: count them and tell. */
	#confirm(seq: number): void {
		while (this.#pending.length > 0 && this.#pending[0]!.commit.seq <= seq) {
			const { commit } = this.#pending.shift()!;
			this.#tell(commit, true);
		}
		this.#wakeWaiters();
	}

	/** Commits of another node, or from the log. Only with an empty tentative tail. */
	#accept(commits: readonly Commit[]): void {
		for (const commit of commits) {
			if (commit.seq !== this.#durable + 1) continue;
			fold(this.state, commit.facts);
			this.#answered.set(commit.commandId, commit.seq);
			this.#tell(commit, false);
		}
		this.#wakeWaiters();
	}

	#tell(commit: Commit, own: boolean): void {
		this.#durable = commit.seq;
		for (const channel of new Set(commit.facts.map((fact) => fact.channel))) {
			this.#counts.set(channel, this.countOf(channel) + 1);
		}
		for (const listener of this.#listeners)
			try {
				listener(commit, own);
			} catch (cause) {
				// The commit is durable whatever a listener makes of it.
				this.#onFault('commit_listener', cause);
			}
	}

	/** Reads what the log has beyond what we know. Safe at any time; used for hints, doubts and the periodic look. */
	catchUp(): Promise<void> {
		this.#catchingUp ??= this.#log
			.read(this.event, this.#durable)
			.then((commits) => {
				// Our own appends in flight would be told twice; their answers bring the news.
				if (this.#pending.length === 0) this.#accept(commits);
			})
			.finally(() => {
				this.#catchingUp = null;
			});
		return this.#catchingUp;
	}

	async #readAfterDoubt(): Promise<void> {
		try {
			if (this.#pending.length > 0) {
				this.#dropTail(this.#pending[0]!.commit.seq);
			}
			await this.catchUp();
			this.#unsure = false;
		} catch (cause) {
			throw new LogBusyError(`event ${this.event}: the log cannot be read`, { cause });
		}
	}

	/** True once `seq` is durable; false when the tail was dropped before that. */
	#untilDurable(seq: number): Promise<boolean> | boolean {
		if (seq <= this.#durable) return true;
		const generation = this.#generation;
		return new Promise((resolve) => {
			this.#waiters.push({
				seq,
				generation,
				done: () => resolve(this.#durable >= seq && generation === this.#generation)
			});
		});
	}

	#wakeWaiters(): void {
		if (this.#waiters.length === 0) return;
		const ready = (waiter: { seq: number; generation: number }) =>
			waiter.seq <= this.#durable || waiter.generation !== this.#generation;
		const woken = this.#waiters.filter(ready);
		this.#waiters = this.#waiters.filter((waiter) => !ready(waiter));
		for (const { done } of woken) done();
	}

	/**
	 * Parts as they are now, with their counts, once everything in them is durable. Parts are immutable, so what is
	 * captured stays as it was while later commits go on.
	 */
	async snapshot<T>(capture: () => T): Promise<T> {
		for (;;) {
			if (this.#unsure) await this.#readAfterDoubt();
			const captured = capture();
			if (await this.#untilDurable(this.#tail)) return captured;
		}
	}
}

const touches = (commit: Commit, channel: Channel): boolean => commit.facts.some((fact) => fact.channel === channel);
