import { misfit } from '../fit.ts';
import { breachesOf } from '../kernel/breaches.ts';
import { exchange, move } from '../kernel/seat.ts';
import { partiesOf } from '../parties.ts';
import type { Instance, NoPlan, Plan, Result, Round } from '../types.ts';
import type { Aftermath } from './aftermath.ts';
import { bring } from '../kernel/bring.ts';
import { provablyImpossible, refusalOf } from './refusal.ts';
import { residentOf, roundsOf, type HomeSeats, type Resident } from './resident.ts';
import { reseat } from './reseat.ts';
import { seatAt } from './told.ts';

type Travelled = (after: Aftermath, plan: Plan, homes?: HomeSeats) => Result<Round[], NoPlan>;

/**
 * Where the last round is at home, the rounds before it are mended first; then everybody whose table of the first
 * round still exists goes back there, who joined later to the table of his or her own first round.
 */
export function homecoming(after: Aftermath, plan: Plan, travelled: Travelled): Result<Round[], NoPlan> {
	const last = after.instance.rounds - 1;
	const { instance, past } = after;
	let rounds = plan.rounds.slice(0, last);
	if (past.rounds < last) {
		const locked = instance.locked.filter(({ round }) => round <= last);
		const away: Instance = { ...instance, rounds: last, locked };
		const homes = past.rounds > 0 && instance.rules.policy === 'mixed' ? roomAtHome(after, plan) : undefined;
		const found = travelled({ ...after, instance: away }, { ...plan, rounds }, homes);
		if (!found.ok) return found;
		rounds = found.value;
	}
	return goHome(after, plan, rounds);
}

/** Seats that are left at home, by table in use, when everybody who has one is back. */
function roomAtHome({ instance, past }: Aftermath, plan: Plan): HomeSeats {
	const room = new Map(instance.tables.map(({ id, seats }) => [id, seats]));
	for (const person of instance.people) {
		const home = person.hosts ?? firstSeat(plan.rounds.slice(0, past.rounds), person.id)?.table;
		const table = home ?? seatAt(plan, instance.rounds - 1, person.id);
		if (table && room.has(table)) room.set(table, room.get(table)! - 1);
	}
	return { room, kept: [] };
}

function firstSeat(rounds: readonly Round[], person: string): { round: number; table: string } | null {
	for (let round = 0; round < rounds.length; round++) {
		const table = seatAt({ rounds: rounds as Round[] }, round, person);
		if (table !== null) return { round, table };
	}
	return null;
}

/** Where each traveller's home is, if it still exists; a party has one home. */
function homesOf({ instance, past }: Aftermath, plan: Plan, rounds: readonly Round[]): Map<string, string> {
	const inUse = new Map(instance.tables.map((table) => [table.id, table]));
	const party = partiesOf(instance.together);
	const homes = new Map<string, string>();
	const homeOfParty = new Map<number, string>();
	const groupHome = instance.rules.policy === 'group' ? homesOfGroups(rounds, past.rounds) : null;
	for (const person of instance.people) {
		const { id, hosts } = person;
		const first = firstSeat(rounds, id);
		const travels = groupHome !== null && first !== null && first.round > 0;
		const table = travels ? (groupHome.get(wayOf(rounds, past.rounds, id)) ?? null) : (first?.table ?? null);
		const home = inUse.get(table ?? '');
		if (hosts !== null || table === null || !home || misfit(person, home, instance) !== null) continue;
		// Who has joined a group before has been told where it goes.
		if (travels && seatAt(plan, instance.rounds - 1, id) !== null) continue;
		const number = party.get(id);
		const shared = number === undefined ? table : (homeOfParty.get(number) ?? table);
		if (number !== undefined) homeOfParty.set(number, shared);
		homes.set(id, shared);
	}
	return homes;
}

const wayOf = (rounds: readonly Round[], from: number, id: string): string =>
	JSON.stringify(rounds.slice(from).map((round) => round[id] ?? null));

/** By the way of a group through the rounds to come: where those of it who were there from the beginning have sat. */
function homesOfGroups(rounds: readonly Round[], from: number): Map<string, string> {
	const homes = new Map<string, string>();
	if (from >= rounds.length) return homes;
	for (const id of Object.keys(rounds[0] ?? {})) homes.set(wayOf(rounds, from, id), rounds[0]![id]!);
	return homes;
}

function goHome(after: Aftermath, plan: Plan, rounds: Round[]): Result<Round[], NoPlan> {
	const { instance } = after;
	const last = instance.rounds - 1;
	const homes = homesOf(after, plan, rounds);
	const inUse = new Set(instance.tables.map(({ id }) => id));
	const round = Object.create(null) as Round;
	for (const { id } of instance.people) {
		const told = seatAt(plan, last, id);
		// Who was told another seat, because a rule forbade the one at home, keeps it until that can be.
		const table = told !== null && inUse.has(told) ? told : homes.get(id);
		if (table !== undefined) round[id] = table;
	}
	// At home nothing counts as a table or topic twice, and everybody meets again.
	const rules = {
		...instance.rules,
		policy: 'mixed',
		personTwice: 'off',
		tableTwice: 'off',
		topicTwice: 'off'
	} as const;
	const atLast: Aftermath = { ...after, instance: { ...instance, rules }, past: { ...after.past, rounds: last } };
	const whole: Plan = { ...plan, rounds: [...rounds, round] };
	const resident = residentOf(atLast, whole);
	settleAtHome(resident, atLast, plan, homes);
	sendHome(resident, atLast, homes);
	const refused = refusalOf(resident, instance.people.keys());
	if (refused) return { ok: false, error: provablyImpossible(atLast, plan) ?? refused };
	return { ok: true, value: roundsOf(resident, atLast, whole) };
}

/** Seats are kept as they are; where that cannot be, newcomers give way first, then anybody. */
function settleAtHome(resident: Resident, after: Aftermath, plan: Plan, homes: ReadonlyMap<string, string>): void {
	const { s, live, from } = resident;
	const isBroken = (): boolean =>
		breachesOf(s, from) > 0 || live.some((t) => s.size[from * s.g + t]! < Math.min(2, s.lo[from * s.g + t]!));
	const kept = after.instance.people.flatMap(({ id }, p) =>
		homes.has(id) && s.held[p * s.R + from] === 0 ? [{ id, at: p * s.R + from }] : []
	);
	for (const { at } of kept) s.held[at] = 1;
	reseat(resident, () => true);
	for (const { id, at } of kept) if (seatAt(plan, from, id) === null) s.held[at] = 0;
	if (isBroken()) reseat(resident, () => true);
	for (const { at } of kept) s.held[at] = 0;
	if (isBroken()) reseat(resident, () => provablyImpossible(after, plan) !== null);
}

/** Who could go home without breaking a rule goes home, if need be in exchange with somebody who is not at home there. */
function sendHome(resident: Resident, { instance }: Aftermath, homes: ReadonlyMap<string, string>): void {
	const { s, live, from, problem } = resident;
	if (refusalOf(resident, instance.people.keys())) return;
	const tableAt = new Map(live.map((t) => [problem.tables[t]!.id, t]));
	const homeOf = instance.people.map(({ id }) => tableAt.get(homes.get(id) ?? '') ?? -1);
	for (let pass = 0, sent = 1; pass < instance.people.length && sent > 0; pass++) {
		sent = 0;
		for (const [p, home] of homeOf.entries()) {
			const now = s.rows[p * s.stride + from]!;
			if (home < 0 || home === now || s.held[p * s.R + from] === 1) continue;
			const company = problem.party[p]! < 0 ? [p] : [...problem.parties[problem.party[p]!]!];
			if (goesHome(resident, company, home) || tradesHome(resident, p, home, homeOf)) sent++;
		}
	}
}

function goesHome({ s, from }: Resident, company: readonly number[], home: number): boolean {
	const now = s.rows[company[0]! * s.stride + from]!;
	if (s.size[from * s.g + now]! - company.length < s.lo[from * s.g + now]!) return false;
	if (s.size[from * s.g + home]! + company.length > s.most[home]!) return false;
	bring(s, company, from, home);
	if (breachesOf(s, from) === 0) return true;
	for (const q of company) move(s, q, from, now);
	return false;
}

function tradesHome({ s, from, problem }: Resident, p: number, home: number, homeOf: readonly number[]): boolean {
	const first = (from * s.g + home) * s.cap;
	for (const q of [...s.members.subarray(first, first + s.size[from * s.g + home]!)]) {
		const isFree = homeOf[q] !== home && s.held[q * s.R + from] === 0;
		if (!isFree || problem.party[p]! >= 0 || problem.party[q]! >= 0) continue;
		exchange(s, p, q, from);
		if (breachesOf(s, from) === 0) return true;
		exchange(s, p, q, from);
	}
	return false;
}
