/** The planner of one event: what the pages of those who run it see and ask, and repairs while the café runs. */
import { SYSTEM } from '#lib/domain/acts.ts';
import { settledRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { Actor } from '#lib/domain/commands.ts';
import type { Commit, Fact } from '#lib/domain/facts.ts';
import type { EpochMs } from '#lib/domain/ids.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import type { PlanningState, PlanOutlook } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';
import type { View } from '../realtime/view.ts';
import { Changes, type MoveWish } from './changes.ts';
import { gatheringOf } from './gathering.ts';
import { Runs } from './runs.ts';
import type { Threads } from './threads.ts';
import { waitingFor } from './waiting.ts';

export interface PlanningDeskOptions {
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
	'host_appointed',
	'seat_pinned',
	'seat_unpinned',
	'table_merged',
	'plan_published',
	'round_started',
	'bell_rung',
	'bell_taken_back',
	'tables_switched',
	'move_taken_back',
	'cafe_ended',
	'event_closed'
]);

export class PlanningDesk {
	readonly runs: Runs;
	readonly #changes: Changes;
	readonly #options: PlanningDeskOptions;
	#timer: NodeJS.Timeout | null = null;
	#looking = false;
	/** What is waiting and was not repaired, by its key: undone, impossible, or in need of a word. */
	#left: { key: string; asks: boolean } | null = null;

	constructor(options: PlanningDeskOptions) {
		this.#options = options;
		this.#changes = new Changes(options);
		this.runs = new Runs({
			...options,
			changed: () => this.#tell(),
			progress: (progress) => {
				for (const { socket } of this.#watching()) socket.volatile.emit('plan_progress', progress);
			}
		});
		options.opened.runtime.onCommit((commit) => this.#onCommit(commit));
		this.#lookSoon();
	}

	look(): PlanningState {
		const waiting = waitingFor(this.#options.opened);
		const left = waiting && this.#left?.key === waiting.key ? this.#left : null;
		return {
			runs: this.runs.list(),
			undo: this.#changes.next('undo'),
			redo: this.#changes.next('redo'),
			waiting: waiting && (left === null || left.asks) ? { ...waiting.counts, asks: left?.asks ?? false } : null
		};
	}

	async outlook(settings: PlanSettings): Promise<PlanOutlook> {
		const { opened, threads } = this.#options;
		const gathering = gatheringOf(
			opened.runtime.state,
			(person) => takesPart(person) && isPresent(person, opened.presence)
		);
		return threads.do({ kind: 'outlook', gathering: JSON.stringify(gathering), settings }).answer;
	}

	move(actor: Actor, wish: MoveWish) {
		return this.#changes.move(actor, wish);
	}

	/** What was taken back on purpose is not repaired again until somebody else comes or goes. */
	async walk(actor: Actor, basis: number, way: 'undo' | 'redo') {
		const walked = await this.#changes.walk(actor, basis, way);
		const waiting = walked.ok ? waitingFor(this.#options.opened) : null;
		if (waiting) this.#left = { key: waiting.key, asks: true };
		return walked;
	}

	async repair(actor: Actor, wish: { basis: number; preview: boolean }) {
		const before = waitingFor(this.#options.opened);
		const repaired = (await this.#changes.repair(actor, { ...wish, asked: true }))!;
		if (!repaired.ok && repaired.error.code === 'nothing_to_repair' && before) {
			this.#left = { key: before.key, asks: false };
			this.#tell();
		}
		return repaired;
	}

	#onCommit(commit: Commit): void {
		if (commit.facts.some(({ fact }) => TOUCHING.has(fact.type))) this.#lookSoon();
		if (commit.facts.some(({ fact }) => fact.type === 'plan_published')) this.#tell();
	}

	#lookSoon(): void {
		if (this.#timer) return;
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
			if (running && waiting && this.#left?.key !== waiting.key) {
				const repaired = await this.#changes.repair(SYSTEM, { basis, preview: false, asked: false });
				if (repaired === null) this.#left = { key: waiting.key, asks: true };
				else if (!repaired.ok) {
					if (repaired.error.code === 'stale_plan') this.#lookSoon();
					else this.#left = { key: waiting.key, asks: repaired.error.code === 'no_plan' };
				}
			}
		} catch (cause) {
			if (waiting) this.#left = { key: waiting.key, asks: true };
			throw cause;
		} finally {
			this.#looking = false;
			this.#tell();
		}
	}

	#tell(): void {
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
