/** In the planner's thread: the plan in force fitted to who is here now, moving as few told seats as can be. */
import { planDiff, type PlannedSeat, type PlanRounds } from '#lib/domain/cafe/plan-diff.ts';
import type { RepairCause } from '#lib/domain/cafe/plan-settings.ts';
import { mostPlanned, tooFull } from '#lib/domain/cafe/table-seats.ts';
import type { TableCard } from '#lib/domain/event/event-card.ts';
import type { PersonId, TableId } from '#lib/domain/ids.ts';
import type { PlanSheet } from '#lib/domain/parts.ts';
import { takesPart } from '#lib/domain/people/person.ts';
import type { NoPlan } from '#lib/protocol/planning.ts';
import type { Breach, Changes, Mending, mend, Past, Plan, Round } from '#lib/planner/index.ts';
import type { PlannedGathering } from '../gathering.ts';
import { mendUntilCompany } from './mending.ts';
import { inForce, judged, plannedPeople, toldSeat, worseThan, type InForce } from './plan-in-force.ts';
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
	const told = plan.rounds.slice(settled);
	const stays = (id: PersonId) => !gone.has(id);
	const full = tooFull(open, told, stays);
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
		...lessFull(full, mostPlanned(told, stays), value.rounds.slice(settled)),
		...value.tablesLost.map((table): RepairCause => ({ code: 'table_lost', table: table as TableId })),
		...locks.map((lock): RepairCause => ({ code: 'lock_set', ...lock }) as RepairCause)
	];
	return confirmed(gathering, asItIs, gone, value, causes.slice(0, CAUSES));
}

const counted = (code: 'joined' | 'left' | 'misplaced', { length: people }: readonly unknown[]): RepairCause[] =>
	people > 0 ? [{ code, people }] : [];

/** Tables with fewer seats by now, from where somebody could be given a seat elsewhere. */
function lessFull(
	full: readonly TableCard[],
	before: ReadonlyMap<TableId, number>,
	mended: readonly Round[]
): RepairCause[] {
	if (full.length === 0) return [];
	const after = mostPlanned(mended as unknown as PlanRounds);
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
	const found: InForce = { instance, rounds: mended, ...(past ? { past } : {}) };
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

const refusalOf = ({ rule, persons, tables }: Extract<ReturnType<typeof mend>, { ok: false }>['error']): NoPlan => ({
	rule,
	persons: persons.slice(0, 50) as PersonId[],
	tables: tables.slice(0, 50) as TableId[],
	change: null
});
