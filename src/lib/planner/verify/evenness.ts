import type { Person, Table } from '../types.ts';
import { groupsTogether } from './groups.ts';
import { languagesAt, seatIn, tongueReader, tongues, type PlanRecord } from './record.ts';
import { barred, type Report } from './rules.ts';

/** What the verifier looks up again and again while it looks for somebody who could even two tables out. */
interface Evening {
	record: PlanRecord;
	leader: Map<string, string>;
	tonguesOf: (person: Person) => Set<string>;
}

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
	const evening: Evening = { record, leader: groupsTogether(instance), tonguesOf: tongueReader() };
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
				const companies = companiesAt(evening, round.get(big.id)!);
				const free = companies.find((company) => company.length < surplus && couldGo(evening, company, big, small, r));
				pairs.push({ r, big, small, surplus, free });
			}
		}
	});
	return pairs;
}

const poolOf = (table: Table): string => [table.mode, ...[...tongues(table.languages)].sort()].join(' ');

/** The people at a table by who must sit together. */
const companiesAt = ({ leader }: Evening, people: readonly Person[]): Person[][] => [
	...Map.groupBy(people, ({ id }) => leader.get(id) ?? id).values()
];

/** Whether a company could sit at `small` instead of `big` in round r (from 0) with every hard rule kept. */
function couldGo(evening: Evening, company: readonly Person[], big: Table, small: Table, r: number): boolean {
	const { record, tonguesOf } = evening;
	const { instance, seated } = record;
	const there = [...seated[r]!.get(small.id)!, ...company];
	const stay = seated[r]!.get(big.id)!.filter((person) => !company.includes(person));
	if (there.length > small.seats || stay.length < (big.minSeats ?? 1)) return false;
	if (company.some(({ id, hosts }) => hosts !== null || isLocked(record, id, r))) return false;
	if (company.some((person) => barred(record, person, small) !== null)) return false;
	const remote = there.filter(({ attendance }) => attendance === 'remote').length;
	if (small.mode === 'linked' && small.remoteSeats !== null && remote > small.remoteSeats) return false;
	const ids = new Set(there.map(({ id }) => id));
	if (instance.apart.some((group) => group.filter((id) => ids.has(id)).length > 1)) return false;
	const speak = (people: readonly Person[], table: Table): boolean =>
		languagesAt([...people], table, tonguesOf).lonely.length === 0;
	if (instance.rules.language === 'everyone' && !(speak(there, small) && speak(stay, big))) return false;
	return !wouldRepeat(record, company, small, r);
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
