/** The planner in its threads, for all events of this node. Hands verified plans to the rules. */
import { randomUUID } from 'node:crypto';
import { usualSettings } from '#lib/domain/cafe/plan-settings.ts';
import type { Refusal } from '#lib/domain/commands.ts';
import type { EpochMs } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { OpenEvent } from '../events/open-event.ts';
import type { View } from '../realtime/view.ts';
import { EventPlanner } from './event-planner.ts';
import { presentGathering } from './gathering.ts';
import { unpacked } from './packed-plan.ts';
import { noPlan, refusedByVerifier } from './refusals.ts';
import { Threads } from './threads.ts';

/** At the gate nobody waits for the last percent. */
const AT_THE_GATE_SECONDS = 2;

export interface PlanningOptions {
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
}

export class Planning {
	readonly #threads = new Threads();
	readonly #planners = new Map<OpenEvent, EventPlanner>();
	readonly #options: PlanningOptions;

	constructor(options: PlanningOptions) {
		this.#options = options;
	}

	plannerOf(opened: OpenEvent): EventPlanner {
		const known = this.#planners.get(opened);
		if (known) return known;
		const planner = new EventPlanner({ ...this.#options, opened, threads: this.#threads });
		this.#planners.set(opened, planner);
		opened.onClose(() => {
			planner.close();
			this.#planners.delete(opened);
		});
		return planner;
	}

	/**
	 * Plans all rounds for those who are here and committed, and adopts the plan in the asker's name.
	 * @throws when the planner fails or breaks one of its own hard rules: a bug, never an answer.
	 */
	async planForPresent(opened: OpenEvent, view: View, seed: number): Promise<Result<{ sheet: PlanSheet }, Refusal>> {
		const { state } = opened.runtime;
		const { clock, planVersion: basis, card } = everyoneOf(state);
		if (clock.phase !== 'before') return refuse({ code: 'round_running' });
		const gathering = presentGathering(opened);
		const settings = { ...usualSettings(gathering.card), seconds: AT_THE_GATE_SECONDS, seed };
		const stop = new SharedArrayBuffer(4);
		const job = { kind: 'plan', gathering: JSON.stringify(gathering), settings, stop } as const;
		const answer = await this.#threads.do(job).answer;
		if (answer.kind === 'nobody') return refuse({ code: 'nobody_seated' });
		if (answer.kind === 'broken') throw refusedByVerifier(answer.breaches);
		if (answer.kind === 'refused') return noPlan(answer.refused);
		// Chairs were brought or taken away while it was looked for.
		if (everyoneOf(opened.runtime.state).card?.tables !== card?.tables) return refuse({ code: 'stale_plan' });
		const { sheet, plan } = answer.best;
		const adopted = await opened.runtime.submit(
			randomUUID(),
			{ type: 'adopt_plan', rounds: unpacked(plan), sheet, basis, settings },
			view.actor
		);
		return adopted.ok ? ok({ sheet }) : adopted;
	}

	async stop(): Promise<void> {
		for (const planner of this.#planners.values()) planner.close();
		this.#planners.clear();
		await this.#threads.stop();
	}
}
