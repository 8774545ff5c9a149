import type { Person, Table } from '../types.ts';
import { couldSit } from './could-sit.ts';
import { groupsTogether } from './groups.ts';
import { seatIn, tongues, type PlanRecord } from './record.ts';
import type { Report } from './rules.ts';

/** Two tables of one pool whose sizes differ by more than one in round r (from 0), and who could even them out. */
interface UnevenPair {
	r: number;
	big: Table;
	small: Table;
	surplus: number;
	free: Person[] | undefined;
}

/**
 * Sizes within a pool differ by at most one, unless nobody could go from the larger table to the smaller one: neither
 * a person nor a group that sits together, without a seat too few, a lock or another hard rule in the way.
 */
export function checkEvenness(record: PlanRecord, report: Report): void {
	for (const { r, big, small, free } of unevenPairs(record)) {
		if (!free) continue;
		const [most, least] = [big, small].map(({ id }) => record.seated[r]!.get(id)!.length);
		const ids = free.map(({ id }) => id);
		report('even', r + 1, ids, [big.id, small.id], `sizes ${most} and ${least}`);
	}
}

/** Rounds (from 1) in which rules keep tables of one pool uneven, by how many people they do at most; null if none. */
export function unevenByRule(record: PlanRecord): { rounds: number[]; surplus: number } | null {
	const bound = unevenPairs(record).filter(({ free }) => !free);
	if (bound.length === 0) return null;
	return {
		rounds: [...new Set(bound.map(({ r }) => r + 1))],
		surplus: bound.reduce((most, { surplus }) => Math.max(most, surplus), 0)
	};
}

function unevenPairs(record: PlanRecord): UnevenPair[] {
	const { instance, plan } = record;
	if (plan.past || instance.rules.policy !== 'mixed') return [];
	const leader = groupsTogether(instance);
	const pools = new Map(instance.tables.map((table) => [table.id, poolOf(table)]));
	const pairs: UnevenPair[] = [];
	record.seated.forEach((round, r) => {
		const open = instance.tables.filter((table) => (round.get(table.id) ?? []).length > 0);
		const size = (table: Table): number => round.get(table.id)!.length;
		for (const big of open) {
			for (const small of open) {
				const surplus = size(big) - size(small);
				if (surplus < 2 || pools.get(big.id) !== pools.get(small.id) || size(small) >= small.seats) continue;
				if (big.minSeats !== null && size(big) <= big.minSeats) continue;
				const companies = companiesAt(leader, round.get(big.id)!);
				const free = companies.find((company) => company.length < surplus && couldGo(record, company, big, small, r));
				pairs.push({ r, big, small, surplus, free });
			}
		}
	});
	return pairs;
}

const poolOf = (table: Table): string => [table.mode, ...[...tongues(table.languages)].sort()].join(' ');

/** The people at a table by who must sit together. */
const companiesAt = (leader: ReadonlyMap<string, string>, people: readonly Person[]): Person[][] => [
	...Map.groupBy(people, ({ id }) => leader.get(id) ?? id).values()
];

/** Whether a company could sit at `small` instead of `big` in round r (from 0) with every hard rule kept. */
function couldGo(record: PlanRecord, company: readonly Person[], big: Table, small: Table, r: number): boolean {
	if (company.some(({ id, hosts }) => hosts !== null || isLocked(record, id, r))) return false;
	const least = big.minSeats ?? 1;
	return couldSit(record, company, { to: small, from: big, least }, r) && !wouldRepeat(record, company, small, r);
}

/** The seat of a last round at home is that of the first round, and so are their locks. */
function isLocked({ instance, counts }: PlanRecord, person: string, r: number): boolean {
	const roundOf = (round: number): number => (counts(round) ? round : 1);
	return instance.locked.some((lock) => lock.person === person && roundOf(lock.round) === roundOf(r + 1));
}

/** Whether somebody of a company would meet a person, visit a table or hear a topic again that rules set to `never`. */
function wouldRepeat(record: PlanRecord, company: readonly Person[], table: Table, r: number): boolean {
	const { instance, plan, seated, tables } = record;
	const { personTwice, tableTwice, topicTwice } = instance.rules;
	const others = plan.rounds.filter((_, i) => i !== r && record.counts(i + 1));
	return company.some(({ id }) =>
		others.some((round) => {
			const before = seatIn(round, id);
			if (before === undefined) return false;
			if (tableTwice === 'never' && before === table.id) return true;
			if (topicTwice === 'never' && table.topic !== null && tables.get(before)?.topic === table.topic) return true;
			return personTwice === 'never' && seated[r]!.get(table.id)!.some((other) => seatIn(round, other.id) === before);
		})
	);
}
