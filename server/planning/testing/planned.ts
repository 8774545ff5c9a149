/** The Leipzig example with a plan in force, and people of it. */
import { DEFAULT_SETTINGS } from '#lib/domain/cafe/plan-settings.ts';
import type { PlanRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { EventState } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import { deskOf } from '#lib/domain/read.ts';
import { plan } from '#lib/planner/index.ts';
import { exampleEvent, say } from './examples.ts';
import { instanceOf } from '../instance/instance-of.ts';
import { sheetOf } from '../worker/sheet-of.ts';

/** The Leipzig café with a plan for everybody. */
export function planned(): EventState {
	const state = exampleEvent('leipzig-world-cafe');
	const settings = DEFAULT_SETTINGS;
	const { instance } = instanceOf(state, () => true, settings);
	// By moves, not by the clock: the same plan on every machine.
	const made = plan({ ...instance, iterations: 200_000 });
	if (!made.ok) throw new Error(made.error.because);
	const rounds = made.value.rounds as unknown as PlanRounds;
	const sheet = sheetOf(made.value, made.value.sheet, instance);
	say(state, { type: 'adopt_plan', rounds, sheet, basis: 0, settings }, 'facilitator', lead(state));
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
