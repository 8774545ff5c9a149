import { likeness, modeCost } from './pairs.ts';
import type { Seating } from './seating.ts';
import { apartCost } from './visits.ts';

/** The cost of a seating, counted from its state, and the part of it that breaks hard rules. */
export interface Total {
	cost: number;
	/** Number of breaches of hard rules, 0 when the plan may be used. */
	hard: number;
}

/** @param from first round, from 0, whose breaches of hard rules count: earlier ones are history */
export function totalOf(s: Seating, from = 0): Total {
	const { weights, seatCost, classOf, kinds, kindOf, remoteCap } = s.problem;
	const total = { cost: 0, hard: 0 };
	const add = (cost: number, r: number): void => {
		total.cost += cost;
		if (r >= from && cost >= weights.hard) total.hard += Math.floor(cost / weights.hard);
	};
	for (let slot = 0; slot < s.size.length; slot++) {
		const t = slot % s.g;
		const r = Math.floor(slot / s.g);
		total.cost += s.sizeCost[slot * (s.cap + 1) + s.size[slot]!]!;
		if (r >= from) total.hard += Math.max(0, s.least[t]! - s.size[slot]!, s.size[slot]! - s.most[t]!);
		add(weights.alone * s.alone[slot]!, r);
		total.cost += weights.outside * s.outside[slot]!;
		add(Math.max(0, s.remotes[slot]! - remoteCap[t]!) * weights.hard, r);
		for (let tag = 0; tag < s.problem.tags; tag++) {
			if (s.tagged[slot * s.problem.tags + tag] === 0) total.cost += weights.tag;
		}
	}
	for (let p = 0; p < s.n; p++) {
		for (let r = 0; r < s.R; r++) {
			const t = s.rows[p * s.stride + r]!;
			if (t < 0) continue;
			if (s.held[p * s.R + r] === 0) add(seatCost[classOf[p]! * kinds + kindOf[t]!]!, r);
			const apart = s.problem.apart[p]!.length > 0 ? apartCost(s, p, r, t, -1) : 0;
			total.cost += apart / 2;
			if (apart > 0 && r >= from) total.hard++;
		}
		visits(s, p, add);
	}
	for (const party of s.problem.parties) total.hard += timesTorn(s, party, from);
	pairs(s, total, from);
	return total;
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

function visits(s: Seating, p: number, add: (cost: number, r: number) => void): void {
	const { weights, topicOf, wish, topics, host } = s.problem;
	if (host[p] === 1) return;
	for (let r = 0; r < s.R; r++) {
		const t = s.rows[p * s.stride + r]!;
		if (t < 0) continue;
		let topicSeen = false;
		for (let i = 0; i < r; i++) {
			const earlier = s.rows[p * s.stride + i]!;
			if (earlier < 0) continue;
			if (earlier === t) add(weights.tableTwice, r);
			if (topicOf[t]! >= 0 && topicOf[earlier] === topicOf[t]) {
				add(weights.topicTwice, r);
				topicSeen = true;
			}
		}
		if (topicOf[t]! >= 0 && !topicSeen) add(-wish[p * topics + topicOf[t]!]!, r);
	}
}

/**
 * Cached pair costs count every pair of a slot twice. Of a pair's m meetings each slot holds m - 1, so that all
 * slots together hold m(m - 1) on either side: four times what m(m - 1) / 2 meetings again cost.
 */
function pairs(s: Seating, total: Total, from: number): void {
	const { weights } = s.problem;
	let sum = 0;
	for (let i = 0; i < s.pairs.length; i++) sum += s.pairs[i]!;
	const alike = likenesses(s);
	total.cost += alike + (sum - 2 * alike) / 4;
	if (weights.personTwice < weights.hard) return;
	for (let i = 0; i < s.pairs.length; i++) {
		if (i % s.R >= from && s.pairs[i]! >= weights.hard) total.hard++;
	}
}

/** What people at one table have in common, over all slots, each pair once. */
function likenesses(s: Seating): number {
	let sum = 0;
	for (let slot = 0; slot < s.size.length; slot++) {
		const first = slot * s.cap;
		const end = first + s.size[slot]!;
		for (let i = first; i < end; i++) {
			for (let j = i + 1; j < end; j++) {
				const [p, x] = [s.members[i]!, s.members[j]!];
				sum += likeness(s, p, x) + modeCost(s, p, x, slot % s.g);
			}
		}
	}
	return sum;
}
