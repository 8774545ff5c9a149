/** The planner of one event: what the pages of those who run it see and ask. */
import { RUNNING } from '#lib/domain/people/role-groups.ts';
import type { PlanSettings } from '#lib/domain/cafe/plan-settings.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import type { EpochMs } from '#lib/domain/ids.ts';
import type { PlanningState, PlanOutlook } from '#lib/protocol/planning.ts';
import type { OpenEvent } from '../events/open-event.ts';
import { isPresent } from '../events/watch.ts';
import type { View } from '../realtime/view.ts';
import { gatheringOf } from './gathering.ts';
import { Runs } from './runs.ts';
import type { Threads } from './threads.ts';

export interface PlanningDeskOptions {
	opened: OpenEvent;
	threads: Threads;
	now: () => EpochMs;
	onFault: (what: string, cause: unknown) => void;
}

export class PlanningDesk {
	readonly runs: Runs;
	readonly #options: PlanningDeskOptions;

	constructor(options: PlanningDeskOptions) {
		this.#options = options;
		this.runs = new Runs({
			...options,
			changed: () => this.#tell(),
			progress: (progress) => {
				for (const { socket } of this.#watching()) socket.volatile.emit('plan_progress', progress);
			}
		});
	}

	look(): PlanningState {
		return { runs: this.runs.list(), undo: null, redo: null, waiting: null };
	}

	async outlook(settings: PlanSettings): Promise<PlanOutlook> {
		const { opened, threads } = this.#options;
		const gathering = gatheringOf(
			opened.runtime.state,
			(person) => takesPart(person) && isPresent(person, opened.presence)
		);
		return threads.do({ kind: 'outlook', gathering: JSON.stringify(gathering), settings }).answer;
	}

	#tell(): void {
		const planning = this.look();
		for (const { socket } of this.#watching()) socket.emit('planning', planning);
	}

	/** Pages of those who run the event, as long as they may see its desk. */
	*#watching(): Iterable<View> {
		for (const view of this.#options.opened.audience.watchersOf('desk'))
			if (RUNNING.includes(view.actor.role)) yield view;
	}
}
