/** In the planner's thread: the plan in force fitted to who is here now, moving as few told seats as can be. */
import { planDiff, type PlannedSeat, type PlanRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { RepairCause } from '#lib/domain/cafe/plan-settings.ts';
import { mostAt } from '#lib/domain/cafe/seating.ts';
import { mostPlanned, tooFull } from '#lib/domain/cafe/table-seats.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import {
	mend,
	type Breach,
	type Changes,
	type Instance,
	type Mending,
	type Past,
	type Plan,
	type Round
} from '#lib/planner/index.ts';
import type { PlannedGathering } from '../gathering.ts';
import { inForce, judged, plannedPeople, toldSeat, worseThan, type InForce } from './plan-in-force.ts';
import { COMPANY } from '../instance/tables-in-use.ts';
import { fitsSomewhere, newcomers, openTables, withoutMisplaced } from './who-fits.ts';

export interface RepairJob {
	kind: 'repair';
	/** A {@link PlannedGathering} as JSON. */
	gathering: string;
	/** Who takes part and has no seat in the open rounds, or one where she can no longer sit. */
	coming: readonly PersonId[];
}

export type RepairAnswer =
	| { kind: 'nothing' }
	| { kind: 'refused'; refused: NoPlan }
	/** The verifier finds hard rules broken that are kept now: a bug, never published. */
	| { kind: 'broken'; breaches: readonly Breach[] }
	| {
			kind: 'repaired';
			seats: readonly PlannedSeat[];
			causes: RepairCause[];
			before: PlanSheet;
			after: PlanSheet;
	  };

const CAUSES = 10;
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

export function repairPlan({ gathering: text, coming }: RepairJob): RepairAnswer {
	const gathering = JSON.parse(text) as PlannedGathering;
	const { plan, settled } = gathering;
	const members = plannedPeople(gathering, plan.rounds);
	const asItIs = inForce(gathering, plan.rounds, members);
	const lost = asItIs.instance.tables
		.map(({ id }) => id)
		.filter((id) => gathering.mergedTables.includes(id as TableId));
	const open = openTables(gathering, asItIs.instance, lost);
	const left = members.filter((person) => !takesPart(person));
	const misplaced = members.filter(({ id }) => coming.includes(id));
	// Who can sit at no table in use any more is seen to when the bell rings.
	const nowhere = misplaced.filter((person) => !fitsSomewhere(gathering, person, open));
	const gone = new Set<string>([...left, ...nowhere].map(({ id }) => id));
	const joined = newcomers(gathering, coming, members, open);
	const locks = asItIs.instance.locked.filter(
		({ person, round, table }) => !gone.has(person) && toldSeat(gathering, round, person) !== table
	);
	const full = tooFull(open, plan.rounds.slice(settled));
	if (left.length + misplaced.length + joined.length + lost.length + locks.length + full.length === 0)
		return { kind: 'nothing' };
	const old = inForce(gathering, withoutMisplaced(gathering, misplaced), members);
	const asked = succeeded(gathering, old, gone, lost);
	const hosts = new Set(old.instance.people.filter(({ hosts }) => hosts !== null).map(({ id }) => id));
	const lostHosts = left.filter(({ id, hosts: table }) => hosts.has(id) && !asked.successors.has(table!));
	const changes: Changes = {
		afterRound: settled,
		left: [...gone].filter((id) => !lostHosts.some((host) => host.id === id)),
		joined,
		hostsLost: lostHosts.map(({ id }) => id),
		tablesLost: lost
	};
	const mended = mendUntilCompany(asked, changes, gathering);
	if (!mended.ok) return { kind: 'refused', refused: refusalOf(mended.error) };
	const { value } = mended;
	const causes: RepairCause[] = [
		...counted('joined', joined),
		...counted('left', left),
		...counted('misplaced', misplaced),
		...left
			.filter(({ id }) => hosts.has(id))
			.map(({ hosts: table }): RepairCause => ({ code: 'host_lost', table: table! })),
		...lessFull(full, plan.rounds.slice(settled), value.rounds.slice(settled)),
		...value.tablesLost.map((table): RepairCause => ({ code: 'table_lost', table: table as TableId })),
		...locks.map((lock): RepairCause => ({ code: 'lock_set', ...lock }) as RepairCause)
	];
	return confirmed(gathering, asItIs, gone, value, causes.slice(0, CAUSES));
}

const counted = (code: 'joined' | 'left' | 'misplaced', { length: people }: readonly unknown[]): RepairCause[] =>
	people > 0 ? [{ code, people }] : [];

/** Tables with fewer seats by now, from where somebody could be given a seat elsewhere. */
function lessFull(full: readonly TableCard[], told: PlanRounds, mended: readonly Round[]): RepairCause[] {
	if (full.length === 0) return [];
	const [before, after] = [mostPlanned(told), mostPlanned(mended as unknown as PlanRounds)];
	return full
		.filter(({ id }) => (after.get(id) ?? 0) < before.get(id)!)
		.map(({ id, seats }) => ({ code: 'seats_changed', table: id, seats }));
}

/** The repair if the verifier finds no hard rule broken that those who are still there have kept so far. */
function confirmed(
	gathering: PlannedGathering,
	asItIs: InForce,
	gone: ReadonlySet<string>,
	{ instance, rounds: mended, past }: Mending,
	causes: RepairCause[]
): RepairAnswer {
	const { plan, settled } = gathering;
	const rounds = plan.rounds.map((seats, r) => (r < settled ? seats : mended[r]!)) as Plan['rounds'];
	const found: InForce = { instance, rounds: mended, ...(past && settled > 0 ? { past } : {}) };
	const after = judged(gathering, found);
	// Sizes are even in a new plan; who comes late sits where there is room.
	const breaches = worseThan(judged(gathering, withoutPeople(gathering, gone)), after).filter(
		({ rule }) => rule !== 'even'
	);
	if (breaches.length > 0) return { kind: 'broken', breaches };
	return {
		kind: 'repaired',
		seats: planDiff(plan.rounds, rounds as unknown as PlanRounds),
		causes,
		before: judged(gathering, asItIs).sheet,
		after: after.sheet
	};
}

/** The plan in force for those who are still there: what it breaks for them, no repair is to blame for. */
function withoutPeople(gathering: PlannedGathering, gone: ReadonlySet<string>): InForce {
	const rounds = gathering.plan.rounds.map((seats, index) =>
		index < gathering.settled ? seats : Object.fromEntries(Object.entries(seats).filter(([id]) => !gone.has(id)))
	);
	return inForce(gathering, rounds as unknown as PlanRounds);
}

/** The traveller who has taken over a lost host's table stays there. */
function succeeded(
	gathering: PlannedGathering,
	old: InForce,
	gone: ReadonlySet<string>,
	lost: readonly string[]
): InForce & { successors: ReadonlyMap<string, string> } {
	const { instance, past, rounds } = old;
	const successors = new Map<string, string>();
	const bound = new Set([...instance.together.flat(), ...instance.locked.map(({ person }) => person)]);
	for (const { id, hosts } of instance.people) {
		if (hosts === null || !gone.has(id) || lost.includes(hosts)) continue;
		const heir = gathering.actingHosts[hosts as TableId];
		const who = instance.people.find((person) => person.id === heir);
		if (who && who.hosts === null && !gone.has(who.id) && !bound.has(who.id)) successors.set(hosts, who.id);
	}
	if (successors.size === 0) return { ...old, successors };
	const tableOf = new Map([...successors].map(([table, person]) => [person, table]));
	const people = instance.people.map((person) => {
		const table = tableOf.get(person.id);
		if (table !== undefined) return { ...person, hosts: table };
		return gone.has(person.id) && successors.has(person.hosts ?? '') ? { ...person, hosts: null } : person;
	});
	const since = [...tableOf.keys()].map((person) => ({ person, from: gathering.settled + 1 }));
	const before: Past = past ?? { rounds: 0, people: [], tables: [], hosting: [], hostsSince: [], together: [] };
	return { instance: { ...instance, people }, rounds, past: { ...before, hostsSince: since }, successors };
}

type Mended = { ok: true; value: Mending & { tablesLost: string[] } } | Extract<ReturnType<typeof mend>, { ok: false }>;

/** Tables that cannot keep three people are given up, those without a host first (I4). */
function mendUntilCompany(asked: InForce, changes: Changes, gathering: PlannedGathering): Mended {
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

const refusalOf = ({ rule, persons, tables }: Extract<ReturnType<typeof mend>, { ok: false }>['error']): NoPlan => ({
	rule,
	persons: persons.slice(0, 50) as PersonId[],
	tables: tables.slice(0, 50) as TableId[],
	change: null
});
