/** In the planner's thread: the planner's repair, asked again with more seats or fewer tables where these do not do. */
import { mostAt } from '#lib/domain/cafe/seating.ts';
import { mostPlanned } from '#lib/domain/cafe/table-seats.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import { mend, type Changes, type Instance, type Mending, type Plan, type Round } from '#lib/planner/index.ts';
import type { PlannedGathering } from '../gathering.ts';
import { COMPANY } from '../instance/tables-in-use.ts';
import type { InForce } from './plan-in-force.ts';

/** Told seats that a repair may change before one seat more at each table is thought of. */
const FEW_MOVED = 10;
/** What more seats may help: those of one way to take part, one language or one need can be too few by themselves. */
const LACK_OF_SEATS = new Set<NoPlan['rule']>([
	'seats',
	'attendance',
	'device',
	'stepFree',
	'language',
	'together',
	'locked'
]);
/** Tables given up because too few people are left for them. */
const GIVEN_UP = 50;

type Mended = { ok: true; value: Mending & { tablesLost: string[] } } | Extract<ReturnType<typeof mend>, { ok: false }>;

/** Tables that cannot keep three people are given up, those without a host first (I4). */
export function mendUntilCompany(asked: InForce, changes: Changes, gathering: PlannedGathering): Mended {
	const tablesLost = [...changes.tablesLost];
	for (;;) {
		const mended = mendOnce(asked, { ...changes, tablesLost }, gathering);
		if (!mended.ok) return mended;
		const { instance, rounds } = mended.value;
		const next = instance.people.length >= COMPANY ? loneliest(instance, rounds, gathering.settled) : null;
		if (next === null || instance.tables.length < 2 || tablesLost.length >= GIVEN_UP)
			return { ok: true, value: { ...mended.value, tablesLost } };
		tablesLost.push(next);
	}
}

function loneliest({ tables, people }: Instance, rounds: readonly Round[], settled: number): string | null {
	const hosted = new Set(people.map(({ hosts }) => hosts));
	const least = tables.map(({ id }) => {
		const sizes = rounds.slice(settled).map((seats) => Object.values(seats).filter((table) => table === id).length);
		return { id, size: Math.min(...sizes), hosted: hosted.has(id) };
	});
	if (!least.some(({ size }) => size < COMPANY)) return null;
	return least.sort((a, b) => Number(a.hosted) - Number(b.hosted) || a.size - b.size)[0]!.id;
}

/**
 * With the seats that tables are planned for; where these do not do, or cost many their seat, with the one for late
 * people. Where a facilitator has said how many chairs there are, more people stay only if nobody else has a seat for them.
 */
function mendOnce(
	asked: InForce,
	changes: Changes,
	{ card, plan, settled }: PlannedGathering
): ReturnType<typeof mend> {
	const now = () => performance.now();
	const told: Plan = {
		...asked,
		seed: asked.instance.seed,
		iterations: 0,
		elapsedMs: 0,
		firstPlanMs: 0,
		sheet: {} as never
	};
	const cards = new Map<string, TableCard>(card?.tables.map((table) => [table.id, table]));
	const mendWith = (most: (table: TableCard) => number) => {
		const tables = asked.instance.tables.map((table) => ({
			...table,
			seats: Math.max(table.seats, most(cards.get(table.id)!))
		}));
		return mend({ ...asked.instance, tables }, told, changes, { now });
	};
	const mended = mendWith(() => 0);
	if (mended.ok ? mended.value.moved.length <= FEW_MOVED : !LACK_OF_SEATS.has(mended.error.rule)) return mended;
	const wider = mendWith((table) => (table.seatsSet ? 0 : mostAt(table)));
	if (mended.ok) return wider.ok && wider.value.moved.length < mended.value.moved.length ? wider : mended;
	if (wider.ok || ![...cards.values()].some(({ seatsSet }) => seatsSet)) return wider;
	const widest = mendWith(mostAt);
	if (widest.ok) return widest;
	const planned = mostPlanned(plan.rounds.slice(settled));
	return mendWith((table) => Math.max(mostAt(table), planned.get(table.id) ?? 0));
}
