/** Runs of the planner for one event: at most one at work, and the last two that are done, to be compared. */
import { randomUUID } from 'node:crypto';
import { planDiff } from '#lib/domain/cafe/plan-diff.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { Refusal } from '#lib/domain/commands.ts';
import { tooFull } from '#lib/domain/cafe/table-seats.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { EpochMs, PersonId, TableId } from '#lib/domain/ids.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { CompactPlan, PlanEnded, PlanProgress, PlanRun } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { gatheringOf, presentGathering, type Gathering } from './gathering.ts';
import { toWire, unpacked } from './packed-plan.ts';
import type { BestSoFar, PlanAnswer } from './worker/plan-job.ts';
import { breaksRule, breaksSeats, refusedByVerifier } from './refusals.ts';
import type { Threads, Working } from './threads.ts';

interface Run {
	readonly said: Omit<PlanRun, 'state' | 'sheet' | 'elapsedMs' | 'moves' | 'refused' | 'stale'>;
	state: PlanRun['state'];
	refused: PlanRun['refused'];
	best: BestSoFar | null;
	/** When the best was told: what anneals goes on from there. */
	heardAt: EpochMs;
	readonly gathering: string;
	readonly pins: string;
	/** The tables as they were, for the seats that they had. */
	readonly tables: readonly TableCard[];
	readonly stop: SharedArrayBuffer;
	readonly working: Working<PlanAnswer>;
}

/** Candidates beside the plan in force. */
const KEPT = 2;
const LETTERS = ['A', 'B', 'C'] as const;

export interface RunsOptions {
	opened: OpenEvent;
	threads: Threads;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
	/** Something in {@link Runs.list} is other than it was. */
	changed: () => void;
	progress: (progress: PlanProgress) => void;
}

export class Runs {
	readonly #options: RunsOptions;
	#runs: Run[] = [];
	#endedBy: PlanEnded | null = null;

	constructor(options: RunsOptions) {
		this.#options = options;
	}

	list(): PlanRun[] {
		const pins = this.#pins();
		return this.#runs.map((run) => {
			const tooFull = this.#tooFull(run);
			return {
				...run.said,
				state: run.state,
				refused: run.refused,
				sheet: run.best?.sheet ?? null,
				elapsedMs: this.#elapsed(run),
				moves: run.best?.moves ?? 0,
				stale: pins !== run.pins,
				...(tooFull.length > 0 && { tooFull })
			};
		});
	}

	/** A better plan may be rare: who comes to look in between is told the time that it is. */
	#elapsed({ said, state, best, heardAt }: Run): number {
		if (!best || state !== 'running') return best?.elapsedMs ?? 0;
		const most = Math.max(best.elapsedMs, said.settings.seconds * 1_000);
		return Math.min(most, best.elapsedMs + this.#options.now() - heardAt);
	}

	start({ actor }: View, settings: PlanSettings): Result<{ run: string }, Refusal> {
		const { opened, threads, now } = this.#options;
		const { state } = opened.runtime;
		const { clock, planVersion, closed } = everyoneOf(state);
		if (closed) return refuse({ code: 'event_closed' });
		if (clock.phase !== 'before') return refuse({ code: 'round_running' });
		const atWork = this.#runs.find((run) => run.state === 'running');
		if (atWork) return refuse({ code: 'plan_running', params: { by: atWork.said.by } });
		const gathering = presentGathering(opened);
		if (gathering.people.length === 0) return refuse({ code: 'nobody_seated' });
		this.#runs = this.#runs.filter((run) => run.state === 'done');
		const taken = new Set(this.#runs.map(({ said }) => said.letter));
		const text = JSON.stringify(gathering);
		const stop = new SharedArrayBuffer(4);
		const run: Run = {
			said: {
				run: randomUUID(),
				letter: LETTERS.find((letter) => !taken.has(letter))!,
				by: actor.person,
				startedAt: now(),
				settings,
				basis: planVersion
			},
			state: 'running',
			refused: null,
			best: null,
			heardAt: now(),
			gathering: text,
			pins: this.#pins(),
			tables: everyoneOf(state).card?.tables ?? [],
			stop,
			working: threads.do({ kind: 'plan', gathering: text, settings, stop }, (best) => this.#better(run, best))
		};
		this.#endedBy = null;
		this.#runs.push(run);
		run.working.answer.then(
			(answer) => this.#ended(run, answer),
			(cause: unknown) => this.#failed(run, cause)
		);
		this.#options.changed();
		return ok({ run: run.said.run });
	}

	#better(run: Run, best: BestSoFar): void {
		if (run.state !== 'running' || !this.#runs.includes(run)) return;
		run.best = best;
		run.heardAt = this.#options.now();
		const { sheet, elapsedMs, moves } = best;
		this.#options.progress({ run: run.said.run, sheet, elapsedMs, moves });
	}

	#ended(run: Run, answer: PlanAnswer): void {
		if (!this.#runs.includes(run)) return;
		if (answer.kind === 'broken') return this.#failed(run, refusedByVerifier(answer.breaches));
		if (answer.kind === 'nobody') return this.#failed(run, new Error('nobody to plan for'));
		if (answer.kind === 'refused') {
			run.state = 'refused';
			run.refused = answer.refused;
			run.best = null;
		} else {
			run.state = 'done';
			run.best = answer.best;
			const done = this.#runs.filter(({ state }) => state === 'done');
			if (done.length > KEPT) this.#runs = this.#runs.filter((other) => other !== done[0]);
		}
		this.#options.changed();
	}

	/** A plan that the verifier refuses is no candidate either, and never published. */
	#failed(run: Run, cause: unknown): void {
		if (!this.#runs.includes(run)) return;
		this.#options.onFault('planner', cause);
		run.state = 'failed';
		run.best = null;
		this.#options.changed();
	}

	/** Ends what is at work; its end is no fault. */
	close(): void {
		const runs = this.#runs;
		this.#runs = [];
		for (const run of runs) if (run.state === 'running') run.working.kill();
	}

	/** Who ended the last run before its time. */
	get endedBy(): PlanEnded | null {
		return this.#endedBy;
	}

	stop({ actor }: View, id: string): Result<null, Refusal> {
		const run = this.#find(id);
		if (!run) return refuse({ code: 'no_run' });
		if (run.state === 'running') {
			this.#endedBy = { run: id, by: actor.person, kept: true };
			Atomics.store(new Int32Array(run.stop), 0, 1);
		}
		return ok(null);
	}

	cancel({ actor }: View, id: string): Result<null, Refusal> {
		const run = this.#find(id);
		if (!run) return refuse({ code: 'no_run' });
		this.#runs = this.#runs.filter((other) => other !== run);
		if (run.state === 'running') {
			this.#endedBy = { run: id, by: actor.person, kept: false };
			run.working.kill();
		}
		this.#options.changed();
		return ok(null);
	}

	seats(id: string): Result<{ plan: CompactPlan }, Refusal> {
		const best = this.#find(id)?.best;
		return best ? ok({ plan: toWire(best.plan) }) : refuse({ code: 'no_run' });
	}

	/** Adopts a candidate, after the verifier has looked at it once more. */
	async take({ actor }: View, id: string, basis: number): Promise<Result<{ version: number }, Refusal>> {
		const { opened, threads, onFault } = this.#options;
		const run = this.#find(id);
		if (!run?.best || run.state !== 'done') return refuse({ code: 'no_run' });
		if (run.pins !== this.#pins()) return refuse({ code: 'stale_plan' });
		const full = this.#tooFull(run);
		if (full.length > 0) return breaksSeats(full);
		const { settings } = run.said;
		const { plan, sheet } = run.best;
		const { gathering } = run;
		const now = JSON.stringify(this.#gatheringNow(plan.people));
		const { breaches, since } = await threads.do({ kind: 'check', gathering, now, settings, plan }).answer;
		if (breaches.length > 0) onFault('planner', refusedByVerifier(breaches));
		const [broken] = [...breaches, ...since];
		if (broken) return breaksRule(broken);
		if (run.pins !== this.#pins() || this.#tooFull(run).length > 0) return refuse({ code: 'stale_plan' });
		const rounds = unpacked(plan);
		const before = deskOf(opened.runtime.state).plan;
		const step = { kind: 'planned', moved: before ? planDiff(before.rounds, rounds).length : 0 } as const;
		const adopted = await opened.runtime.submit(
			`take:${id}:${basis}`,
			{ type: 'adopt_plan', rounds, sheet, basis, settings, step },
			actor
		);
		if (!adopted.ok) return adopted;
		this.#runs = this.#runs.filter((other) => other !== run);
		this.#options.changed();
		return ok({ version: basis + 1 });
	}

	#find(id: string): Run | undefined {
		return this.#runs.find(({ said }) => said.run === id);
	}

	/** Who was planned for, as they are now: somebody may take part another way since. */
	#gatheringNow(people: readonly PersonId[]): Gathering {
		const planned = new Set(people);
		return gatheringOf(this.#options.opened.runtime.state, (person) => takesPart(person) && planned.has(person.id));
	}

	/** Tables where the best so far has more people than there are seats, since somebody has taken chairs away. */
	#tooFull({ best, tables }: Run): TableId[] {
		const now = everyoneOf(this.#options.opened.runtime.state).card?.tables ?? [];
		if (!best || now === tables) return [];
		const before = new Map(tables.map(({ id, seats }) => [id, seats]));
		const fewer = now.filter(({ id, seats }) => seats < (before.get(id) ?? 0));
		return fewer.length === 0 ? [] : tooFull(fewer, unpacked(best.plan)).map(({ id }) => id);
	}

	/** What makes a candidate stale: a lock is a promise that it has not heard of. */
	#pins(): string {
		return JSON.stringify(deskOf(this.#options.opened.runtime.state).pins);
	}
}
