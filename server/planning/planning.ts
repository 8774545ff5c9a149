/** *Plan for present*: asks the planner in its worker and hands the verified plan to the rules. */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Refusal } from '#lib/domain/commands.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { deskOf, everyoneOf } from '#lib/domain/read.ts';
import { ok, refuse, type Result } from '#lib/domain/result.ts';
import type { Instance, NoPlan, Plan } from '#lib/planner/index.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';
import type { View } from '../realtime/view.ts';
import { instanceOf } from './instance-of.ts';

type Answer = { id: number; planned?: Result<Plan, NoPlan>; breaches?: unknown[]; fault?: string };

export class Planning {
	#worker: Worker | null = null;
	#next = 1;
	readonly #waiting = new Map<number, { done: (answer: Answer) => void; failed: (cause: Error) => void }>();

	#thread(): Worker {
		if (this.#worker) return this.#worker;
		const worker = new Worker(new URL('./plan-worker.ts', import.meta.url));
		worker.unref();
		worker.on('message', (answer: Answer) => {
			this.#waiting.get(answer.id)?.done(answer);
			this.#waiting.delete(answer.id);
		});
		const fail = (cause: Error) => {
			for (const { failed } of this.#waiting.values()) failed(cause);
			this.#waiting.clear();
			this.#worker = null;
		};
		worker.on('error', fail);
		worker.on('exit', (code) => fail(new Error(`the planner's thread ended with code ${code}`)));
		this.#worker = worker;
		return worker;
	}

	/** @throws when the planner fails or breaks one of its own hard rules: a bug, never an answer. */
	async solve(instance: Instance): Promise<Result<Plan, NoPlan>> {
		const id = this.#next++;
		const answer = await new Promise<Answer>((done, failed) => {
			this.#waiting.set(id, { done, failed });
			this.#thread().postMessage({ id, instance });
		});
		if (!answer.planned) throw new Error(`planner: ${answer.fault}`);
		if (answer.breaches && answer.breaches.length > 0)
			throw new Error(`planner: refused by the verifier: ${JSON.stringify(answer.breaches.slice(0, 3))}`);
		return answer.planned;
	}

	/** Plans all rounds for those who are here and committed, and adopts the plan in the asker's name. */
	async planForPresent(opened: OpenEvent, view: View, seed: number): Promise<Result<{ sheet: PlanSheet }, Refusal>> {
		const { state } = opened.runtime;
		const { clock, planVersion: basis } = everyoneOf(state);
		if (clock.phase !== 'before') return refuse({ code: 'round_running' });
		const { people } = deskOf(state);
		const { instance } = instanceOf(state, (id) => isPresent(people[id]!, opened.presence), seed);
		if (instance.people.length === 0) return refuse({ code: 'nobody_seated' });
		const solved = await this.solve(instance);
		if (!solved.ok) {
			// The planner's own words are for its command line; the page has a sentence for each rule.
			const { rule, persons, tables } = solved.error;
			return refuse({ code: 'no_plan', params: { rule, persons: persons.length, tables: tables.length } });
		}
		const sheet = sheetOf(solved.value, instance);
		const rounds = solved.value.rounds as Record<PersonId, TableId>[];
		const adopted = await opened.runtime.submit(randomUUID(), { type: 'adopt_plan', rounds, sheet, basis }, view.actor);
		return adopted.ok ? ok({ sheet }) : adopted;
	}

	async stop(): Promise<void> {
		const worker = this.#worker;
		this.#worker = null;
		worker?.removeAllListeners('exit');
		await worker?.terminate();
	}
}

function sheetOf(plan: Plan, instance: Instance): PlanSheet {
	const sizes = plan.rounds.flatMap((seats) => {
		const count = new Map<string, number>();
		for (const table of Object.values(seats)) count.set(table, (count.get(table) ?? 0) + 1);
		return [...count.values()];
	});
	const { sheet } = plan;
	return {
		pairsMeetingAgain: sheet.pairsMeetingAgain,
		pairsMeetingAgainBound: sheet.pairsMeetingAgainBound,
		tableAgain: sheet.tableAgain,
		topicAgain: sheet.topicAgain,
		withoutLanguage: sheet.withoutLanguage,
		sameCountryPairs: sheet.sameCountryPairs,
		sameCountryPairsBound: sheet.sameCountryPairsBound,
		sameOrganisationPairs: sheet.sameOrganisationPairs,
		people: instance.people.length,
		tables: instance.tables.length,
		smallest: Math.min(...sizes),
		largest: Math.max(...sizes),
		elapsedMs: Math.round(plan.elapsedMs),
		seed: plan.seed
	};
}
