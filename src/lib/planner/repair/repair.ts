import type { Changes, Instance, Moved, NoPlan, Plan, PlanOptions, Repair, Result, Round } from '../types.ts';
import { sheetOf } from '../verify/verify.ts';
import { aftermathOf, type Aftermath } from './aftermath.ts';
import { roundsAfter } from './rounds.ts';
import { seatAt } from './told.ts';

/** A repair before its sheet is counted. */
export type Mending = Omit<Repair, 'sheet'>;

/**
 * Mends a told plan after changes: rounds up to `afterRound` stay as they were, as few told seats as possible
 * change, and newcomers get the cheapest seats. Fields of `changes` other than `afterRound` may be left out.
 */
export function repair(
	instance: Instance,
	plan: Plan,
	changes: Partial<Changes> & Pick<Changes, 'afterRound'>,
	options: Pick<PlanOptions, 'now'> = {}
): Result<Repair, NoPlan> {
	const mended = mend(instance, plan, changes, options);
	if (!mended.ok) return mended;
	return { ok: true, value: { ...mended.value, sheet: sheetOf(mended.value.instance, mended.value) } };
}

/** As {@link repair}, without the sheet: for streams of changes. */
export function mend(
	instance: Instance,
	plan: Plan,
	changes: Partial<Changes> & Pick<Changes, 'afterRound'>,
	options: Pick<PlanOptions, 'now'> = {}
): Result<Mending, NoPlan> {
	const began = options.now?.() ?? 0;
	const all: Changes = { left: [], joined: [], hostsLost: [], tablesLost: [], ...changes };
	const after = aftermathOf(instance, plan, all);
	const seated = roundsAfter(after, plan);
	if (!seated.ok) return seated;
	const rounds = seated.value;
	const elapsedMs = options.now ? Math.round((options.now() - began) * 10) / 10 : 0;
	return {
		ok: true,
		value: {
			seed: instance.seed,
			iterations: 0,
			elapsedMs,
			firstPlanMs: elapsedMs,
			rounds,
			past: after.past,
			moved: movedBetween(plan, rounds, after, all),
			newHosts: after.newHosts,
			joinedAt: joinedAt(rounds, after, all),
			instance: after.instance
		}
	};
}

/** Seats that were told and changed; people who left or joined are not counted. */
export function movedBetween(
	before: Pick<Plan, 'rounds'>,
	rounds: readonly Round[],
	after: Aftermath,
	changes: Pick<Changes, 'joined'>
): Moved[] {
	const joined = new Set(changes.joined.map(({ id }) => id));
	const moved: Moved[] = [];
	for (let r = after.past.rounds; r < rounds.length; r++) {
		for (const { id } of after.instance.people) {
			const from = seatAt(before, r, id);
			const to = rounds[r]![id];
			if (from !== null && to !== undefined && from !== to && !joined.has(id)) {
				moved.push({ person: id, round: r + 1, from, to });
			}
		}
	}
	return moved;
}

function joinedAt(rounds: readonly Round[], after: Aftermath, changes: Changes): Repair['joinedAt'] {
	return changes.joined.flatMap(({ id }) =>
		rounds.slice(after.past.rounds).flatMap((round, i) => {
			const table = round[id];
			return table === undefined ? [] : [{ person: id, round: after.past.rounds + i + 1, table }];
		})
	);
}
