import type { Changes, Instance, Moved, NoPlan, Plan, PlanOptions, Repair, Result, Round } from '../types.ts';
import { sheetOf } from '../verify/verify.ts';
import { aftermathOf, type Aftermath } from './aftermath.ts';
import { provablyImpossible, refusalOf } from './refusal.ts';
import { residentOf, type Resident } from './resident.ts';
import { reseat } from './reseat.ts';
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
	const seated = instance.rules.policy === 'fixed' ? oneRound(after, plan) : reseated(after, plan);
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

function reseated(after: Aftermath, plan: Plan): Result<Round[], NoPlan> {
	const resident = residentOf(after, plan);
	let reason: NoPlan | null = null;
	reseat(resident, () => {
		reason = provablyImpossible(after, plan);
		return reason !== null;
	});
	const refused = refusalOf(resident, after.instance.people.keys());
	if (refused) return { ok: false, error: reason ?? provablyImpossible(after, plan) ?? refused };
	return { ok: true, value: roundsOf(resident, after, plan) };
}

/** Where nobody moves, the rounds to come are one. */
function oneRound(after: Aftermath, plan: Plan): Result<Round[], NoPlan> {
	const over = after.past.rounds;
	const rest = after.instance.rounds - over;
	if (rest <= 1) return reseated(after, plan);
	const { rules } = after.instance;
	const instance: Instance = {
		...after.instance,
		rounds: over + 1,
		rules: { ...rules, policy: 'mixed' },
		locked: after.instance.locked.map((lock) => ({ ...lock, round: Math.min(lock.round, over + 1) }))
	};
	const seated = reseated({ ...after, instance }, { ...plan, rounds: plan.rounds.slice(0, over + 1) });
	if (!seated.ok) return seated;
	const stay = seated.value[over]!;
	const copies = Array.from({ length: rest }, () => Object.assign(Object.create(null) as Round, stay));
	return { ok: true, value: [...plan.rounds.slice(0, over), ...copies] };
}

function roundsOf({ s, problem, from }: Resident, after: Aftermath, plan: Plan): Round[] {
	return plan.rounds.map((told, r) => {
		if (r < from) return told;
		const round = Object.create(null) as Round;
		after.instance.people.forEach(({ id }, p) => {
			const t = s.rows[p * s.stride + r]!;
			if (t >= 0) round[id] = problem.tables[t]!.id;
		});
		return round;
	});
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
