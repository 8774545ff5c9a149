/** The facilitator who runs a café by herself: programme, plan, start. Bells and switches are the program's. */
import type { PlanSheet } from '#lib/domain/parts.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import type { LivePage } from './live-page.ts';
import type { Plans } from './plans.ts';

const PLAN_LIMIT_MS = 60_000;
const ROUND_LIMIT_MS = 3_600_000;

export class Facilitator {
	readonly page: LivePage;
	readonly #plans: Plans;

	constructor(page: LivePage, plans: Plans) {
		this.page = page;
		this.#plans = plans;
	}

	/** Goes on in the programme, item by item, to the first one of that kind; nothing when there is none ahead. */
	async moveTo(kind: 'cafe' | 'harvest' | 'close'): Promise<void> {
		const { page } = this;
		const items = page.everyone.card?.programme ?? [];
		const now = items.findIndex(({ id }) => id === page.everyone.item?.id);
		const goal = items.findIndex((item, index) => index > now && item.kind === kind);
		for (let index = now + 1; index <= goal; index++) {
			const from = page.everyone.item?.id ?? null;
			await page.send({ type: 'move_programme', item: items[index]!.id, from });
			await page.until('the programme has moved', ({ everyone }) => everyone.item?.id !== from);
		}
	}

	/** @throws when no plan can be made */
	async plan(seed: number): Promise<PlanSheet> {
		for (let tries = 0; tries < 5; tries++) {
			const answer = await this.page.ask<Ack & { sheet?: PlanSheet }>(
				(socket, ack) => socket.emit('plan_for_present', { seed }, ack),
				PLAN_LIMIT_MS
			);
			if (answer?.ok && answer.sheet) return answer.sheet;
			if (answer && !answer.ok && answer.code !== 'stale_plan' && !answer.retryable)
				throw new Error(`no plan: ${JSON.stringify(answer)}`);
			if (!(await this.#plans.pause(500))) break;
		}
		throw new Error('no plan: the server did not answer');
	}

	/** The whole café: from the lobby to the last table. `present`: enough people have come. */
	async runCafe(seed: number, present: () => boolean, waitMs: number): Promise<PlanSheet> {
		const { page } = this;
		await page.until('the facilitator is in', ({ ready, live }) => ready && live);
		await page.until('people are here', present, waitMs).catch(() => undefined);
		// Simulated people who come back to a café that runs find its plan there.
		const begun = page.everyone.clock.phase === 'before' ? null : page.desk.plan;
		const sheet = begun?.sheet ?? (await this.#begin(seed));
		await page.until('the café is over', ({ everyone }) => everyone.clock.phase === 'after', ROUND_LIMIT_MS);
		return sheet;
	}

	async #begin(seed: number): Promise<PlanSheet> {
		await this.moveTo('cafe');
		const sheet = await this.plan(seed);
		const started = await this.page.send({ type: 'start_round', round: 1 });
		if (!started.ok && started.code !== 'already_done') throw new Error(`round 1 was not started: ${started.code}`);
		return sheet;
	}
}
