/** The Leipzig example with a plan in force, and people of it. */
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf } from '#lib/domain/read.ts';
import { exampleEvent, say } from './examples.test-kit.ts';
import { gatheringOf } from './gathering.ts';
import { unpacked } from './packed-plan.ts';
import { planAll } from './plan-job.ts';

/** The Leipzig café with a plan for everybody. */
export function planned(): EventState {
	const state = exampleEvent('leipzig-world-cafe');
	const settings = { ...DEFAULT_SETTINGS, seconds: 1 };
	const gathering = JSON.stringify(gatheringOf(state, takesPart));
	const answer = planAll({ kind: 'plan', gathering, settings, stop: new SharedArrayBuffer(4) }, () => undefined);
	if (answer.kind !== 'planned') throw new Error(answer.kind);
	const { plan, sheet } = answer.best;
	say(state, { type: 'adopt_plan', rounds: unpacked(plan), sheet, basis: 0, settings }, 'facilitator', lead(state));
	return state;
}

export const lead = (state: EventState): PersonId =>
	Object.values(deskOf(state).people).find(({ role }) => role === 'facilitator')!.id;

/** The nth of them without a table of her own and without a lock. */
export const traveller = (state: EventState, attendance: 'hall' | 'remote', nth = 0) =>
	Object.values(deskOf(state).people).filter(
		(person) =>
			person.hosts === null &&
			person.attendance === attendance &&
			takesPart(person) &&
			!deskOf(state).pins.some((pin) => pin.person === person.id)
	)[nth]!;
