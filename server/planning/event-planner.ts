/** The planner of one event: what the pages of those who run it see and ask, and repairs while the café runs. */
import { SYSTEM } from '#lib/domain/acts.ts';
import { settledRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { Commit, Fact } from '#lib/domain/facts.ts';
import type { EpochMs } from '#lib/domain/ids.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import type { MoveWish } from '#lib/protocol/planning-wishes.ts';
import type { PlanningState, PlanOutlook } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { Changes } from './changes.ts';
import { presentGathering } from './gathering.ts';
import { Runs } from './runs.ts';
import type { Threads } from './threads.ts';
import { waitingFor, type Waiting } from './gaps.ts';

export interface EventPlannerOptions {
	opened: OpenEvent;
	threads: Threads;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
}

/** People come and go in crowds: one look, and one repair, for all of this moment. */
const LOOK_AFTER_MS = 1_500;

/** Facts after which the plan may not fit any more, or may be changed no more. */
const TOUCHING = new Set<Fact['type']>([
	'person_added',
	'person_changed',
	'person_profiled',
	'needs_stated',
	'host_appointed',
	'seat_pinned',
	'seat_unpinned',
	'table_merged',
	'table_seats_set',
	'plan_published',
	'round_started',
	'bell_rung',
	'bell_taken_back',
	'tables_switched',
	'move_taken_back',
	'cafe_ended',
	'event_closed'
]);

export class EventPlanner {
	readonly runs: Runs;
	readonly #changes: Changes;
	readonly #options: EventPlannerOptions;
	#timer: NodeJS.Timeout | null = null;
	#looking = false;
	#closed = false;
	readonly #unlisten: () => void;
	/** What is waiting and was not repaired: taken back, impossible, or in need of a word. */
	#left: { gaps: ReadonlySet<string>; asks: boolean } | null = null;

	constructor(options: EventPlannerOptions) {
		this.#options = options;
		this.#changes = new Changes(options);
		this.runs = new Runs({
			...options,
			changed: () => this.#tell(),
			progress: (progress) => {
				for (const { socket } of this.#watching()) socket.volatile.emit('plan_progress', progress);
			}
		});
		this.#unlisten = options.opened.runtime.onCommit((commit) => this.#onCommit(commit));
		this.#leaveTakenBack();
		this.#lookSoon();
	}

	/** Nothing is looked at, planned or told any more. */
	close(): void {
		this.#closed = true;
		this.#unlisten();
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		this.runs.close();
	}

	look(): PlanningState {
		const waiting = waitingFor(this.#options.opened);
		const left = waiting && this.#isLeft(waiting) ? this.#left : null;
		const { endedBy } = this.runs;
		return {
			...(endedBy && { ended: endedBy }),
			runs: this.runs.list(),
			undo: this.#changes.next('undo'),
			redo: this.#changes.next('redo'),
			waiting: waiting && (left === null || left.asks) ? { ...waiting.counts, asks: left?.asks ?? false } : null
		};
	}

	async outlook(settings: PlanSettings): Promise<PlanOutlook> {
		const { opened, threads } = this.#options;
		const gathering = presentGathering(opened);
		return threads.do({ kind: 'outlook', gathering: JSON.stringify(gathering), settings }).answer;
	}

	move(actor: Actor, wish: MoveWish) {
		return this.#changes.move(actor, wish);
	}

	stepBackOrForth(actor: Actor, basis: number, way: 'undo' | 'redo') {
		return this.#changes.stepBackOrForth(actor, basis, way);
	}

	async repair(actor: Actor, wish: { basis: number; preview: boolean }) {
		const before = waitingFor(this.#options.opened);
		const repaired = (await this.#changes.repair(actor, { ...wish, asked: true }))!;
		if (!repaired.ok && repaired.error.code === 'nothing_to_repair' && before) {
			this.#left = { gaps: before.gaps, asks: false };
			this.#tell();
		}
		return repaired;
	}

	#onCommit(commit: Commit): void {
		// For whom there was no seat there may be one now.
		if (commit.facts.some(({ fact }) => fact.type === 'table_seats_set')) this.#left = null;
		if (commit.facts.some(({ fact }) => TOUCHING.has(fact.type))) this.#lookSoon();
		if (!commit.facts.some(({ fact }) => fact.type === 'plan_published')) return;
		this.#leaveTakenBack();
		this.#tell();
	}

	/**
	 * What was taken back on purpose is not repaired again until somebody else comes or goes: read from the plan, so
	 * that every node knows it, also after a restart.
	 */
	#leaveTakenBack(): void {
		const { opened } = this.#options;
		const kind = deskOf(opened.runtime.state).plan?.step?.kind;
		if (kind !== 'undone' && kind !== 'redone') return;
		const waiting = waitingFor(opened);
		this.#left = waiting && { gaps: waiting.gaps, asks: true };
	}

	/** Whether nothing waits beside what was left; fewer gaps are no new reason. */
	#isLeft({ gaps }: Waiting): boolean {
		return this.#left !== null && gaps.isSubsetOf(this.#left.gaps);
	}

	#lookSoon(): void {
		if (this.#timer || this.#closed) return;
		this.#timer = setTimeout(() => {
			this.#timer = null;
			this.#lookAgain().catch((cause: unknown) => this.#options.onFault('repair', cause));
		}, LOOK_AFTER_MS).unref();
	}

	/** While rounds run the plan of those to come is kept right; before, *Repair the plan* or a new plan is a choice. */
	async #lookAgain(): Promise<void> {
		if (this.#looking) return this.#lookSoon();
		const { opened } = this.#options;
		const { clock, card, planVersion: basis, closed } = everyoneOf(opened.runtime.state);
		const waiting = waitingFor(opened);
		const running = settledRounds(clock, card?.cafe.rounds.length ?? 0) > 0 && !closed;
		this.#looking = true;
		try {
			if (running && waiting && !this.#isLeft(waiting)) {
				const repaired = await this.#changes.repair(SYSTEM, { basis, preview: false, asked: false });
				if (this.#closed) return;
				if (repaired === null) this.#left = { gaps: waiting.gaps, asks: true };
				else if (!repaired.ok) {
					const haveSeatsChanged = everyoneOf(opened.runtime.state).card?.tables !== card?.tables;
					if (repaired.error.code === 'stale_plan' || haveSeatsChanged) this.#lookSoon();
					else this.#left = { gaps: waiting.gaps, asks: repaired.error.code !== 'nothing_to_repair' };
				}
			}
		} catch (cause) {
			// Its thread was ended with the event, or with the program.
			if (this.#closed) return;
			if (waiting) this.#left = { gaps: waiting.gaps, asks: true };
			throw cause;
		} finally {
			this.#looking = false;
			this.#tell();
		}
	}

	#tell(): void {
		if (this.#closed) return;
		const watching = [...this.#watching()];
		if (watching.length === 0) return;
		const planning = this.look();
		for (const { socket } of watching) socket.emit('planning', planning);
	}

	/** Pages of those who run the event, as long as they may see its desk. */
	*#watching(): Iterable<View> {
		for (const view of this.#options.opened.audience.watchersOf('desk'))
			if (RUNNING.includes(view.actor.role)) yield view;
	}
}
