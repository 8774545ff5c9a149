/** In the planner's thread: the plan in force fitted to who is here now, moving as few told seats as can be. */
import { planDiff, type PlannedSeat } from '#lib/domain/cafe/plan-diff.ts';
import { DEFAULT_SETTINGS, type RepairCause } from '#lib/domain/cafe/plan-settings.ts';
import { canSitAt, mostAt } from '#lib/domain/cafe/seating.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { takesPart, type DeskPerson } from '#lib/domain/people/person.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import {
	mend,
	type Changes,
	type Instance,
	type Mending,
	type Past,
	type Plan,
	type Round
} from '#lib/planner/index.ts';
import type { PlannedGathering } from './gathering.ts';
import { askedPerson } from './instance-of.ts';
import { inForce, judged, plannedPeople, toldSeat, type InForce } from './plan-in-force.ts';

export interface RepairJob {
	kind: 'repair';
	/** A {@link PlannedGathering} as JSON. */
	gathering: string;
	/** Who takes part and has no seat in the open rounds. */
	coming: readonly PersonId[];
}

export type RepairAnswer =
	| { kind: 'nothing' }
	| { kind: 'refused'; refused: NoPlan }
	| {
			kind: 'repaired';
			seats: readonly PlannedSeat[];
			causes: RepairCause[];
			before: PlanSheet;
			after: PlanSheet;
	  };

const CAUSES = 10;
const COMPANY = 3;
/** Tables given up because too few people are left for them. */
const GIVEN_UP = 50;

export function repairPlan({ gathering: text, coming }: RepairJob): RepairAnswer {
	const gathering = JSON.parse(text) as PlannedGathering;
	const { plan, settled } = gathering;
	const members = plannedPeople(gathering, plan.rounds);
	const old = inForce(gathering, plan.rounds, members);
	const left = members.filter((person) => !takesPart(person));
	const gone = new Set<string>(left.map(({ id }) => id));
	const lost = old.instance.tables.map(({ id }) => id).filter((id) => gathering.mergedTables.includes(id as TableId));
	const joined = newcomers(gathering, old.instance, new Set(coming), new Set(lost));
	const locks = old.instance.locked.filter(
		({ person, round, table }) => !gone.has(person) && toldSeat(gathering, round, person) !== table
	);
	if (left.length + joined.length + lost.length + locks.length === 0) return { kind: 'nothing' };
	const asked = succeeded(gathering, old, gone, lost);
	const hosts = new Set(old.instance.people.filter(({ hosts }) => hosts !== null).map(({ id }) => id));
	const lostHosts = left.filter(({ id, hosts: table }) => hosts.has(id) && !asked.successors.has(table!));
	const changes: Changes = {
		afterRound: settled,
		left: left.filter((person) => !lostHosts.includes(person)).map(({ id }) => id),
		joined,
		hostsLost: lostHosts.map(({ id }) => id),
		tablesLost: lost
	};
	const mended = mendUntilCompany(asked, changes, gathering);
	if (!mended.ok) return { kind: 'refused', refused: refusalOf(mended.error) };
	const { value } = mended;
	const rounds = plan.rounds.map((seats, r) => (r < settled ? seats : value.rounds[r]!)) as Plan['rounds'];
	const found = {
		instance: value.instance,
		rounds: value.rounds,
		...(value.past && settled > 0 ? { past: value.past } : {})
	};
	const causes: RepairCause[] = [
		...(joined.length > 0 ? [{ code: 'joined', people: joined.length } as const] : []),
		...(left.length > 0 ? [{ code: 'left', people: left.length } as const] : []),
		...left
			.filter(({ id }) => hosts.has(id))
			.map(({ hosts: table }): RepairCause => ({ code: 'host_lost', table: table! })),
		...value.tablesLost.map((table): RepairCause => ({ code: 'table_lost', table: table as TableId })),
		...locks.map((lock): RepairCause => ({ code: 'lock_set', ...lock }) as RepairCause)
	];
	return {
		kind: 'repaired',
		seats: planDiff(plan.rounds, rounds as never),
		causes: causes.slice(0, CAUSES),
		before: judged(gathering, old).sheet,
		after: judged(gathering, found as InForce).sheet
	};
}

/** Who came and can sit somewhere; who fits at no table is seen to when the bell rings. */
function newcomers(
	{ people, needs, plan, card }: PlannedGathering,
	{ tables }: Instance,
	coming: ReadonlySet<PersonId>,
	lost: ReadonlySet<string>
) {
	const settings = plan.settings ?? DEFAULT_SETTINGS;
	const used = new Set(tables.map(({ id }) => id).filter((id) => !lost.has(id)));
	const cards = (card?.tables ?? []).filter(({ id }) => used.has(id));
	const fits = (person: DeskPerson) =>
		used.has(person.hosts!) || cards.some((table) => canSitAt(person, table, needs[person.id] ?? []));
	return people
		.filter((person) => coming.has(person.id) && fits(person))
		.map((person) => askedPerson(person, used.has(person.hosts!), needs[person.id] ?? [], settings));
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

/** With the seats that tables are planned for; where these do not do, with the one for late people. */
function mendOnce(asked: InForce, changes: Changes, { card }: PlannedGathering): ReturnType<typeof mend> {
	const now = () => performance.now();
	const told: Plan = {
		...asked,
		seed: asked.instance.seed,
		iterations: 0,
		elapsedMs: 0,
		firstPlanMs: 0,
		sheet: {} as never
	};
	const mended = mend(asked.instance, told, changes, { now });
	if (mended.ok || mended.error.rule !== 'seats') return mended;
	const most = new Map<string, number>((card?.tables ?? []).map((table) => [table.id, mostAt(table)]));
	const tables = asked.instance.tables.map((table) => ({
		...table,
		seats: Math.max(table.seats, most.get(table.id) ?? 0)
	}));
	return mend({ ...asked.instance, tables }, told, changes, { now });
}

const refusalOf = ({ rule, persons, tables }: Extract<ReturnType<typeof mend>, { ok: false }>['error']): NoPlan => ({
	rule,
	persons: persons.slice(0, 50) as PersonId[],
	tables: tables.slice(0, 50) as TableId[],
	change: null
});
