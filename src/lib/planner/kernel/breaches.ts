import type { Seating } from './seating.ts';
import { apartCost } from './visits.ts';

/**
 * How often a seating breaks hard rules in rounds `from` and later; 0 when the plan may be used.
 * @param needsSeat who must have a seat in each of these rounds; rows of people who left, or are to come, need none
 */
export function breachesOf(s: Seating, from = 0, needsSeat: (p: number) => boolean = nobody): number {
	let breaches = 0;
	for (let p = 0; p < s.n; p++) if (needsSeat(p)) breaches += roundsWithoutSeat(s, p, from);
	for (let slot = from * s.g; slot < s.size.length; slot++) breaches += slotBreaches(s, slot);
	for (let p = 0; p < s.n; p++) {
		for (let r = from; r < s.R; r++) breaches += seatBreaches(s, p, r);
	}
	for (const party of s.problem.parties) breaches += timesTorn(s, party, from);
	return breaches;
}

const nobody = (): boolean => false;

/** In how many rounds from `from` on a person has no seat. */
export function roundsWithoutSeat(s: Seating, p: number, from = 0): number {
	let missing = 0;
	for (let r = from; r < s.R; r++) if (s.rows[p * s.stride + r]! < 0) missing++;
	return missing;
}

function slotBreaches(s: Seating, slot: number): number {
	const { weights, remoteCap } = s.problem;
	const t = slot % s.g;
	const size = s.size[slot]!;
	const alone = weights.alone >= weights.hard ? s.alone[slot]! : 0;
	return Math.max(0, s.least[t]! - size, size - s.most[t]!) + Math.max(0, s.remotes[slot]! - remoteCap[t]!) + alone;
}

function seatBreaches(s: Seating, p: number, r: number): number {
	const { weights, seatCost, classOf, kinds, kindOf, apart } = s.problem;
	const t = s.rows[p * s.stride + r]!;
	if (t < 0) return 0;
	let breaches = 0;
	if (s.held[p * s.R + r] === 0 && seatCost[classOf[p]! * kinds + kindOf[t]!]! >= weights.hard) breaches++;
	if (apart[p]!.length > 0 && apartCost(s, p, r, t, -1) > 0) breaches++;
	if (weights.personTwice >= weights.hard && s.pairs[p * s.R + r]! >= weights.hard) breaches++;
	return breaches + visitBreaches(s, p, r, t);
}

function visitBreaches(s: Seating, p: number, r: number, t: number): number {
	const { weights, topicOf, host } = s.problem;
	const tables = weights.tableTwice >= weights.hard;
	const topics = weights.topicTwice >= weights.hard && topicOf[t]! >= 0;
	if (host[p] === 1 || (!tables && !topics)) return 0;
	let breaches = 0;
	for (let i = 0; i < r; i++) {
		const earlier = s.rows[p * s.stride + i]!;
		if (earlier < 0) continue;
		if (tables && earlier === t) breaches++;
		if (topics && topicOf[earlier] === topicOf[t]) breaches++;
	}
	return breaches;
}

/** Rounds in which a party does not sit at one table. */
function timesTorn(s: Seating, party: Int32Array, from: number): number {
	let torn = 0;
	for (let r = from; r < s.R; r++) {
		const there = party.filter((p) => s.rows[p * s.stride + r]! >= 0);
		if (there.some((p) => s.rows[p * s.stride + r] !== s.rows[there[0]! * s.stride + r])) torn++;
	}
	return torn;
}
