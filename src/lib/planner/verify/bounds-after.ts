import { boundsOf, evenPairs, fewestMeetings, pairsWhoCanMeet, partiesIn, partsOf, type Part } from '../bounds.ts';
import type { Bounds, Instance } from '../types.ts';
import { figuresOf } from './figures.ts';
import { groupsTogether } from './groups.ts';
import { recordOf, type PlanRecord } from './record.ts';

const NOTHING: Bounds = {
	pairsMeetingAgain: 0,
	c2: 0,
	sameCountryPairs: 0,
	sameOrganisationPairs: 0,
	sameModePairs: 0
};

/**
 * Lower limits of a plan that was repaired: what rounds that are over have cost, and what no seats of the rounds to
 * come can avoid for those who are there now. Whoever has met m times and meets f times more counts at least for what
 * m and f count alone, so that the two can be added.
 */
export function boundsAfter(record: PlanRecord): Bounds {
	const { instance, plan, over } = record;
	const past = plan.past ? { past: plan.past } : {};
	const before = recordOf(instance, { rounds: plan.rounds.slice(0, over), ...past });
	const spent = figuresOf(before, NOTHING);
	const next = toCome(record);
	const least = next.rounds < 1 ? NOTHING : boundsOf(next, false);
	const again = next.rounds < 1 ? 0 : partsOf(next).reduce((sum, part) => sum + meetingAgain(before, next, part), 0);
	return {
		pairsMeetingAgain: spent.pairsMeetingAgain + Math.max(least.pairsMeetingAgain, again),
		c2: spent.c2 + Math.max(least.c2, again),
		sameCountryPairs: spent.sameCountryPairs + least.sameCountryPairs,
		sameOrganisationPairs: spent.sameOrganisationPairs + least.sameOrganisationPairs,
		sameModePairs: spent.sameModePairs + least.sameModePairs
	};
}

/**
 * The rounds to come alone. Groups may have been split and not everybody can go home, so that these rounds are bound by
 * no more than what holds in each of them; who hosts since a while has visited tables before.
 */
function toCome({ instance, plan, over }: PlanRecord): Instance {
	const { rules } = instance;
	const present = new Set(instance.people.map(({ id }) => id));
	const groups = Map.groupBy(groupsTogether(instance, plan.past), ([, leader]) => leader);
	return {
		...instance,
		rounds: instance.rounds - over,
		// Who once had to sit together is never counted as meeting again.
		together: [...groups.values()].map((group) => group.map(([id]) => id).filter((id) => present.has(id))),
		rules: {
			...rules,
			policy: rules.policy === 'fixed' ? 'fixed' : 'mixed',
			lastRound: 'new_table',
			tableTwice: 'off',
			topicTwice: 'off'
		}
	};
}

/**
 * Meetings of people who have met before: there are only so many pairs who have not, and of each table of a round that
 * is over some people must share a table again, since there are only so many.
 */
function meetingAgain({ instance, plan, seated }: PlanRecord, next: Instance, part: Part): number {
	const group = groupsTogether(instance, plan.past);
	const numberOf = new Map(part.people.map(({ id }, p) => [id, p]));
	const met = new Set<number>();
	let shared = 0;
	for (const round of seated) {
		let sharedNow = 0;
		for (const there of round.values()) {
			const here = there.filter(({ id }) => numberOf.has(id)).map(({ id }) => part.people[numberOf.get(id)!]!);
			sharedNow += evenPairs(here.length, part.tables.length);
			for (const one of here) {
				for (const other of here) {
					const [p, q] = [numberOf.get(one.id)!, numberOf.get(other.id)!];
					const bound = group.has(one.id) && group.get(one.id) === group.get(other.id);
					if (p < q && !bound && (one.hosts === null || other.hosts === null)) met.add(p * part.people.length + q);
				}
			}
		}
		shared = Math.max(shared, sharedNow - partiesIn(next, part.people));
	}
	const strangers = pairsWhoCanMeet(next, part) - met.size;
	return Math.max(0, next.rounds * fewestMeetings(next, part) - strangers, next.rounds * shared);
}
