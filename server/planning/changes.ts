/** Changes of the plan in force for one event: by hand, undo and redo, repairs. Each verified before it is adopted. */
import { randomUUID } from 'node:crypto';
import {
	planDiff,
	plannedAt,
	settledRounds,
	withSeats,
	type PlannedSeat,
	type PlanRounds
} from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS, type PlanSettings, type PlanStep } from '#lib/domain/cafe/plan-settings.ts';
import type { Actor, Refusal } from '#lib/domain/commands.ts';
import type { PlanBack, PlanSheet } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { MoveWish } from '#lib/protocol/planning-wishes.ts';
import type { PlanCost, PlanUndo, RepairProposal, SeatChange } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { plannedGathering } from './gathering.ts';
import { breaksRule, noPlan, refusedByVerifier } from './refusals.ts';
import type { RepairAnswer } from './worker/repair-job.ts';
import type { Threads } from './threads.ts';
import { comingTo } from './gaps.ts';

type Adopted<T = object> = Result<T & { version?: number }, Refusal>;

export interface ChangesOptions {
	opened: OpenEvent;
	threads: Threads;
	onFault: (what: string, cause: unknown) => void;
}

export class Changes {
	readonly #opened: OpenEvent;
	readonly #threads: Threads;
	readonly #onFault: ChangesOptions['onFault'];

	constructor({ opened, threads, onFault }: ChangesOptions) {
		this.#opened = opened;
		this.#threads = threads;
		this.#onFault = onFault;
	}

	/** Seats one person elsewhere in an open round, or lets two trade. */
	async move(actor: Actor, wish: MoveWish): Promise<Adopted<{ cost?: PlanCost }>> {
		const open = this.#open(wish.basis);
		if (!open.ok) return open;
		const { rounds, settled } = open.value;
		const { round, person, table } = wish;
		if (round <= settled || round > rounds.length) return refuse({ code: 'round_running' });
		const from = plannedAt(rounds, round, person);
		if (from === null) return refuse({ code: 'not_seated' });
		const seats: PlannedSeat[] = [{ person, round, table }];
		if (wish.with !== null) {
			if (plannedAt(rounds, round, wish.with) !== table) return refuse({ code: 'stale_plan' });
			seats.push({ person: wish.with, round, table: from });
		}
		if (from === table) return refuse({ code: 'already_seated' });
		const held = seats.find((seat) => this.#pinned(seat) !== null);
		if (held) return refuse({ code: 'pin_conflict', params: { person: held.person, round } });
		return this.#change(actor, wish, seats, { kind: 'moved', moved: seats.length });
	}

	/** Takes the last step back, or does again what was taken back: in rounds that are open. */
	async stepBackOrForth(actor: Actor, basis: number, way: 'undo' | 'redo'): Promise<Adopted> {
		const open = this.#open(basis);
		if (!open.ok) return open;
		const last = this.#last(way);
		if (!last) return refuse({ code: 'nothing_to_undo' });
		const { settings = DEFAULT_SETTINGS } = last;
		const seats = this.#openSeats(last, open.value);
		if (seats.length === 0) return refuse({ code: 'nothing_to_undo' });
		const step = { kind: way === 'undo' ? 'undone' : 'redone', moved: seats.length, of: last.kind } as const;
		return this.#change(actor, { basis, preview: false }, seats, step, settings);
	}

	/**
	 * Weighs a change, refuses it by the rule that it breaks, or adopts it.
	 * @param settings of the plan that comes back; absent: those in force stay
	 */
	async #change(
		actor: Actor,
		{ basis, preview }: { basis: number; preview: boolean },
		seats: readonly PlannedSeat[],
		step: PlanStep,
		settings?: PlanSettings
	): Promise<Adopted<{ cost?: PlanCost }>> {
		const gathering = JSON.stringify(plannedGathering(this.#opened.runtime.state));
		const weighed = await this.#threads.do({ kind: 'change', gathering, seats, ...(settings && { settings }) }).answer;
		const [broken] = weighed.breaches;
		if (broken) return breaksRule(broken);
		const { before, after } = weighed;
		const cost = { before, after, changes: this.#told(seats) };
		if (preview) return ok({ cost });
		return this.#adopt(actor, basis, seats, after, { ...step, moved: cost.changes.length }, { cost }, settings);
	}

	/** Fits the plan to who is here; null when that would move somebody whom a lock or card holds and nobody has asked. */
	async repair(
		actor: Actor,
		{ basis, preview, asked }: { basis: number; preview: boolean; asked: boolean }
	): Promise<Adopted<{ repair?: RepairProposal }> | null> {
		const open = this.#open(basis);
		if (!open.ok) return open;
		const answer = await this.#repairing();
		if (answer.kind === 'nothing') return refuse({ code: 'nothing_to_repair' });
		if (answer.kind === 'refused') return noPlan(answer.refused);
		if (answer.kind === 'broken') {
			this.#onFault('repair', refusedByVerifier(answer.breaches));
			return breaksRule(answer.breaches[0]!);
		}
		const { seats, causes, before, after } = answer;
		if (seats.length === 0) return refuse({ code: 'nothing_to_repair' });
		const changes = this.#told(seats);
		if (!asked && changes.some(({ pinned, to }) => pinned !== null && to !== null)) return null;
		const moved = changes.filter(({ from, to }) => from !== null && to !== null);
		const people = new Set(moved.map(({ person }) => person)).size;
		const proposal: RepairProposal = { before, after, changes, causes, people };
		if (preview) return ok({ repair: proposal });
		const step = { kind: 'repaired', moved: moved.length, causes } as const;
		return this.#adopt(actor, basis, seats, after, step, { repair: proposal });
	}

	#repairing(): Promise<RepairAnswer> {
		const gathering = JSON.stringify(plannedGathering(this.#opened.runtime.state));
		return this.#threads.do({ kind: 'repair', gathering, coming: comingTo(this.#opened) }).answer;
	}

	async #adopt<T extends object>(
		actor: Actor,
		basis: number,
		seats: readonly PlannedSeat[],
		sheet: PlanSheet,
		step: PlanStep,
		said: T,
		settings = deskOf(this.#opened.runtime.state).plan?.settings
	): Promise<Adopted<T>> {
		const open = this.#open(basis);
		if (!open.ok) return open;
		const rounds = withSeats(open.value.rounds, seats);
		const adopted = await this.#opened.runtime.submit(
			randomUUID(),
			{ type: 'adopt_plan', rounds, sheet, basis, step, ...(settings ? { settings } : {}) },
			actor
		);
		return adopted.ok ? ok({ ...said, version: basis + 1 }) : adopted;
	}

	/** What undo or redo would do; null when there is nothing. */
	next(way: 'undo' | 'redo'): PlanUndo | null {
		const last = this.#last(way);
		const { plan } = deskOf(this.#opened.runtime.state);
		if (!last || !plan) return null;
		const { version, kind, by, at } = last;
		const settled = this.#settled();
		const moved = last.seats.filter(({ round }) => round > settled).length;
		return moved === 0 ? null : { version, kind, moved, by, at };
	}

	#last(way: 'undo' | 'redo'): PlanBack | undefined {
		const { planBack, planForth } = deskOf(this.#opened.runtime.state);
		return (way === 'undo' ? planBack : planForth)?.at(-1);
	}

	#openSeats({ seats }: PlanBack, { rounds, settled }: { rounds: PlanRounds; settled: number }): PlannedSeat[] {
		const open = seats.filter(({ round }) => round > settled);
		return planDiff(rounds, withSeats(rounds, open));
	}

	#settled(): number {
		const { clock, card } = everyoneOf(this.#opened.runtime.state);
		return settledRounds(clock, card?.cafe.rounds.length ?? 0);
	}

	/** The plan in force, if it is the one that the page means and has rounds to come. */
	#open(basis: number) {
		const { state } = this.#opened.runtime;
		const { plan } = deskOf(state);
		if (everyoneOf(state).closed) return refuse<Refusal>({ code: 'event_closed' });
		if (!plan) return refuse<Refusal>({ code: 'no_plan' });
		if (plan.version !== basis) return refuse<Refusal>({ code: 'stale_plan' });
		const settled = this.#settled();
		if (settled >= plan.rounds.length) return refuse<Refusal>({ code: 'round_running' });
		return ok({ rounds: plan.rounds, settled });
	}

	#told(seats: readonly PlannedSeat[]): SeatChange[] {
		const rounds = deskOf(this.#opened.runtime.state).plan?.rounds ?? [];
		return seats.map((seat) => ({
			person: seat.person,
			round: seat.round,
			from: plannedAt(rounds, seat.round, seat.person),
			to: seat.table,
			pinned: this.#pinned(seat)
		}));
	}

	/** A lock or card that holds her at another table than this one. */
	#pinned({ person, round, table }: PlannedSeat): SeatChange['pinned'] {
		const pin = deskOf(this.#opened.runtime.state).pins.find((one) => one.person === person && one.round === round);
		return pin && pin.table !== table ? pin.source : null;
	}
}
